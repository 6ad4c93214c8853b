// How gestures become ops: made, checked, merged here, put into the outbox.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/order.h"
#include "server/client/columns.h"
#include "server/client/parts.h"
#include "server/client/session_state.h"

namespace atelier::client {
namespace {

constexpr std::uint8_t kRoleParticipant = 1;
constexpr std::uint8_t kRoleFacilitator = 2;
constexpr std::uint8_t kRoleTablet = 5;

}  // namespace

board::Id subject_of(const board::Op& op) {
    if (std::holds_alternative<board::AddItem>(op.body)) {
        return op.id;
    }
    if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        return set->item;
    }
    if (const auto* insert = std::get_if<board::InsertText>(&op.body)) {
        return insert->item;
    }
    if (const auto* erase = std::get_if<board::DeleteText>(&op.body)) {
        return erase->item;
    }
    if (const auto* link = std::get_if<board::AddLink>(&op.body)) {
        return link->from;
    }
    if (const auto* join = std::get_if<board::JoinThread>(&op.body)) {
        return join->card;
    }
    if (const auto* setting = std::get_if<board::SetSetting>(&op.body)) {
        return setting->name.item;
    }
    const auto* ballot = std::get_if<board::CastBallot>(&op.body);
    return ballot != nullptr ? ballot->slot : board::kNullId;
}

bool ClientSession::State::may_write() const noexcept {
    return last_role == 0 || last_role == kRoleParticipant || last_role == kRoleFacilitator || last_role == kRoleTablet;
}

Result<void> ClientSession::State::may_change(std::size_t ops) const {
    if (identity.actor.value == 0) {
        return Error(ErrorCode::NotFound, "join once before writing");
    }
    if (!may_write()) {
        return Error(ErrorCode::NotAllowed, "the role only reads");
    }
    if (outbox.size() + ops > limits::kOutboxOpsMax || outbox.bytes() >= limits::kOutboxBytesMax) {
        return Error(ErrorCode::TooMany, "too much waits on this device");
    }
    // A gesture may be several ops: all of them must find room, or it would be left half-done.
    if (next_counter() > limits::kCounterMax - limits::kGestureIdsMax ||
        board.lamport() > limits::kLamportMax - limits::kGestureIdsMax) {
        return Error(ErrorCode::TooMany, "no ids or no logical time are left");
    }
    return {};
}

std::uint32_t ClientSession::State::next_counter() const {
    if (knows_board) {
        return own_end;
    }
    const Outbox::Entry* last = outbox.last_of(kUnsigned);
    return last == nullptr ? 1 : last->op.id.counter + last->op.span;
}

board::Op ClientSession::State::make(board::OpBody body) const {
    board::Op op;
    op.id = {knows_board ? identity.actor : kUnsigned, next_counter()};
    op.lamport = board.lamport() + 1;
    op.span = board::span_of(body);
    op.body = std::move(body);
    return op;
}

Result<void> ClientSession::State::merge_local(const board::Op& op) {
    ATELIER_TRY(board.check(op));
    undo.on_local_op(board, op);
    const auto merged = board.apply(op);
    if (!merged) {
        return Error(merged.error());
    }
    if (knows_board) {
        own_end = op.id.counter + op.span;
    }
    save_due = true;
    changes.status = true;
    changes.items.push_back(subject_of(op));
    return {};
}

Result<board::Id> ClientSession::State::commit(board::OpBody body) {
    ATELIER_TRY(may_change());
    board::Op op = make(std::move(body));
    ATELIER_TRY(merge_local(op));
    const board::Id id = op.id;
    const board::Id subject = subject_of(op);
    outbox.push(std::move(op), subject);
    return id;
}

Result<void> ClientSession::State::commit_void(board::OpBody body) {
    ATELIER_TRY(commit(std::move(body)));
    return {};
}

Result<void> ClientSession::State::insert(board::Id item, std::size_t at, std::string_view text) {
    const board::Board::Neighbours between = board.neighbours(item, at);
    board::Op op = make(board::InsertText{item, between.left, between.right, std::string(text)});
    ATELIER_TRY(merge_local(op));
    if (!outbox.extend_insert(item, between.left, between.right, text, op.span)) {
        outbox.push(std::move(op), item);
    }
    return {};
}

