// SPDX-License-Identifier: MIT
#include "tests/simulation/log_view.h"

#include <utility>

#include "server/board/codec.h"
#include "tests/simulation/server.h"

namespace atelier::simulation {

std::vector<board::Op> LogView::forget() {
    std::vector<board::Op> known = std::exchange(ops_, {});
    last_time_ms_ = 0;
    places_.clear();
    return known;
}

void LogView::refresh() {
    const std::vector<storage::Record> records = store_.read_log(the_board(), OpSeq{ops_.size()}, {}).value();
    for (const storage::Record& record : records) {
        is_in_time_ = is_in_time_ && record.server_time_ms >= last_time_ms_;
        last_time_ms_ = record.server_time_ms;
        std::vector<board::Op> ops = board::decode_batch(record.batch).value();
        for (board::Op& op : ops) {
            places_.emplace(op.id, ops_.size());
            ops_.push_back(std::move(op));
        }
    }
}

const std::vector<board::Op>& LogView::ops() {
    refresh();
    return ops_;
}

const board::Op* LogView::find(board::Id id) {
    refresh();
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &ops_[found->second];
}

}  // namespace atelier::simulation
