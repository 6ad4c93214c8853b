// Small messages of one kind that the catalogue keeps for a board, each under its id: bookmarks, tours. Entries are not deleted;
// what a message says when it was taken back is its kind's own.
// SPDX-License-Identifier: MIT
#pragma once

#include <sodium.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::history {

// Blocking. Corrupt when one does not parse; fails as the store does.
template <class Message>
Result<std::vector<Message>> read_entries(storage::Store& store, const std::string& prefix) {
    ATELIER_TRY_ASSIGN(const std::vector<storage::Store::Entry> entries, store.list_entries(prefix));
    std::vector<Message> found;
    found.reserve(entries.size());
    for (const storage::Store::Entry& entry : entries) {
        Message message;
        if (!message.ParseFromString(entry.value)) {
            return Error(ErrorCode::Corrupt, "catalogue entry " + entry.key);
        }
        found.push_back(std::move(message));
    }
    return found;
}

// In the place of the one with that id, if there is one. Blocking; fails as the store does.
template <class Message>
Result<void> write_entry(storage::Store& store, const std::string& prefix, const Message& message) {
    return store.put_entry(prefix + to_hex(message.id()), message.SerializeAsString());
}

// Of a message that is new; never 0, which is none.
inline std::uint64_t random_entry_id() {
    std::uint64_t id = 0;
    randombytes_buf(&id, sizeof id);
    return id | 1U;
}

}  // namespace atelier::history
