// Merging: order and parking first, then what each kind of op does. MERGE.md gives the rules with worked examples.
// SPDX-License-Identifier: MIT
#include "server/board/board.h"

#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/board/op_references.h"

namespace atelier::board {
namespace {

std::uint64_t ballot_hash(const BallotKey& key, const Register<Ballot>& ballot) {
    HashWriter form;
    form.u64(key.voter.value)
        .id({ActorId{}, key.poll})
        .id(key.slot)
        .stamp(ballot.stamp)
        .u64(static_cast<std::uint64_t>(static_cast<std::int64_t>(ballot.value.value)))
        .u64(ballot.value.withdrawn ? 1 : 0);
    if (ballot.value.group != 0) {  // older ballots had none
        form.u64(ballot.value.group);
    }
    return form.finish();
}

std::uint64_t item_hash(const Item& item) {
    const Placement& placement = item.placement.value;
    HashWriter form;
    form.id(item.id)
        .u64(static_cast<std::uint64_t>(item.kind))
        .u64(item.lamport)
        .stamp(item.placement.stamp)
        .id(placement.parent)
        .text(placement.order)
        .u64(static_cast<std::uint64_t>(static_cast<std::int64_t>(placement.x)))
        .u64(static_cast<std::uint64_t>(static_cast<std::int64_t>(placement.y)))
        .stamp(item.card_kind.stamp)
        .u64(static_cast<std::uint64_t>(item.card_kind.value))
        .stamp(item.removed.stamp)
        .u64(item.removed.value ? 1 : 0)
        .stamp(item.organisation.stamp)
        .text(item.organisation.value)
        .text(item.text.str());
    if (!item.derivation.sources.empty()) {
        form.u64(static_cast<std::uint64_t>(item.derivation.how));
        form.u64(static_cast<std::uint64_t>(item.derivation.votes));
        for (const Id& source : item.derivation.sources) {
            form.id(source);
        }
    }
    return form.finish();
}

}  // namespace

// --- order and parking (rules M1-M3) ---

std::uint32_t Board::next_counter(ActorId actor) const {
    const auto index = actors_.find(actor);
    return index ? actors_.next_counter(*index) : 1;
}

bool Board::has_seen(Id id) const {
    return id.is_null() || id.counter < next_counter(id.actor);
}

Result<Outcome> Board::apply(const Op& op) {
    const std::uint32_t next = next_counter(op.id.actor);
    if (op.id.counter < next) {
        if (op.id.counter + op.span > next) {
            return Error(ErrorCode::OutOfOrder, "the op overlaps ids that are known in part");
        }
        return Outcome::Duplicate;
    }
    const auto* purge = std::get_if<PurgeText>(&op.body);
    if (purge != nullptr && (purge->seen != seen_hash() || first_missing(op))) {  // never parked: it would move
        return Error(ErrorCode::OutOfOrder, "texts are purged at another point of the history");
    }
    if (const auto missing = first_missing(op)) {
        if (!parking_.park(*missing, op)) {
            return Error(ErrorCode::ParkingFull, "too many ops wait for missing ones");
        }
        return Outcome::Parked;
    }
    const bool meant_something = merge(op);
    merge_unparked(op.id.actor);
    return meant_something ? Outcome::Applied : Outcome::Ignored;
}

// Every id the op refers to must have been made, and its author's op before it must have been merged.
std::optional<Id> Board::first_missing(const Op& op) const {
    if (op.id.counter != next_counter(op.id.actor)) {
        return Id{op.id.actor, op.id.counter - 1};
    }
    std::optional<Id> missing;
    for_each_reference(op.body, [&](Id first, std::uint32_t span) {
        const Id last{first.actor, first.counter + span - 1};
        // Ids of the op itself are never missing: a new card's own characters.
        if (!missing && !first.is_null() && !has_seen(last)) {
            missing = last;
        }
    });
    return missing;
}

bool Board::merge(const Op& op) {
    const std::uint32_t actor = actors_.intern(op.id.actor);
    lamport_ = std::max(lamport_, op.lamport);
    const bool meant_something = std::visit([&](const auto& body) { return merge_body(op, body); }, op.body);
    actors_.advance(actor, op.id.counter + op.span);
    return meant_something;
}

// Merging one op may free others, which may free more: a work list, not recursion, so that no input can exhaust the stack.
void Board::merge_unparked(ActorId actor) {
    if (parking_.size() == 0) {
        return;
    }
    std::vector<ActorId> advanced{actor};
    while (!advanced.empty()) {
        const ActorId at = advanced.back();
        advanced.pop_back();
        for (const Op& op : parking_.release(at, next_counter(at))) {
            if (op.id.counter < next_counter(op.id.actor)) {
                continue;  // a second copy
            }
            if (const auto missing = first_missing(op)) {
                ATELIER_CHECK(parking_.park(*missing, op));  // it had room a moment ago
                continue;
            }
            merge(op);
            advanced.push_back(op.id.actor);
        }
    }
}

// --- what each kind of op does (rules M4-M8) ---

bool Board::merge_body(const Op& op, const AddItem& body) {
    Item item;
    item.id = op.id;
    item.kind = body.kind;
    item.lamport = op.lamport;
    item.placement = {op.stamp(), body.placement};
    if (!is_parent(body.kind, body.placement.parent)) {
        item.placement.value.parent = kNullId;
    }
    item.card_kind = {op.stamp(), body.card_kind};
    item.removed = {op.stamp(), false};
    item.organisation = {op.stamp(), body.organisation};
    derive(item, body.derivation);
    if (!body.text.empty()) {
        insert_text(item.text, {op.id.actor, op.id.counter + 1}, op.span - 1, {}, body.text);
    }
    ATELIER_CHECK(find(op.id) == nullptr);
    dirty_items_.push_back(op.id);
    report(items_.add(std::move(item)));
    return true;
}

bool Board::merge_body(const Op& op, const SetRegister& body) {
    if (const auto* title = std::get_if<Title>(&body.value)) {
        if (!body.item.is_null()) {
            return false;
        }
        changes_.title = title_.write(op.stamp(), title->value) || changes_.title;
        return true;
    }
    Item* item = find_mutable(body.item);
    if (item == nullptr) {
        return false;
    }
    bool written = false;
    if (const auto* placement = std::get_if<Placement>(&body.value)) {
        if (!is_parent(item->kind, placement->parent)) {
            return false;
        }
        written = item->placement.write(op.stamp(), *placement);
    } else if (const auto* kind = std::get_if<CardKind>(&body.value)) {
        if (item->kind != ItemKind::Card || *kind == CardKind::None) {
            return false;
        }
        written = item->card_kind.write(op.stamp(), *kind);
    } else if (const auto* removed = std::get_if<Removed>(&body.value)) {
        written = item->removed.write(op.stamp(), removed->value);
        if (written) {
            report_sources(*item);
        }
    } else if (const auto* organisation = std::get_if<Organisation>(&body.value)) {
        written = item->organisation.write(op.stamp(), organisation->value);
    }
    if (written) {
        touch(*item);
    }
    return true;
}

bool Board::merge_body(const Op& op, const InsertText& body) {
    Item* item = find_mutable(body.item);
    if (item == nullptr) {
        return false;
    }
    const CharId left = to_char(body.left);
    const CharId right = to_char(body.right);
    const bool both_here =
        (left.is_null() || item->text.contains(left)) && (right.is_null() || item->text.contains(right));
    if (!both_here || !item->text.is_before(left, right)) {
        return false;
    }
    insert_text(item->text, op.id, op.span, {left, right}, body.text);
    touch(*item);
    return true;
}

bool Board::merge_body(const Op&, const DeleteText& body) {
    Item* item = find_mutable(body.item);
    if (item == nullptr) {
        return false;
    }
    bool visible = false;
    for (const IdRange& range : body.ranges) {
        visible = item->text.erase({to_char(range.first), range.span}) || visible;
    }
    if (visible) {
        touch(*item);
    }
    return true;
}

// A card lies on the board or in a thread, a thread on the board: two levels, so that no moves can make a cycle (rule M5).
bool Board::is_parent(ItemKind child, Id parent) const {
    if (parent.is_null()) {
        return true;
    }
    const Item* found = find(parent);
    return child == ItemKind::Card && found != nullptr && found->kind == ItemKind::Thread;
}

bool Board::is_link(const Item& from, const Item& to, Verb verb) noexcept {
    return from.kind == ItemKind::Card && to.kind == ItemKind::Card && from.id != to.id && verb != Verb::None;
}

bool Board::add_edge(const Op& op, EdgeSet& edges, Edge edge) {
    Item* from = find_mutable(edge.from);
    Item* to = find_mutable(edge.to);
    if (from == nullptr || to == nullptr) {
        return false;
    }
    edges.add(op.id, edge);
    report(*from);
    report(*to);
    return true;
}

bool Board::remove_edges(EdgeSet& edges, const std::vector<Id>& tags) {
    bool known = false;
    for (const Id& tag : tags) {
        known = edges.find(tag) != nullptr || known;
        if (const Edge* edge = edges.remove(tag)) {
            for (const Id end : {edge->from, edge->to}) {
                if (Item* item = find_mutable(end)) {
                    report(*item);
                }
            }
        }
    }
    return known;
}

bool Board::merge_body(const Op& op, const AddLink& body) {
    const Item* from = find(body.from);
    const Item* to = find(body.to);
    return from != nullptr && to != nullptr && is_link(*from, *to, body.verb) &&
           add_edge(op, links_, {body.from, body.to, body.verb});
}

bool Board::merge_body(const Op&, const RemoveLink& body) {
    return remove_edges(links_, body.tags);
}

bool Board::merge_body(const Op& op, const JoinThread& body) {
    const Item* thread = find(body.thread);
    const Item* card = find(body.card);
    if (thread == nullptr || thread->kind != ItemKind::Thread || card == nullptr || card->kind != ItemKind::Card) {
        return false;
    }
    return add_edge(op, memberships_, {body.card, body.thread, Verb::None});
}

bool Board::merge_body(const Op&, const LeaveThread& body) {
    return remove_edges(memberships_, body.tags);
}

bool Board::merge_body(const Op& op, const CastBallot& body) {
    Item* slot = find_mutable(body.slot);
    if (slot == nullptr) {
        return false;
    }
    const BallotKey key{body.voter, body.poll, body.slot};
    BallotEntry* entry = ballots_.find(key);
    if (entry == nullptr) {
        restore_ballot(key, {op.stamp(), {body.value, body.withdrawn, body.group}});
        report_votes(*slot);
        return true;
    }
    const Register<Ballot> before = entry->ballot;
    if (entry->ballot.write(op.stamp(), {body.value, body.withdrawn, body.group})) {
        ballots_hash_ += ballot_hash(key, entry->ballot) - ballot_hash(key, before);
        report_votes(*slot);
    }
    return true;
}

bool Board::adopt_ballot(const Op& op) {
    const auto* ballot = std::get_if<CastBallot>(&op.body);
    return ballot != nullptr && merge_body(op, *ballot);
}

bool Board::restore_ballot(const BallotKey& key, const Register<Ballot>& ballot) {
    Item* slot = find_mutable(key.slot);
    if (slot == nullptr || ballots_.find(key) != nullptr) {
        return false;
    }
    BallotEntry& entry = ballots_.add({key, ballot});
    ballots_hash_ += ballot_hash(key, ballot);
    entry.previous = std::exchange(slot->last_ballot, static_cast<std::uint32_t>(ballots_.size() - 1));
    return true;
}

bool Board::merge_body(const Op&, const Void&) {
    return true;
}

// Neither what can be read nor its hash changes.
bool Board::merge_body(const Op&, const PurgeText& body) {
    bool known = false;
    for (const Id& id : body.items) {
        if (Item* item = find_mutable(id)) {
            item->text.purge();
            item->purged = true;
            known = true;
        }
    }
    return known;
}

bool Board::merge_body(const Op&, const Unknown&) {
    return false;
}

// --- reading ---

const Item* Board::find(Id id) const {
    return items_.find(id);
}

Item* Board::find_mutable(Id id) {
    return items_.find(id);
}

Board::Neighbours Board::neighbours(Id item, std::size_t at_utf16) const {
    const Item* found = find(item);
    ATELIER_CHECK(found != nullptr);
    const Origins origins = found->text.origins_at(at_utf16);
    return {from_char(origins.left), from_char(origins.right)};
}

std::vector<IdRange> Board::characters(Id item, std::size_t at_utf16, std::size_t units) const {
    const Item* found = find(item);
    ATELIER_CHECK(found != nullptr);
    std::vector<IdRange> ranges;
    for (const CharRange& range : found->text.ranges_at(at_utf16, units)) {
        ranges.push_back({from_char(range.first), range.span});
    }
    return ranges;
}

Board::Neighbours Board::neighbours_behind(Id item, Id character) const {
    const Item* found = find(item);
    ATELIER_CHECK(found != nullptr);
    const auto actor = actors_.find(character.actor);
    if (!actor || !found->text.contains({*actor, character.counter})) {
        return neighbours(item, found->text.size_utf16());
    }
    const Origins origins = found->text.origins_behind({*actor, character.counter});
    return {from_char(origins.left), from_char(origins.right)};
}

void Board::for_each_visible(Id item, IdRange range, FunctionRef<void(Id first, std::string_view text)> visit) const {
    const Item* found = find(item);
    const auto actor = actors_.find(range.first.actor);
    if (found != nullptr && actor) {
        found->text.for_each_visible({{*actor, range.first.counter}, range.span},
                                     [&](CharId first, std::string_view text) { visit(from_char(first), text); });
    }
}

std::uint64_t Board::hash_with(std::uint64_t ballots) const {
    for (const Id& id : dirty_items_) {
        const Item& item = *find(id);
        if (item.hash_dirty) {
            items_hash_ -= item.hash;
            item.hash = item_hash(item);
            items_hash_ += item.hash;
            item.hash_dirty = false;
        }
    }
    dirty_items_.clear();
    const std::uint64_t title =
        title_.stamp == Stamp{} ? 0 : HashWriter().stamp(title_.stamp).text(title_.value).finish();
    // Links and memberships have tags from one id space, so that adding the sums cannot cancel anything out.
    HashWriter form;
    form.u64(actors_.hash()).u64(items_hash_).u64(links_.hash()).u64(memberships_.hash()).u64(ballots).u64(title);
    if (!settings_.empty()) {
        form.u64(settings_hash_);
    }
    return form.finish();
}

Board::Changes Board::take_changes() {
    for (const Id& id : changes_.items) {
        find_mutable(id)->reported = false;
    }
    return std::exchange(changes_, Changes{});
}

void Board::touch(Item& item) {
    if (!item.hash_dirty) {
        item.hash_dirty = true;
        dirty_items_.push_back(item.id);
    }
    report(item);
}

// Once for each item, so that a host that never asks does not make this grow beyond the items there are.
void Board::report(Item& item) {
    if (!item.reported) {
        item.reported = true;
        changes_.items.push_back(item.id);
    }
}

CharId Board::to_char(Id id) const {
    if (id.is_null()) {
        return {};
    }
    const auto index = actors_.find(id.actor);
    ATELIER_CHECK(index.has_value());
    return {*index, id.counter};
}

Id Board::from_char(CharId id) const {
    return id.is_null() ? kNullId : Id{actors_.at(id.actor), id.counter};
}

void Board::insert_text(Text& text, Id first, std::uint32_t code_points, Origins origins,
                        std::string_view inserted) const {
    // Named, because the text only borrows it.
    const auto less = [this](std::uint32_t a, std::uint32_t b) { return actors_.at(a) < actors_.at(b); };
    text.insert(to_char(first), code_points, origins, inserted, less);
}

}  // namespace atelier::board
