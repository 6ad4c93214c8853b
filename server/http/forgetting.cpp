// SPDX-License-Identifier: MIT
#include "server/http/forgetting.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "server/async/offload.h"
#include "server/history/erasure.h"
#include "server/history/erasure_ledger.h"
#include "server/history/past.h"

namespace atelier::http {
namespace {

// Whoever waits for the board goes on when this goes.
class Held {
public:
    Held(room::Shard& shard, const BoardId& board) : shard_(shard), board_(board) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { shard_.release(board_); }

private:
    room::Shard& shard_;
    const BoardId board_;
};

// Blocking.
Result<void> rewrite_past(storage::Store& store, room::BoardMaker& maker, const BoardId& board) {
    ATELIER_TRY_ASSIGN(history::Erasures open, history::open_erasures(store, board));
    ATELIER_TRY_ASSIGN(const board::Board now, history::board_now(store, board));
    // One that somebody else has only begun is left to them: its words still stand in the present.
    const history::Erasures gone = history::erased_on(now);
    std::erase_if(open,
                  [&](const auto& one) { return one.first != history::kOfAllItems && !gone.contains(one.first); });
    return history::complete_erasures(store, board, open, [&] { return maker.renew_history(board); });
}

}  // namespace

async::Task<Result<void>> begin_forgetting(Worker& here, std::vector<board::Id> items, Deed deed) {
    const Dependencies& has = here.services().dependencies;
    std::function<Result<void>()> job = [&has, items = std::move(items), deed = std::move(deed)]() -> Result<void> {
        const bool are_named = items != std::vector<board::Id>{history::kOfAllItems};
        if (has.erased != nullptr && are_named) {
            ATELIER_TRY(has.erased->add(deed.board, items, deed.at_ms));
        }
        return history::begin_erasures(has.store, deed.board, items, deed.at_ms, {audit_entry(deed)});
    };
    co_return co_await async::offload(here.services().history_pool, std::move(job));
}

// On the thread of all who look back, so that nobody reads, or keeps a state, in the middle of it.
async::Task<Result<void>> finish_forgetting(Worker& here, BoardId board) {
    const Dependencies& has = here.services().dependencies;
    if (has.maker == nullptr) {
        co_return Error(ErrorCode::Unavailable, "this server makes no histories");
    }
    Result<void> done = co_await hold_room(here, board);
    if (!done) {
        co_return done;
    }
    const Held held(here.shard(), board);
    std::function<Result<void>()> job = [&store = has.store, maker = has.maker, board] {
        return rewrite_past(store, *maker, board);
    };
    done = co_await async::offload(here.services().history_pool, std::move(job));
    co_return done;
}

async::Task<Result<void>> forget(Worker& here, std::vector<board::Id> items, Deed deed, RoomErrand leave_the_present) {
    const BoardId board = deed.board;
    Result<void> done = co_await begin_forgetting(here, std::move(items), std::move(deed));
    if (done) {
        done = co_await ask_room(here, board, std::move(leave_the_present));
    }
    if (done) {
        done = co_await finish_forgetting(here, board);
    }
    co_return done;
}

}  // namespace atelier::http
