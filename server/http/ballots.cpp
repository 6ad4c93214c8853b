// SPDX-License-Identifier: MIT
#include "server/http/ballots.h"

#include <chrono>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/history/chapters.h"
#include "server/history/erasure.h"
#include "server/history/past.h"
#include "server/http/forgetting.h"
#include "server/workshop/votes.h"

namespace atelier::http {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenSweeps = 24h;

// Blocking. Whether it was quiet since then, and has ballots all the same. Fails as board_now().
Result<bool> is_due(storage::Store& store, const BoardId& board, std::int64_t before_ms) {
    ATELIER_TRY_ASSIGN(const storage::Head head, store.verify_board(board));
    if (head.position == OpSeq{0}) {
        return false;
    }
    ATELIER_TRY_ASSIGN(const storage::Record last, history::record_at(store, board, head.position));
    if (last.server_time_ms >= before_ms) {
        return false;
    }
    ATELIER_TRY_ASSIGN(const board::Board now, history::board_now(store, board));
    return workshop::polls_with_ballots(now).any();
}

async::Task<Result<bool>> is_due(Worker& here, BoardId board, std::int64_t before_ms) {
    const auto due = std::make_shared<bool>(false);
    std::function<Result<void>()> job = [due, &store = here.services().dependencies.store, board,
                                         before_ms]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*due, is_due(store, board, before_ms));
        return {};
    };
    const Result<void> done = co_await async::offload(here.services().history_pool, std::move(job));
    if (!done) {
        co_return done.error();
    }
    co_return *due;
}

async::Task<void> sweep(Worker& here, BoardId board, std::int64_t now_ms, std::int64_t before_ms) {
    const Result<bool> due = co_await is_due(here, board, before_ms);
    // Whoever looks at it would have to come back for the state: another day will do.
    if (due && (!*due || !here.shard().people(board).empty())) {
        co_return;
    }
    Result<void> done;
    if (due) {
        Deed deed{board, now_ms, "", "ballots_erased", ""};  // nobody's in particular
        done = co_await erase_ballots(here, std::move(deed));
    } else {
        done = due.error();
    }
    if (done) {
        log::info("ballots_erased", {{"board", board.text()}});
    } else {  // tried again with the next sweep
        log::warn("ballots_not_erased",
                  {{"board", board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
    }
}

}  // namespace

async::Task<Result<void>> erase_ballots(Worker& here, Deed deed) {
    RoomErrand close = [](room::Room& room, std::function<void(Result<void>)> done) {
        room.close_polls(std::move(done));
    };
    std::vector<board::Id> items{history::kOfAllItems};
    co_return co_await forget(here, std::move(items), std::move(deed), std::move(close));
}

async::Task<void> run_ballot_sweeps(Worker& here, async::Signal& end) {
    const Services& services = here.services();
    const Dependencies& has = services.dependencies;
    if (services.ballots_kept.count() == 0 || has.boards_made_before == nullptr || has.maker == nullptr) {
        co_return;
    }
    do {
        const std::int64_t now_ms = has.clock.wall_ms();
        const std::int64_t before_ms = now_ms - services.ballots_kept.count();
        for (const BoardId& board : has.boards_made_before(before_ms)) {
            if (&services.worker_of(board) == &here && !services.is_stopping) {
                co_await sweep(here, board, now_ms, before_ms);
            }
        }
    } while (!services.is_stopping && !co_await end.wait_for(kBetweenSweeps));
}

}  // namespace atelier::http
