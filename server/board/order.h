// Fractional indexes: ranks as short strings, so that an item moves between two others by changing itself only.
// Bytewise comparison; digits 0-9A-Za-z; never ends in the lowest digit, so there is always room below.
// After Figma's "Realtime editing of ordered sequences" (2017), with random digits behind the midpoint so that two
// people who drop a card into one gap at once do not get the same rank.
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

// True for "" and for what order_between can give.
bool is_order(std::string_view rank) noexcept;

}  // namespace atelier::board
