// What a page redraws, as JSON (shape in wasm_abi.h), and the handles that name items in it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/board/hash.h"
#include "server/board/keyed_list.h"
#include "server/client/client_session.h"

namespace atelier::client {

// Small numbers for items, given once and kept, also across a resync. Not thread-safe.
class Handles {
public:
    std::uint32_t of(board::Id item);
    // The null id for 0 and for numbers never given.
    board::Id item(std::uint32_t handle) const;

private:
    struct Entry {
        board::Id item;
        const board::Id& key() const noexcept { return item; }
    };
    board::KeyedList<Entry, board::IdHash> items_;  // a handle is a position, counted from one
};

// "" when nothing changed since the last call.
std::string changes_json(ClientSession& session, Handles& handles);

}  // namespace atelier::client
