// SPDX-License-Identifier: MIT
#include "server/history/start_again.h"

#include <string>
#include <utility>
#include <vector>

#include "server/board/codec.h"
#include "server/history/commit_all.h"
#include "server/history/erasure.h"
#include "server/history/past.h"
#include "server/history/server_actor.h"

namespace atelier::history {
namespace {

constexpr storage::Store::ReadBounds kAtOnce{4096, 1024 * 1024};  // what waits in the committer's queue at a time

// The title as a record of its own: what the copied history calls the board is another one. With it go cards of then whose content
// was removed for good since.
Result<storage::Append> name_board(board::Board before, const StartAgain& what, const Erasures& erased) {
    std::vector<board::OpBody> bodies = erasing_ops(before, erased);
    bodies.emplace_back(board::SetRegister{board::kNullId, board::Title{what.title}});
    std::vector<board::Op> ops;
    for (board::OpBody& body : bodies) {
        ops.push_back({{kServerActor, before.next_counter(kServerActor)}, before.lamport() + 1, 1, std::move(body)});
        ATELIER_TRY(before.check(ops.back()));
        ATELIER_TRY(before.apply(ops.back()));
    }
    const auto count = static_cast<std::uint32_t>(ops.size());
    return storage::Append{what.board, {what.position.value + 1}, count, what.now_ms, board::encode_batch(ops)};
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
        ATELIER_TRY(commit_all(commits, std::move(appends)));
    }
    ATELIER_TRY_ASSIGN(board::Board then, board_at(store, what.origin, what.position));
    ATELIER_TRY_ASSIGN(const board::Board now, board_now(store, what.origin));
    ATELIER_TRY_ASSIGN(storage::Append named, name_board(std::move(then), what, erased_on(now)));
    std::vector<storage::Append> last;
    last.push_back(std::move(named));
    return commit_all(commits, std::move(last));
}

}  // namespace atelier::history
