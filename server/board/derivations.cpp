// Cards made from cards: merges, splits and rewordings (MERGE.md rule M10). A derived card names its sources and touches
// none of them; what it means for them is read from here: which are folded, and whose ballots count for it.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <span>
#include <utility>

#include "server/base/limits.h"
#include "server/board/board.h"

namespace atelier::board {
namespace {

std::uint32_t hash_of(Id id) {
    return static_cast<std::uint32_t>(IdHash{}(id) >> 32U);
}

// `start`, and all that can be reached from it, each once.
std::vector<Id> reach(Id start, FunctionRef<std::span<const Id>(Id)> next) {
    std::vector<Id> reached{start};
    PositionTable seen;
    seen.add(hash_of(start), 0);
    for (std::size_t i = 0; i < reached.size(); ++i) {
        for (const Id& id : next(reached[i])) {
            const auto is_it = [&](std::uint32_t position) { return reached[position] == id; };
            if (seen.find(hash_of(id), is_it) == PositionTable::kNone) {
                seen.add(hash_of(id), static_cast<std::uint32_t>(reached.size()));
                reached.push_back(id);
            }
        }
    }
    return reached;
}

bool counts_sources(const Item* card) {
    return card != nullptr && card->derivation.votes == VoteRule::Union && !card->derivation.sources.empty();
}

}  // namespace

// The stamp keeps cycles out by its shape: whoever derives from a card has seen it, so an honest author's is later.
bool Board::is_source(Id source, const Item& derived) const {
    const Item* found = find(source);
    return found != nullptr && found->kind == ItemKind::Card && derived.kind == ItemKind::Card &&
           found->lamport < derived.lamport;
}

// What cannot be a source is left out, on every replica alike (rule M8): all of them have it when the op is merged.
void Board::derive(Item& item, const Derivation& derivation) {
    item.derivation.how = derivation.how;
    item.derivation.votes = derivation.votes;
    std::vector<Id>& sources = item.derivation.sources;
    for (const Id& source : derivation.sources) {
        if (is_source(source, item) && std::find(sources.begin(), sources.end(), source) == sources.end()) {
            sources.push_back(source);
            Derived* const known = derived_.find(source);
            std::vector<Id>& derived = (known != nullptr ? *known : derived_.add({source, {}})).cards;
            derived.insert(std::upper_bound(derived.begin(), derived.end(), item.id), item.id);
        }
    }
    derivation_edges_ += sources.size();
    report_sources(item);
}

// For a loaded state, whose items are all there by now. False when a card names what derive() would have left out.
bool Board::restore_derivations() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        Item& item = items_[i];
        const Derivation claimed = std::exchange(item.derivation, {});
        derive(item, claimed);
        if (item.derivation.sources.size() != claimed.sources.size()) {
            return false;
        }
    }
    return derivation_edges_ <= limits::kDerivationEdgesMax;
}

const std::vector<Id>& Board::derived_from(Id source) const {
    static const std::vector<Id> none;
    const Derived* const derived = derived_.find(source);
    return derived == nullptr ? none : derived->cards;
}

bool Board::is_folded(Id card) const {
    const std::vector<Id>& derived = derived_from(card);
    return std::any_of(derived.begin(), derived.end(), [this](const Id& id) { return !find(id)->removed.value; });
}

bool Board::has_room_to_derive(std::size_t cards) const {
    return items_.size() + cards <= limits::kItemsMax && derivation_edges_ + cards <= limits::kDerivationEdgesMax;
}

void Board::report_sources(const Item& derived) {
    for (const Id& source : derived.derivation.sources) {
        report(*find_mutable(source));
    }
}

// A ballot on a source moves the count of every card that counts it.
void Board::report_votes(Item& slot) {
    report(slot);
    if (derived_from(slot.id).empty()) {
        return;
    }
    const auto counting = reach(slot.id, [this, none = std::vector<Id>(), found = std::vector<Id>()](Id id) mutable {
        found = derived_from(id);
        std::erase_if(found, [this](const Id& derived) { return !counts_sources(find(derived)); });
        return std::span<const Id>(found);
    });
    for (const Id& id : counting) {
        report(*find_mutable(id));
    }
}

// The slot, and every card whose ballots count for it. Removed ones among them too: removing a card is not withdrawing
// the votes that it had, so that removing and restoring move no count.
std::vector<Id> Board::counted_for(Id slot) const {
    return reach(slot, [this](Id id) {
        const Item* card = find(id);
        return counts_sources(card) ? std::span<const Id>(card->derivation.sources) : std::span<const Id>();
    });
}

const Register<Ballot>* Board::latest_ballot(VoterId voter, std::uint32_t poll, const std::vector<Id>& slots) const {
    const Register<Ballot>* latest = nullptr;
    for (const Id& slot : slots) {
        const BallotEntry* entry = ballots_.find(BallotKey{voter, poll, slot});
        if (entry != nullptr && (latest == nullptr || latest->stamp < entry->ballot.stamp)) {
            latest = &entry->ballot;
        }
    }
    return latest;
}

void Board::for_each_ballot(Id slot, FunctionRef<void(const BallotEntry&)> visit) const {
    for (const Id& id : counted_for(slot)) {
        for (std::uint32_t at = find(id)->last_ballot; at != PositionTable::kNone; at = ballots_[at].previous) {
            visit(ballots_[at]);
        }
    }
}

const Ballot* Board::standing_ballot(VoterId voter, std::uint32_t poll, Id slot) const {
    const Register<Ballot>* latest = latest_ballot(voter, poll, counted_for(slot));
    return latest == nullptr ? nullptr : &latest->value;
}

}  // namespace atelier::board
