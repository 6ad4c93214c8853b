// The bounds of one read_log, counted the same way by every store.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

#include "storage/store.h"

namespace atelier::storage {

class ReadBudget {
public:
    explicit ReadBudget(Store::ReadBounds bounds) : left_(bounds) {}

    // False when `record` passes a bound: stop before it. The first record is always taken.
    bool take(const Record& record) {
        const bool fits = record.op_count <= left_.ops_max && record.batch.size() <= left_.bytes_max;
        if (!fits && !is_first_) {
            return false;
        }
        is_first_ = false;
        left_.ops_max -= std::min<std::uint64_t>(left_.ops_max, record.op_count);
        left_.bytes_max -= std::min(left_.bytes_max, record.batch.size());
        return true;
    }

private:
    Store::ReadBounds left_;
    bool is_first_ = true;
};

}  // namespace atelier::storage
