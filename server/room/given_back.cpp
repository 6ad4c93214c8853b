// SPDX-License-Identifier: MIT
#include "server/room/given_back.h"

#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "server/room/intake.h"

namespace atelier::room {
namespace {

// Half of a client frame, so that the record can be given back again.
constexpr std::size_t kRecordBytesMax = limits::kClientFrameBytesMax / 2;

}  // namespace

Result<void> GivenBack::add(BytesView batch) {
    ATELIER_TRY_ASSIGN(std::vector<board::Op> ops, board::decode_batch(batch));
    std::move(ops.begin(), ops.end(), std::back_inserter(queue_));
    return {};
}

void GivenBack::on_merged(ActorId actor, const board::Board& board) {
    if (waiting_.size() > 0) {
        std::vector<board::Op> freed = waiting_.release(actor, board.next_counter(actor));
        std::move(freed.begin(), freed.end(), std::back_inserter(queue_));
    }
}

GivenBack::Taken GivenBack::next(board::Board& board) {
    Taken taken;
    std::size_t bytes = 0;
    while (!queue_.empty() && bytes < kRecordBytesMax && taken.ops.size() < limits::kSubmitOpsMax) {
        const std::size_t size = board::heap_bytes(queue_.front().body) + sizeof(board::Op);
        if (!taken.ops.empty() && bytes + size > kRecordBytesMax) {
            break;
        }
        const std::size_t before = taken.ops.size();
        board::Op op = std::move(queue_.front());
        queue_.pop_front();
        take(std::move(op), board, taken);
        bytes += taken.ops.size() > before ? size : 0;  // what waits is in no record
    }
    return taken;
}

void GivenBack::take(board::Op op, board::Board& board, Taken& taken) {
    const ActorId actor = op.id.actor;
    const std::uint32_t next = board.next_counter(actor);
    if (op.id.counter < next) {
        return;  // known; or another op has the ids since, and it is too late
    }
    if (const auto missing = board.first_missing(op)) {
        static_cast<void>(waiting_.park(*missing, op));
        return;
    }
    static_cast<void>(board.put_between_survivors(op));
    if (const Result<void> fits = board.check(op); !fits) {
        if (next == 1 && fits.error().code == ErrorCode::TooMany) {
            return;  // as in take_in(): not even a Void
        }
        op = make_void(board, op);
    }
    const Result<board::Outcome> outcome = board.apply(op);
    ATELIER_CHECK(outcome && *outcome != board::Outcome::Parked);
    if (next == 1) {
        taken.newcomers.push_back(actor);
    }
    taken.ops.push_back(std::move(op));
    on_merged(actor, board);
}

}  // namespace atelier::room
