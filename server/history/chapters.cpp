// SPDX-License-Identifier: MIT
#include "server/history/chapters.h"

#include <utility>

namespace atelier::history {

Result<storage::Record> record_at(storage::Store& store, const BoardId& board, OpSeq position) {
    if (position.value == 0) {
        return Error(ErrorCode::NotFound, "nothing happened there yet");
    }
    storage::Store::ReadBounds one;
    one.ops_max = 1;
    ATELIER_TRY_ASSIGN(std::vector<storage::Record> records, store.read_log(board, {position.value - 1}, one));
    if (records.empty()) {
        return Error(ErrorCode::NotFound, "nothing happened there yet");
    }
    return std::move(records.front());
}

Result<std::vector<Chapter>> read_chapters(storage::Store& store, const BoardId& board,
                                           const std::vector<Stretch>& stretches, OpSeq until) {
    std::vector<Mark> begins(1);  // before the first phase
    for (const Stretch& stretch : stretches) {
        for (const Mark& mark : stretch.marks) {
            if (mark.what == Happening::Phase && mark.at <= until) {
                begins.push_back(mark);
            }
        }
    }
    std::vector<Chapter> chapters;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        OpSeq end = until;
        if (i + 1 < begins.size()) {
            ATELIER_TRY_ASSIGN(const storage::Record next, record_at(store, board, begins[i + 1].at));
            end = {next.first.value - 1};
        }
        // A phase that begins a record of its own made nothing there.
        const bool is_only = chapters.empty() && i + 1 == begins.size() && until.value > 0;
        if (end <= begins[i].at && !is_only) {
            continue;
        }
        ATELIER_TRY_ASSIGN(const storage::Record last, record_at(store, board, end));
        chapters.push_back({begins[i].number, begins[i].text, end, last.server_time_ms});
    }
    return chapters;
}

}  // namespace atelier::history
