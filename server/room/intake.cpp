// SPDX-License-Identifier: MIT
#include "server/room/intake.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/board/codec.h"

namespace atelier::room {
namespace {

// What makes the whole frame a lie (rule W16).
std::optional<ErrorCode> find_closing(const std::vector<board::Op>& ops, const workshop::Person& author) {
    if (!workshop::may_write(author.role)) {
        return ErrorCode::NotAllowed;
    }
    if (ops.size() > limits::kSubmitOpsMax) {
        return ErrorCode::TooMany;
    }
    for (const board::Op& op : ops) {
        if (op.id.actor != author.actor) {
            return ErrorCode::NotYours;
        }
    }
    return std::nullopt;
}

// Rights first, then what the board says. REQUIRES: the op is its author's next.
Result<void> check(const board::Board& board, workshop::Stage& stage, const workshop::Person& author,
                   const board::Op& op) {
    ATELIER_TRY(workshop::may_submit(author, board, stage.phase(board), op));
    const Result<void> fits = board.check(op);
    if (!fits && fits.error().code == ErrorCode::OutOfOrder) {
        // The counter is the next one, so it is the logical time that cannot be. Sending again would not help: to say
        // OUT_OF_ORDER would make the client try for ever.
        return Error(ErrorCode::Malformed, fits.error().detail);
    }
    return fits;
}

}  // namespace

board::Op make_void(const board::Board& board, const board::Op& refused) {
    board::Op op;
    op.id = refused.id;
    op.span = refused.span;
    op.lamport = std::min(board.lamport() + 1, limits::kLamportMax);  // it writes nothing: any time will do
    op.body = board::Void{};
    return op;
}

Intake take_in(board::Board& board, workshop::Stage& stage, const workshop::Person& author, BytesView submitted) {
    Intake intake;
    Bytes batch = board::with_table(submitted, author.actor);
    Result<std::vector<board::Op>> ops = board::decode_batch(batch);
    if (!ops) {
        intake.closing = ops.error().code;
        return intake;
    }
    intake.closing = find_closing(*ops, author);
    if (intake.closing) {
        return intake;
    }
    bool is_whole = true;
    for (board::Op& op : *ops) {
        const std::uint64_t next = board.next_counter(author.actor);
        if (std::uint64_t{op.id.counter} + op.span <= next) {
            is_whole = false;  // known already (rule W12)
            continue;
        }
        if (op.id.counter != next) {
            intake.refused.push_back({op.id.counter, ErrorCode::OutOfOrder});
            is_whole = false;
            break;  // nothing behind it is taken (rule W15)
        }
        is_whole = !board.put_between_survivors(op) && is_whole;
        if (const Result<void> allowed = check(board, stage, author, op); !allowed) {
            if (next == 1 && allowed.error().code == ErrorCode::TooMany) {
                intake.closing =
                    ErrorCode::TooMany;  // not even a Void: the board's table of actors must not grow by it
                return intake;
            }
            intake.refused.push_back({op.id.counter, allowed.error().code});
            is_whole = false;
            op = make_void(board, op);
        }
        const Result<board::Outcome> outcome = board.apply(op);
        ATELIER_CHECK(outcome && *outcome != board::Outcome::Parked);  // what check() is for
        intake.ops.push_back(std::move(op));
    }
    intake.batch = is_whole ? std::move(batch) : board::encode_batch(intake.ops);
    return intake;
}

Result<Intake> take_in_whole(board::Board& board, workshop::Stage& stage, const workshop::Person& author,
                             std::vector<board::Op> ops) {
    for (const board::Op& op : ops) {
        ATELIER_TRY(workshop::may_submit(author, board, stage.phase(board), op));
    }
    Intake intake;
    for (board::Op& op : ops) {
        if (const Result<void> fits = check(board, stage, author, op); !fits) {
            if (intake.ops.empty()) {
                return fits.error();
            }
            break;  // at the end of its ids or of its time: what is in stays
        }
        const Result<board::Outcome> outcome = board.apply(op);
        ATELIER_CHECK(outcome && *outcome != board::Outcome::Parked);
        intake.ops.push_back(std::move(op));
    }
    intake.batch = board::encode_batch(intake.ops);
    return intake;
}

}  // namespace atelier::room
