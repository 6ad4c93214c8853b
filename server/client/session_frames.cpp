// What the server's frames do to a session.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "server/base/heap_sort.h"
#include "server/board/codec.h"
#include "server/board/gaps.h"
#include "server/client/restamp.h"
#include "server/client/session_state.h"

namespace atelier::client {
namespace {

// What a person would lose with this op.
std::string draft_of(const board::Op& op) {
    if (const auto* add = std::get_if<board::AddItem>(&op.body)) {
        return add->text;
    }
    const auto* insert = std::get_if<board::InsertText>(&op.body);
    return insert != nullptr ? insert->text : std::string();
}

// Whether it is our insertion, put between other neighbours because ours were purged (rule M11).
bool is_elsewhere(const board::Op& logged, board::Op ours) {
    const auto* there = std::get_if<board::InsertText>(&logged.body);
    auto* here = std::get_if<board::InsertText>(&ours.body);
    if (there == nullptr || here == nullptr) {
        return false;
    }
    here->left = there->left;
    here->right = there->right;
    return ours == logged;
}

ErrorCode reason_code(std::uint32_t reason) {
    const bool known = reason >= 1 && reason <= static_cast<std::uint32_t>(ErrorCode::SharedDevice);
    return known ? static_cast<ErrorCode>(reason) : ErrorCode::NotAllowed;
}

}  // namespace

Result<void> ClientSession::State::on_welcome(const WelcomeFrame& welcome) {
    if (std::exchange(history, welcome.history) != welcome.history) {
        kept.clear();  // positions and ops of another history mean nothing in this one
    }
    ATELIER_TRY_ASSIGN(const bool goes_on, take_identity(welcome));
    if (!goes_on) {
        return {};
    }
    ahead.clear();  // with something in it we asked from nothing
    if (welcome.has_snapshot) {
        ATELIER_TRY_ASSIGN(board, board::Board::decode(welcome.snapshot));
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ballots, board::decode_batch(welcome.ballots));
        for (const board::Op& ballot : ballots) {
            board.adopt_ballot(ballot);  // on a card that is not here it says nothing
        }
        changes.everything = true;
        position = welcome.position;
    } else if (from_nothing) {
        board = board::Board();
        changes.everything = true;
    }
    veiled = welcome.veiled;
    silhouettes = {};
    mark = welcome.mark;
    server_time_ms = welcome.server_time_ms;
    ATELIER_TRY(merge_commits(welcome.tail, false));
    if (reconnect) {
        return {};  // a barrier in the tail, and what waits here is merged already
    }
    // It may lead beyond: a device keeps a snapshot and the commits behind it as one Welcome (docs/web-client.md).
    if (position < welcome.position) {
        return Error(ErrorCode::OutOfOrder, "the welcome does not reach its position");
    }
    if (welcome.has_snapshot || from_nothing) {
        ATELIER_TRY(offer_what_was_lost());
    }
    ATELIER_TRY(merge_outbox());
    ATELIER_TRY(sign_unsigned());
    role = welcome.role;
    save_due = save_due || last_role != role;
    last_role = role;
    board_card = welcome.board;
    link = Link::Live;
    return compare(welcome.state_hash);
}

Result<void> ClientSession::State::compare(std::uint64_t state_hash) {
    if (!veiled && outbox.empty() && ahead.empty() && board.shared_hash() != state_hash) {
        return forget_position(Error(ErrorCode::Corrupt, "the state differs from the server's"));
    }
    return {};
}

std::uint32_t ClientSession::State::unacknowledged() const {
    const Outbox::Entry* first = outbox.first_of(identity.actor);
    return first != nullptr ? first->op.id.counter : own_end;
}

ClientSession::State::Met ClientSession::State::meet(const board::Op& op) {
    const bool is_void = std::holds_alternative<board::Void>(op.body);
    const Outbox::Entry* first = outbox.first_of(identity.actor);
    if (first == nullptr || op.id < first->op.id) {
        const bool is_known = op.id.counter < given_end || (is_void && op.id.counter + op.span <= own_end);
        return is_known ? Met::Ours : Met::Other;
    }
    const bool is_same = op == first->op;
    if (is_same || is_elsewhere(op, first->op)) {
        changes.items.push_back(first->item);
        static_cast<void>(outbox.remove(op.id));
        save_due = save_due || outbox.empty();  // so that a later life does not ask after what has arrived
        return is_same ? Met::Ours : Met::Changed;
    }
    if (is_void && op.id == first->op.id && op.span == first->op.span) {
        refuse(op.id, {});
        return Met::Changed;
    }
    return Met::Other;
}

