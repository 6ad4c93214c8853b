// What a page redraws, as JSON (shape in wasm_abi.h), and the handles that name items in it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/board/hash.h"
#include "server/client/client_session.h"

namespace atelier::client {

// Small numbers for items, given once and kept, also across a resync. Not thread-safe.
class Handles {
public:
    std::uint32_t of(board::Id item);
    // The null id for 0 and for numbers never given.
    board::Id item(std::uint32_t handle) const;

private:
    std::vector<board::Id> items_;
    std::unordered_map<board::Id, std::uint32_t, board::IdHash> handles_;
};

// "" when nothing changed since the last call.
std::string changes_json(ClientSession& session, Handles& handles);

// 16 hexadecimal digits.
std::string hex64(std::uint64_t value);

}  // namespace atelier::client
