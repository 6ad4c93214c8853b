// The code that brings a person's cards, votes and rights to another phone: three words and a number, "pomme-cerf-nuage-42".
// With 617 words and 90 numbers it holds 34.3 bits: enough against guessing at the door, where attempts are counted
// (http/code_desk.h), and a hash that costs 19 MiB and some 30 ms makes it dear for who has the disk. Pure, but for chance.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/workshop/capability.h"

namespace atelier::workshop {

// A new one, from the system's generator.
std::string make_recovery_code();

// As it was given, from what a person typed: in capitals, with accents, with any signs between the words. Nothing when it is
// not three words of the list and a number from 10 to 99.
std::optional<std::string> read_recovery_code(std::string_view typed);

// What is kept of it: Argon2id, 32 bytes, for this board and this server only. Takes a while and 19 MiB: not on a thread that
// serves people. Unavailable when there is no memory for it. REQUIRES: as read_recovery_code() gives it.
Result<Bytes> hash_recovery_code(std::string_view code, const BoardId& board, const ServerKey& key);

}  // namespace atelier::workshop