Result<bool> ClientSession::State::take_identity(const WelcomeFrame& welcome) {
    ATELIER_TRY_ASSIGN(const std::vector<board::Op> yours, board::decode_batch(welcome.yours));
    const bool is_same = welcome.identity.actor == identity.actor;
    const bool is_fresh = welcome.has_snapshot || from_nothing;
    bool is_mixed = false;  // the board here has merged what the history has not
    for (const board::Op& op : yours) {
        const Met met = meet(op);
        if (met == Met::Other) {
            break;
        }
        is_mixed = is_mixed || (met == Met::Changed && !is_fresh);
    }
    if (is_same) {
        own_end = own_end == 0 ? welcome.next_counter : own_end;
        // More than this life ever made, or other things: another life signs as our actor. Less than was acknowledged: the
        // server has an older day's board. Either way our ids are not ours alone.
        anew = unacknowledged() != welcome.next_counter && !give_back_ours(welcome);
    } else {
        is_mixed = !is_fresh && (is_mixed || outbox.first_of(identity.actor) != nullptr);
        sign_anew(welcome.identity, welcome.next_counter);
    }
    if (is_mixed || anew) {
        ask_again();
    }
    return !is_mixed && !anew;
}

bool ClientSession::State::give_back_ours(const WelcomeFrame& welcome) {
    // Once: a server that still wants them has not taken them, perhaps because they stand on what others have to give back.
    const bool gives = given_end < unacknowledged() && welcome.next_counter < unacknowledged() &&
                       kept.covers({identity.actor, welcome.next_counter}, unacknowledged());
    given_end = gives ? unacknowledged() : given_end;
    return gives;
}

Result<void> ClientSession::State::offer_what_was_lost() {
    const auto by_id = [](const board::Op& a, const board::Op& b) { return a.id < b.id; };
    offers = kept.missing_from(board);
    offered = 0;
    ahead.clear();
    for (const CommitEntry& commit : offers) {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(commit.batch));
        for (const board::Op& op : ops) {
            // What does not merge here (a barrier out of its place, one too many that wait) comes with its echo.
            if (!board.has_seen(op.id) && board.apply(op)) {
                ahead.push_back(op);
            }
        }
    }
    heap_sort(ahead, by_id);
    const auto is_copy = [](const board::Op& a, const board::Op& b) { return a.id == b.id; };
    ahead.erase(std::unique(ahead.begin(), ahead.end(), is_copy), ahead.end());
    return {};
}

bool ClientSession::State::confirms(const board::Op& op) {
    const auto place =
        std::partition_point(ahead.begin(), ahead.end(), [&](const board::Op& other) { return other.id < op.id; });
    if (place == ahead.end() || place->id != op.id) {
        return op.id.actor == identity.actor || !board.has_seen(op.id);
    }
    const bool is_same = *place == op;
    ahead.erase(place);
    return is_same;
}

void ClientSession::State::sign_anew(const Identity& given, std::uint32_t next_counter) {
    std::vector<board::Op> ops = outbox.take(identity.actor);
    std::vector<board::Op> unsigned_ops = outbox.take(kUnsigned);
    undo.clear();  // it names ids of the old actor
    identity = given;
    own_end = next_counter;
    given_end = 0;
    anew = false;
    save_due = true;
    push_stamped(restamp(std::move(ops), given.actor, next_counter));
    push_stamped(std::move(unsigned_ops));
}