Result<void> ClientSession::State::erase(board::Id item, std::size_t at, std::size_t units) {
    std::vector<board::IdRange> ranges = board.characters(item, at, units);
    // A text written by many hands may need more ranges than one op may name.
    for (const std::vector<board::IdRange>& part : parts_of(ranges, limits::kMadeRangesMax)) {
        board::Op op = make(board::DeleteText{item, part});
        ATELIER_TRY(merge_local(op));
        if (!outbox.extend_delete(item, part)) {
            outbox.push(std::move(op), item);
        }
    }
    return {};
}

Result<std::string> ClientSession::State::rank(board::CardKind kind, board::Id card, board::Id before) {
    auto made = rank_before(board, kind, card, before, random);
    if (made || made.error().code != ErrorCode::TooLarge) {
        return made;
    }
    ATELIER_TRY_ASSIGN(const auto fresh, spread_ranks(board, kind, random));
    ATELIER_TRY(may_change(fresh.size() + 2));  // the gesture itself too
    for (const auto& [item, order] : fresh) {
        board::Placement spread = board.find(item)->placement.value;
        spread.order = order;
        ATELIER_TRY(commit_void(board::SetRegister{item, std::move(spread)}));
    }
    return rank_before(board, kind, card, before, random);
}

Result<board::Id> ClientSession::State::derive(const board::Derivation& derivation,
                                               const std::vector<std::string>& texts) {
    ATELIER_TRY(may_change(texts.size()));
    const bool split = derivation.how == board::DerivedBy::Split;
    if (derivation.sources.empty() || (split ? texts.size() < 2 : texts.size() != 1)) {
        return Error(ErrorCode::Malformed, "a merge and a rewording make one card, a split two or more");
    }
    if (texts.size() > limits::kDerivationSourcesMax || !board.has_room_to_derive(texts.size())) {
        return Error(ErrorCode::TooMany, "so many cards find no room");
    }
    ATELIER_TRY_ASSIGN(const board::Item* first, need(derivation.sources.front(), board::ItemKind::Card));
    board::AddItem body{board::ItemKind::Card,
                        first->card_kind.value,
                        first->placement.value,
                        whom(derivation.sources),
                        "",
                        derivation};
    ATELIER_TRY_ASSIGN(body.placement.order, rank(body.card_kind, board::kNullId, first->id));
    std::vector<board::AddItem> bodies;
    for (const std::string& text : texts) {
        if (!bodies.empty()) {
            ATELIER_TRY_ASSIGN(body.placement.order,
                               board::order_between(body.placement.order, first->placement.value.order, random));
        }
        body.text = text;
        ATELIER_TRY(board.check(make(body)));
        bodies.push_back(body);
    }
    board::Id made;
    for (board::AddItem& card : bodies) {
        ATELIER_TRY_ASSIGN(const board::Id id, commit(std::move(card)));
        made = made.is_null() ? id : made;
    }
    return made;
}

// A card made from others speaks for whom they all speak for.
std::string ClientSession::State::whom(const std::vector<board::Id>& sources) const {
    const auto of = [this](const board::Id& id) {
        const board::Item* source = board.find(id);
        return source == nullptr ? std::string() : source->organisation.value;
    };
    const std::string first = of(sources.front());
    return std::all_of(sources.begin(), sources.end(), [&](const board::Id& id) { return of(id) == first; }) ? first
                                                                                                             : "";
}

Result<Undone> ClientSession::State::replay(Undo::Way way) {
    ATELIER_TRY(may_change());
    changes.status = true;
    return undo.replay(way, board, [this](board::OpBody body) { return commit(std::move(body)).has_value(); });
}

Result<const board::Item*> ClientSession::State::need(board::Id item, board::ItemKind kind) const {
    const board::Item* found = board.find(item);
    if (found == nullptr) {
        return Error(ErrorCode::UnknownItem, "no such item");
    }
    if (found->kind != kind) {
        return Error(ErrorCode::WrongKind, "another kind of item is wanted");
    }
    return found;
}

}  // namespace atelier::client
