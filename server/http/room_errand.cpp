// SPDX-License-Identifier: MIT
#include "server/http/room_errand.h"

#include <memory>
#include <optional>
#include <utility>

#include "server/async/signal.h"
#include "server/base/limits.h"

namespace atelier::http {
namespace {

constexpr int kHoldTries = 8;  // others who asked at the same moment come first

// What the room answers. Shared with it: a request may end before.
struct Answer {
    explicit Answer(async::Executor executor) : come(executor) {}

    void set(Result<void> said) {
        result = std::move(said);
        come.notify();
    }

    async::Signal come;
    std::optional<Result<void>> result;
};

}  // namespace

async::Task<Result<void>> ask_room(Worker& here, BoardId board, RoomErrand errand) {
    const auto answer = std::make_shared<Answer>(here.executor());
    std::function<void(Result<room::Room*>)> enter = [answer, errand = std::move(errand)](Result<room::Room*> room) {
        if (!room) {
            return answer->set(room.error());
        }
        errand(**room, [answer](Result<void> done) { answer->set(std::move(done)); });
    };
    here.shard().with_room(board, std::move(enter));
    const bool has_come = co_await answer->come.wait_for(limits::kWriteTimeout);
    co_return has_come && answer->result ? *answer->result
                                         : Result<void>(Error(ErrorCode::Unavailable, "it takes too long"));
}

async::Task<Result<void>> hold_room(Worker& here, BoardId board) {
    Result<void> held;
    for (int tried = 0; tried < kHoldTries; ++tried) {
        const auto answer = std::make_shared<Answer>(here.executor());
        std::function<void(Result<room::Room*>)> enter = [answer, board,
                                                          &shard = here.shard()](Result<room::Room*> room) {
            if (!room) {
                return answer->set(room.error());
            }
            shard.hold(board, [answer](Result<void> done) { answer->set(std::move(done)); });
        };
        here.shard().with_room(board, std::move(enter));
        co_await answer->come.wait();  // to its end, for what is held has to be released
        held = *answer->result;
        if (held) {
            break;
        }
    }
    co_return held;
}

}  // namespace atelier::http
