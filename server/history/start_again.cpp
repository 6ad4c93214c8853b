// SPDX-License-Identifier: MIT
#include "server/history/start_again.h"

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace atelier::history {
namespace {

constexpr storage::Store::ReadBounds kAtOnce{4096, 1024 * 1024};  // what waits in the committer's queue at a time

// Queues them all; the result of the last one: completions come in order, and after one that failed the next fail, too.
Result<void> commit(storage::Committer& commits, std::vector<storage::Append> appends) {
    const auto done = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> last = done->get_future();
    for (std::size_t i = 0; i < appends.size(); ++i) {
        const bool is_last = i + 1 == appends.size();
        ATELIER_TRY(commits.submit(std::move(appends[i]), [done, is_last](Result<void> result) {
            if (is_last) {
                done->set_value(std::move(result));
            }
        }));
    }
    return last.get();
}

}  // namespace

Result<void> start_again(storage::Store& store, storage::Committer& commits, const StartAgain& what) {
    OpSeq copied;
    while (copied < what.position) {
        ATELIER_TRY_ASSIGN(std::vector<storage::Record> records, store.read_log(what.origin, copied, kAtOnce));
        std::vector<storage::Append> appends;
        for (storage::Record& record : records) {
            if (record.last() > what.position) {
                break;
            }
            copied = record.last();
            appends.push_back(
                {what.board, record.first, record.op_count, record.server_time_ms, std::move(record.batch)});
        }
        if (appends.empty()) {
            return Error(ErrorCode::NotFound, "no change ends at position " + std::to_string(what.position.value));
        }
        ATELIER_TRY(commit(commits, std::move(appends)));
    }
    return {};
}

}  // namespace atelier::history
