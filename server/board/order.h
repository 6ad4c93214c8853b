// Fractional indexes: ranks as short strings, so that an item moves between two others by changing itself only.
// A rank is an integer part, whose first letter says how long it is (a..z: from 0 up, Z..A: below 0), and a fraction;
// all digits are 0-9A-Za-z and ranks compare bytewise. Adding at an end counts the integer up or down, so ranks stay
// short; inserting takes the middle of the gap. Two random digits at the end keep people who drop a card into one gap at
// once from getting the same rank. After Figma's "Realtime editing of ordered sequences" (2017) and David Greenspan's
// "Implementing fractional indexing" (2020).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "server/base/random.h"
#include "server/base/result.h"

namespace atelier::board {

// A rank strictly between `low` and `high`; "" as low is the beginning, "" as high the end.
// Fails with TooLarge when it would pass kOrderBytesMax (the column wants rebalancing), and with Malformed when the
// bounds are not ranks or not in order.
Result<std::string> order_between(std::string_view low, std::string_view high, Random& random);

// True for "" (no rank) and for what order_between can give.
bool is_order(std::string_view rank) noexcept;

}  // namespace atelier::board
