// What a room writes of its own accord, as ops of the server: votes that are counted, texts that forget (room_purging.cpp).
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/room/room.h"
#include "server/workshop/run_of_show.h"
#include "server/workshop/tallies.h"
#include "server/workshop/votes.h"

namespace atelier::room {
namespace {

// Counts change by ballots, and by merged cards that count those of their sources; they are told when a phase or a reveal
// says so.
bool moves_tallies(const board::Op& op) {
    if (const auto* add = std::get_if<board::AddItem>(&op.body)) {
        return !add->derivation.sources.empty();
    }
    if (const auto* set = std::get_if<board::SetSetting>(&op.body)) {
        // A tally that is given back to a server that lost it may be older than the votes, and later by its stamp.
        return set->name.item == board::kNullId || set->name.key == board::SettingKey::Tally;
    }
    return std::holds_alternative<board::CastBallot>(op.body);
}

}  // namespace

Result<void> Room::write_as_server(std::vector<board::OpBody> bodies) {
    Result<void> written;
    for (auto from = bodies.begin(); from != bodies.end() && written && !broken_;) {
        const bool is_newcomer = board_.next_counter(kServerActor) == 1;
        std::vector<board::Op> ops;
        for (; from != bodies.end() && ops.size() < limits::kSubmitOpsMax; ++from) {
            board::Op op{{kServerActor, board_.next_counter(kServerActor)}, board_.lamport() + 1, 1, std::move(*from)};
            written = board_.check(op);
            if (!written) {
                break;  // a board at the end of its ids or of its time: what is applied by now is in the history
            }
            const Result<board::Outcome> outcome = board_.apply(op);
            ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
            ops.push_back(std::move(op));
        }
        static_cast<void>(board_.take_changes());
        if (ops.empty()) {
            break;
        }
        if (is_newcomer) {
            remember(kServerActor, std::nullopt);
        }
        accept(ops, board::encode_batch(ops));
    }
    given_back_.on_merged(kServerActor, board_);
    accept_given_back();
    return written;
}

void Room::note_votes(const std::vector<board::Op>& ops) {
    const bool is_any = std::any_of(ops.begin(), ops.end(), moves_tallies);
    are_tallies_due_ = are_tallies_due_ || is_any;
    is_crowd_due_ = is_crowd_due_ || is_any;  // how many have voted
}

// At most once a second, so that nobody sees from a count who just voted in a room where several do. Not while the phase
// keeps votes for itself.
void Room::tell_tallies() {
    if (!are_tallies_due_ || veil_.hides_votes() || is_stopping_ || broken_ || handed_over_ < accepted_) {
        return;
    }
    write_due_tallies();
}

void Room::write_due_tallies() {
    std::vector<board::OpBody> bodies;
    for (board::SetSetting& tally : workshop::due_tallies(board_, limits::kTalliesAtOnce)) {
        bodies.emplace_back(std::move(tally));
    }
    are_tallies_due_ = bodies.size() == limits::kTalliesAtOnce;
    static_cast<void>(write_as_server(std::move(bodies)));  // what is not counted now keeps the count it had
}

void Room::close_polls(std::function<void(Result<void>)> done) {
    if (is_stopping_ || broken_ || handed_over_ < accepted_) {
        return done(Error(ErrorCode::Unavailable, "the board takes nothing now"));
    }
    if (veil_.hides_votes()) {
        return done(Error(ErrorCode::NotNow, "what the votes come to is not told yet"));
    }
    const workshop::Phase* phase = stage_.phase(board_);
    const bool is_vote = phase != nullptr && phase->allows(workshop::Act::Vote);
    workshop::Polls over = workshop::polls_with_ballots(board_);
    if (is_vote) {
        over.reset(phase->poll());
    }
    const workshop::Polls closed = workshop::closed_polls(board_);
    const workshop::Polls all = closed | over;
    if (all != closed) {
        for (are_tallies_due_ = true; are_tallies_due_ && !broken_;) {
            write_due_tallies();
        }
        const Result<void> written = write_as_server({workshop::closing(all)});
        if (!written) {
            return done(written);
        }
    }
    answer_when_kept(std::move(done));
}

}  // namespace atelier::room
