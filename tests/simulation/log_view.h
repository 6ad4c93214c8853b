// What the server's disk holds, op by op: the truth that promises are held against.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "server/board/op.h"
#include "storage/store.h"

namespace atelier::simulation {

// Reads what is new when it is asked. Not thread-safe.
class LogView {
public:
    explicit LogView(storage::Store& store) : store_(store) {}

    // The store has died or was put back: everything is read again. Returns what was known.
    std::vector<board::Op> forget();
    // False once a record is older than the one before it.
    bool is_in_time() const noexcept { return is_in_time_; }
    // In the order of their positions, from 1.
    const std::vector<board::Op>& ops();
    // The op there that makes this id first; null = none.
    const board::Op* find(board::Id id);

private:
    void refresh();

    storage::Store& store_;
    std::vector<board::Op> ops_;
    std::int64_t last_time_ms_ = 0;  // of a record
    bool is_in_time_ = true;
    std::map<board::Id, std::size_t> places_;
};

}  // namespace atelier::simulation
