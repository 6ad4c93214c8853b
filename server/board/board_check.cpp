// What a server asks of an op before it takes it: that merging it will mean something, and that the board stays within
// its bounds. Replicas do not ask: they merge what the server has committed.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/board/op_references.h"
#include "server/board/order.h"

namespace atelier::board {
namespace {

Error unknown_item() {
    return Error(ErrorCode::UnknownItem, "the op refers to something that is not on the board");
}

// Of ranges or tags to take away.
Result<void> check_count(std::size_t named) {
    if (named == 0) {
        return Error(ErrorCode::Malformed, "the op names nothing to take away");
    }
    if (named > limits::kOpRangesMax) {
        return Error(ErrorCode::TooLarge, "the op names too much to take away");
    }
    return {};
}

// Values come in from pages as numbers.
template <class Enum>
bool is_known(Enum value, Enum first, Enum last) {
    return first <= value && value <= last;
}

Error unknown_value() {
    return Error(ErrorCode::UnknownType, "a kind that this version does not know");
}

Result<void> check_label(const std::string& label) {
    if (label.size() > limits::kLabelBytesMax) {
        return Error(ErrorCode::TooLarge, "a label is too long");
    }
    if (!utf8::is_storable(label)) {
        return Error(ErrorCode::BadText, "a label has characters that cannot be stored");
    }
    return {};
}

Result<void> check_text(const std::string& text, std::size_t units_there) {
    const auto length = utf8::measure(text);
    if (!length || !utf8::is_storable(text)) {
        return Error(ErrorCode::BadText, "the text has characters that cannot be stored");
    }
    if (length->bytes > limits::kInsertBytesMax || units_there + length->utf16_units > limits::kTextCharsMax) {
        return Error(ErrorCode::TooLarge, "a card holds at most 20,000 characters");
    }
    return {};
}

}  // namespace

// REQUIRES: the counter is its actor's next.
Result<void> Board::check_stamp(const Op& op) const {
    if (op.id.actor.value == 0) {
        return Error(ErrorCode::Malformed, "an op names no actor");
    }
    if (std::uint64_t{op.id.counter} + op.span > std::uint64_t{limits::kCounterMax} + 1) {
        return Error(ErrorCode::TooMany, "the actor has no ids left");
    }
    if (op.lamport == 0 || op.lamport > limits::kLamportMax || op.lamport > lamport_ + limits::kLamportJumpMax) {
        return Error(ErrorCode::Malformed, "the op's logical time is out of range");
    }
    return {};
}

Result<void> Board::check(const Op& op) const {
    const std::uint32_t next = next_counter(op.id.actor);
    if (std::uint64_t{op.id.counter} + op.span <= next) {
        return {};  // a duplicate
    }
    if (op.id.counter != next) {
        return Error(ErrorCode::OutOfOrder, "an earlier op of this actor is missing");
    }
    ATELIER_TRY(check_stamp(op));
    if (next == 1 && actors_.size() >= limits::kActorsMax) {
        return Error(ErrorCode::TooMany, "the board has met too many actors");
    }
    if (first_missing(op)) {
        return unknown_item();
    }
    return std::visit([&](const auto& body) { return check_body(op, body); }, op.body);
}

Result<void> Board::check_placement(ItemKind kind, const Placement& placement) const {
    if (!is_order(placement.order)) {
        return Error(ErrorCode::Malformed, "a rank is not one");
    }
    if (std::abs(std::int64_t{placement.x}) > limits::kCoordinateMax ||
        std::abs(std::int64_t{placement.y}) > limits::kCoordinateMax) {
        return Error(ErrorCode::TooLarge, "a place is outside the board");
    }
    if (!is_parent(kind, placement.parent)) {
        return Error(ErrorCode::WrongKind, "an item cannot lie in that one");
    }
    return {};
}

Result<void> Board::check_derivation(const Op& op, const AddItem& body) const {
    const auto& [how, votes, sources] = body.derivation;
    if (sources.empty()) {
        return {};
    }
    if (body.kind != ItemKind::Card || (how != DerivedBy::Merge) != (sources.size() == 1)) {
        return Error(ErrorCode::WrongKind,
                     "a merge has two sources or more, a split or rewording one, and all are cards");
    }
    if (!is_known(how, DerivedBy::Merge, DerivedBy::Reword) || !is_known(votes, VoteRule::Union, VoteRule::Reset)) {
        return unknown_value();
    }
    if (sources.size() > limits::kDerivationSourcesMax) {
        return Error(ErrorCode::TooLarge, "a card derives from too many");
    }
    if (derivation_edges_ + sources.size() > limits::kDerivationEdgesMax) {
        return Error(ErrorCode::TooMany, "the board has too many merges");
    }
    for (auto it = sources.begin(); it != sources.end(); ++it) {
        const Item* source = find(*it);
        if (source == nullptr) {
            return unknown_item();
        }
        if (source->kind != ItemKind::Card || std::find(sources.begin(), it, *it) != it) {
            return Error(ErrorCode::WrongKind, "a source is a card, named once");
        }
        if (source->lamport >= op.lamport) {
            return Error(ErrorCode::Malformed, "the op's logical time is before that of a source");
        }
    }
    return {};
}

Result<void> Board::check_body(const Op& op, const AddItem& body) const {
    if (items_.size() >= limits::kItemsMax) {
        return Error(ErrorCode::TooMany, "the board is full");
    }
    if (!is_known(body.kind, ItemKind::Card, ItemKind::Thread) ||
        !is_known(body.card_kind, CardKind::None, CardKind::Solution)) {
        return unknown_value();
    }
    if ((body.kind == ItemKind::Card) != (body.card_kind != CardKind::None)) {
        return Error(ErrorCode::WrongKind, "cards have a kind, threads have none");
    }
    ATELIER_TRY(check_placement(body.kind, body.placement));
    ATELIER_TRY(check_label(body.organisation));
    ATELIER_TRY(check_derivation(op, body));
    return check_text(body.text, 0);
}

Result<void> Board::check_body(const Op&, const SetRegister& body) const {
    if (const auto* title = std::get_if<Title>(&body.value)) {
        if (!body.item.is_null()) {
            return Error(ErrorCode::WrongKind, "only the board has a title");
        }
        return check_label(title->value);
    }
    const Item* item = find(body.item);
    if (item == nullptr) {
        return unknown_item();
    }
    if (const auto* placement = std::get_if<Placement>(&body.value)) {
        return check_placement(item->kind, *placement);
    }
    if (const auto* kind = std::get_if<CardKind>(&body.value)) {
        if (!is_known(*kind, CardKind::None, CardKind::Solution)) {
            return unknown_value();
        }
        if (item->kind != ItemKind::Card || *kind == CardKind::None) {
            return Error(ErrorCode::WrongKind, "cards have a kind, threads have none");
        }
    }
    if (const auto* organisation = std::get_if<Organisation>(&body.value)) {
        return check_label(organisation->value);
    }
    return {};
}

Result<void> Board::check_body(const Op&, const InsertText& body) const {
    const Item* item = find(body.item);
    if (item == nullptr) {
        return unknown_item();
    }
    const CharId left = to_char(body.left);
    const CharId right = to_char(body.right);
    const bool both_here =
        (left.is_null() || item->text.contains(left)) && (right.is_null() || item->text.contains(right));
    if (!both_here || !item->text.is_before(left, right)) {
        return unknown_item();
    }
    if (body.text.empty()) {
        return Error(ErrorCode::Malformed, "an insertion without text");
    }
    return check_text(body.text, item->text.size_utf16());
}

Result<void> Board::check_body(const Op& op, const DeleteText& body) const {
    const Item* item = find(body.item);
    if (item == nullptr) {
        return unknown_item();
    }
    ATELIER_TRY(check_count(body.ranges.size()));
    std::uint64_t named = 0;
    for (const IdRange& range : body.ranges) {
        if (!item->purged && !item->text.contains(to_char(range.first))) {
            return unknown_item();
        }
        named += range.span;
    }
    // Each deletion that was joined into this one took an id, and a character at least.
    return op.span <= named ? Result<void>() : Error(ErrorCode::Malformed, "the op takes more ids than it can need");
}

Result<void> Board::check_body(const Op&, const AddLink& body) const {
    const Item* from = find(body.from);
    const Item* to = find(body.to);
    if (from == nullptr || to == nullptr) {
        return unknown_item();
    }
    if (!is_known(body.verb, Verb::None, Verb::Completes)) {
        return unknown_value();
    }
    if (!is_link(*from, *to, body.verb)) {
        return Error(ErrorCode::WrongKind, "a link goes from one card to another, with a verb");
    }
    return links_.size() < limits::kEdgesMax ? Result<void>()
                                             : Error(ErrorCode::TooMany, "the board has too many links");
}

Result<void> Board::check_body(const Op&, const RemoveLink& body) const {
    ATELIER_TRY(check_count(body.tags.size()));
    const bool all_here =
        std::all_of(body.tags.begin(), body.tags.end(), [&](const Id& tag) { return links_.find(tag) != nullptr; });
    return all_here ? Result<void>() : unknown_item();
}

Result<void> Board::check_body(const Op&, const JoinThread& body) const {
    const Item* thread = find(body.thread);
    const Item* card = find(body.card);
    if (thread == nullptr || card == nullptr) {
        return unknown_item();
    }
    if (thread->kind != ItemKind::Thread || card->kind != ItemKind::Card) {
        return Error(ErrorCode::WrongKind, "cards join threads");
    }
    return memberships_.size() < limits::kEdgesMax ? Result<void>()
                                                   : Error(ErrorCode::TooMany, "the threads have too many cards");
}

Result<void> Board::check_body(const Op&, const LeaveThread& body) const {
    ATELIER_TRY(check_count(body.tags.size()));
    const bool all_here = std::all_of(body.tags.begin(), body.tags.end(),
                                      [&](const Id& tag) { return memberships_.find(tag) != nullptr; });
    return all_here ? Result<void>() : unknown_item();
}

Result<void> Board::check_body(const Op&, const CastBallot& body) const {
    if (find(body.slot) == nullptr) {
        return unknown_item();
    }
    // What a value means in its poll is the workshop's to say.
    if (body.voter.value == 0 || body.poll >= limits::kPollsMax || body.group >= limits::kVoterGroupsMax ||
        std::abs(std::int64_t{body.value}) > limits::kBallotValueMax) {
        return Error(ErrorCode::WrongKind, "a vote of a form that this version does not know");
    }
    const bool has_room = ballots_.size() < limits::kBallotsMax ||
                          ballots_.find(BallotKey{body.voter, body.poll, body.slot}) != nullptr;  // a vote is changed
    return has_room ? Result<void>() : Error(ErrorCode::TooMany, "too many votes");
}

Result<void> Board::check_body(const Op&, const Void&) const {
    return {};
}

Result<void> Board::check_body(const Op&, const PurgeText& body) const {
    ATELIER_TRY(check_count(body.items.size()));
    const bool all_here =
        std::all_of(body.items.begin(), body.items.end(), [&](const Id& item) { return find(item) != nullptr; });
    if (!all_here) {
        return unknown_item();
    }
    return body.seen == seen_hash() ? Result<void>()
                                    : Error(ErrorCode::OutOfOrder, "texts are purged at another point of the history");
}

Result<void> Board::check_body(const Op&, const Unknown&) const {
    return Error(ErrorCode::UnknownType, "this version does not know that kind of op");
}

}  // namespace atelier::board