Result<void> ClientSession::State::sign_unsigned() {
    knows_board = true;
    std::vector<board::Op> ops = restamp(outbox.take(kUnsigned), identity.actor, own_end);
    if (ops.empty()) {
        return {};
    }
    undo.clear();
    save_due = true;
    const std::uint64_t now = board.lamport();
    Result<void> merged;
    for (board::Op& op : ops) {
        op.lamport += now;  // rule M2: no two ops share a stamp
        if (const auto outcome = board.apply(op); !outcome) {
            merged = forget_position(outcome.error());
        }
        changes.items.push_back(subject_of(op));
    }
    push_stamped(std::move(ops));
    return merged;
}

void ClientSession::State::push_stamped(std::vector<board::Op> ops) {
    for (board::Op& op : ops) {
        if (op.id.actor == identity.actor) {
            own_end = op.id.counter + op.span;
        }
        if (auto* ballot = std::get_if<board::CastBallot>(&op.body)) {
            ballot->voter = identity.voter;
        }
        const board::Id subject = subject_of(op);
        outbox.push(std::move(op), subject);
    }
}

void ClientSession::State::ask_again() {
    position = {};
    reconnect = true;
}

Error ClientSession::State::forget_position(Error why) {
    position = {};
    return why;
}

Result<void> ClientSession::State::merge_commits(const std::vector<CommitEntry>& commits, bool live) {
    for (const CommitEntry& commit : commits) {
        if (commit.first.value > position.value + 1) {
            return forget_position(Error(ErrorCode::OutOfOrder, "a commit is missing"));
        }
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(commit.batch));
        // Which positions the ops that are there have is not known, then; merging one twice is none.
        const bool is_partial = commit.spans != 0;
        veiled = veiled || is_partial;
        for (std::size_t i = 0; i < ops.size(); ++i) {
            if (!is_partial && commit.first.value + i <= position.value) {
                continue;  // merged already: the tail may begin inside a record
            }
            const Met met = live && ops[i].id.actor == identity.actor ? meet(ops[i]) : Met::Ours;
            if (met != Met::Ours || (!ahead.empty() && !confirms(ops[i]))) {
                anew = met == Met::Other;
                ask_again();
                return {};
            }
            const auto merged = veiled ? board::apply_over_gap(board, ops[i]) : board.apply(ops[i]);
            if (!merged) {
                if (std::holds_alternative<board::PurgeText>(ops[i].body)) {
                    ask_again();  // what waits here is merged already, but stands behind the barrier
                    return {};
                }
                return forget_position(merged.error());
            }
            if (!is_partial) {
                position = {commit.first.value + i};
                mark = commit.mark;
            }
        }
        server_time_ms = std::max(server_time_ms, commit.server_time_ms);
        if (is_partial) {
            position = {std::max(position.value, commit.first.value + commit.spans - 1)};
            mark = commit.mark;
        } else {
            kept.push(commit);
        }
    }
    return {};
}

Result<void> ClientSession::State::merge_outbox() {
    for (const Outbox::Entry& entry : outbox.entries()) {
        if (entry.op.id.actor == kUnsigned) {
            break;
        }
        if (const auto merged = board.apply(entry.op); !merged) {
            return forget_position(merged.error());
        }
        changes.items.push_back(entry.item);
    }
    return {};
}

void ClientSession::State::on_refused(const RefusedFrame& refused) {
    Refusal refusal;
    refusal.reason = reason_code(refused.reason);
    if (refused.counter != 0 && refusal.reason == ErrorCode::OutOfOrder) {
        ask_again();  // rule W15: nothing is wrong with the op, Welcome says from where to send
        return;
    }
    refusal.message = refused.message;
    refusal.closing = refused.closing;
    if (refused.counter == 0 && !refused.closing) {
        kept.clear();  // an Offer: nothing that we have is this server's
        ask_again();
    }
    if (refused.counter != 0) {
        // What was applied here has to go: the state is read again from the server.
        ask_again();
    }
    if (refused.closing) {
        link = Link::Refused;
    }
    refuse({identity.actor, refused.counter}, std::move(refusal));
}

void ClientSession::State::refuse(const board::Id& op, Refusal refusal) {
    if (const auto entry = outbox.remove(op)) {
        refusal.item = entry->item;
        refusal.draft = draft_of(entry->op);
        save_due = true;
    }
    changes.refusals.push_back(std::move(refusal));
}

}  // namespace atelier::client
