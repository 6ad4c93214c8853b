// atelier.v1.BoardState: a whole board to bytes. Items, edges and ballots are written in id order, so that equal boards
// give equal bytes but for the order in which actors were met.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "server/base/check.h"
#include "server/board/board.h"
#include "server/board/columns.h"
#include "server/board/run_columns.h"
#include "server/board/state_format.h"

namespace atelier::board {
namespace {

using pbf::Tag;
using pbf::Writer;
using state_format::kFormat;
namespace field = state_format::field;

// A list that can be found by key, in the order of its keys.
template <class Entry, class Hash>
std::vector<const Entry*> sorted(const KeyedList<Entry, Hash>& list) {
    std::vector<const Entry*> entries;
    entries.reserve(list.size());
    for (const Entry& entry : list) {
        entries.push_back(&entry);
    }
    std::sort(entries.begin(), entries.end(), [](const Entry* a, const Entry* b) { return a->key() < b->key(); });
    return entries;
}

// Ids as columns: an actor's later ids as the difference to the one before.
class IdColumns {
public:
    void add(CharId id) {
        const bool same = !actor_.empty() && actor_.back() == id.actor;
        actor_.push_back(id.actor);
        counter_.push_back(id.counter - (same ? before_ : 0));
        before_ = id.counter;
    }
    void write(Writer& writer, Tag actor, Tag counter) const {
        write_column(writer, actor, actor_);
        write_column(writer, counter, counter_);
    }

private:
    ColumnOut actor_, counter_;
    std::uint32_t before_ = 0;
};

}  // namespace

class StateEncoder {
public:
    explicit StateEncoder(const Board& board) : board_(board), items_(sorted(board.items_)), index_(items_.size()) {
        for (std::uint32_t i = 0; i < items_.size(); ++i) {
            index_[board_.items_.position_of(items_[i]->id)] = i;
        }
    }

    Bytes encode(bool with_ballots) const {
        Bytes bytes;
        Writer writer(bytes);
        writer.add_uint32(field::state::kFormat, kFormat);
        write_actors(writer);
        writer.add_uint64(field::state::kLamport, board_.lamport_);
        RunWriter texts(board_.actors_.size());
        write_items(Writer(writer, field::state::kItems), texts);
        {
            Writer message(writer, field::state::kTexts);
            texts.write(message);
        }
        write_edges(Writer(writer, field::state::kLinks), board_.links_);
        write_edges(Writer(writer, field::state::kMemberships), board_.memberships_);
        if (with_ballots) {
            write_ballots(Writer(writer, field::state::kBallots));
        }
        if (board_.title_.stamp != Stamp{}) {
            Writer message(writer, field::state::kTitle);
            write_stamp(message, field::reg::kStamp, board_.title_.stamp);
            message.add_string(field::reg::kValue, board_.title_.value);
        }
        write_settings(writer);
        writer.add_uint64(field::state::kHash, with_ballots ? board_.hash() : board_.shared_hash());
        return bytes;
    }

private:
    // The table is the board's own, in the board's own order: indexes inside texts can be written as they are.
    void write_actors(Writer& writer) const {
        std::vector<std::uint64_t> actors;
        ColumnOut next;
        for (std::uint32_t i = 0; i < board_.actors_.size(); ++i) {
            actors.push_back(board_.actors_.at(i).value);
            next.push_back(board_.actors_.next_counter(i));
        }
        writer.add_packed_fixed64(field::state::kActors, actors.begin(), actors.end());
        write_column(writer, field::state::kNextCounter, next);
    }

    // REQUIRES: an op of the actor was merged, as of all who are named on the board.
    std::uint32_t actor_of(ActorId actor) const {
        const auto index = board_.actors_.find(actor);
        ATELIER_CHECK(index.has_value());
        return *index;
    }
    CharId indexed(Id id) const { return {actor_of(id.actor), id.counter}; }
    // Place of an item in the columns. REQUIRES: it is on the board.
    std::uint32_t index_of(Id item) const { return index_[board_.items_.position_of(item)]; }

    // Its texts go into `texts`.
    void write_items(Writer writer, RunWriter& texts) const {
        IdColumns ids;
        ColumnOut lamport, kind, card_kind, removed, parent, order_bytes, x, y, runs;
        std::string orders;
        const Item* before = nullptr;
        for (const Item* item : items_) {
            ids.add(indexed(item->id));
            const bool same = before != nullptr && before->id.actor == item->id.actor;
            lamport.push_back(difference64(item->lamport, same ? before->lamport : 0));
            before = item;
            kind.push_back(static_cast<std::uint64_t>(item->kind));
            card_kind.push_back(static_cast<std::uint64_t>(item->card_kind.value));
            removed.push_back(item->removed.value ? 1 : 0);
            const Placement& placement = item->placement.value;
            parent.push_back(placement.parent.is_null() ? 0 : 1 + index_of(placement.parent));
            order_bytes.push_back(placement.order.size());
            orders += placement.order;
            x.push_back(protozero::encode_zigzag32(placement.x));
            y.push_back(protozero::encode_zigzag32(placement.y));
            runs.push_back(0);
            texts.start(indexed(item->id));
            item->text.for_each_run([&](const TextRun& run) {
                texts.add(run);
                ++runs.back();
            });
        }
        ids.write(writer, field::items::kActor, field::items::kCounter);
        write_column(writer, field::items::kLamport, lamport);
        write_column(writer, field::items::kKind, kind);
        write_column(writer, field::items::kCardKind, card_kind);
        write_column(writer, field::items::kRemoved, removed);
        write_organisations(writer);
        write_column(writer, field::items::kParent, parent);
        write_column(writer, field::items::kOrderBytes, order_bytes);
        writer.add_string(field::items::kOrders, orders);
        write_column(writer, field::items::kX, x);
        write_column(writer, field::items::kY, y);
        write_column(writer, field::items::kRuns, runs);
        write_writers(writer);
        write_derivations(writer);
    }

    // Each name once; 0 is no organisation.
    void write_organisations(Writer& writer) const {
        std::map<std::string_view, std::uint64_t> known{{"", 0}};
        std::vector<std::string_view> names;
        ColumnOut column;
        for (const Item* item : items_) {
            const auto [it, added] = known.emplace(item->organisation.value, known.size());
            if (added) {
                names.push_back(it->first);
            }
            column.push_back(it->second);
        }
        write_column(writer, field::items::kOrganisation, column);
        for (const std::string_view name : names) {
            writer.add_string(field::items::kOrganisations, name.data(), name.size());
        }
    }

    // Most registers have the stamp of the op that made the item.
    void write_writers(Writer& writer) const {
        ColumnOut written, lamport, actor;
        for (const Item* item : items_) {
            std::uint32_t bits = item->purged ? state_format::kPurgedBit : 0U;
            const auto note = [&](const Stamp& stamp, std::uint32_t bit) {
                if (stamp != Stamp{item->lamport, item->id.actor}) {
                    bits |= bit;
                    lamport.push_back(difference64(stamp.lamport, item->lamport));
                    actor.push_back(actor_of(stamp.actor));
                }
            };
            note(item->placement.stamp, state_format::kPlacementBit);
            note(item->card_kind.stamp, state_format::kCardKindBit);
            note(item->removed.stamp, state_format::kRemovedBit);
            note(item->organisation.stamp, state_format::kOrganisationBit);
            written.push_back(bits);
        }
        write_column(writer, field::items::kWritten, written);
        write_column(writer, field::items::kWrittenLamport, lamport);
        write_column(writer, field::items::kWrittenActor, actor);
    }

    void write_derivations(Writer& writer) const {
        for (const Item* item : items_) {
            const Derivation& derivation = item->derivation;
            if (derivation.sources.empty()) {
                continue;
            }
            Writer message(writer, field::items::kDerivations);
            message.add_uint32(field::derivation::kItem, index_of(item->id));
            message.add_enum(field::derivation::kHow, static_cast<std::int32_t>(derivation.how));
            message.add_enum(field::derivation::kVotes, static_cast<std::int32_t>(derivation.votes));
            ColumnOut sources;
            for (const Id& source : derivation.sources) {
                sources.push_back(index_of(source));
            }
            write_column(message, field::derivation::kSources, sources);
        }
    }

    void write_edges(Writer writer, const EdgeSet& edges) const {
        IdColumns tags;
        ColumnOut from, to, verb, removed;
        for (const TaggedEdge* tagged : sorted(edges.all())) {
            tags.add(indexed(tagged->tag));
            from.push_back(index_of(tagged->edge.from));
            to.push_back(index_of(tagged->edge.to));
            verb.push_back(static_cast<std::uint64_t>(tagged->edge.verb));
            removed.push_back(tagged->edge.removed ? 1 : 0);
        }
        tags.write(writer, field::edges::kActor, field::edges::kCounter);
        write_column(writer, field::edges::kFrom, from);
        write_column(writer, field::edges::kTo, to);
        write_column(writer, field::edges::kVerb, verb);
        write_column(writer, field::edges::kRemoved, removed);
    }

    void write_stamp(Writer& parent, Tag tag, const Stamp& stamp) const {
        Writer message(parent, tag);
        message.add_uint64(field::stamp::kLamport, stamp.lamport);
        message.add_uint32(field::stamp::kActor, actor_of(stamp.actor));
    }

    void write_settings(Writer& writer) const {
        for (const SettingEntry* entry : sorted(board_.settings_)) {
            const auto& [stamp, value] = entry->setting;
            Writer message(writer, field::state::kSettings);
            message.add_uint32(field::setting::kItem, entry->name.item.is_null() ? 0 : 1 + index_of(entry->name.item));
            message.add_enum(field::setting::kKey, static_cast<std::int32_t>(entry->name.key));
            message.add_sint64(field::setting::kNumber, value.number);
            message.add_string(field::setting::kText, value.text);
            write_stamp(message, field::setting::kStamp, stamp);
        }
    }

    void write_ballots(Writer writer) const {
        std::vector<std::uint64_t> voters;
        ColumnOut count, slot, poll, value, withdrawn, lamport, actor, group;
        bool has_groups = false;
        std::uint32_t slot_before = 0;
        for (const BallotEntry* entry : sorted(board_.ballots_)) {
            const BallotKey& key = entry->voted;
            if (voters.empty() || voters.back() != key.voter.value) {
                voters.push_back(key.voter.value);
                count.push_back(0);
            }
            ++count.back();
            const std::uint32_t place = index_of(key.slot);
            slot.push_back(difference32(place, slot_before));
            slot_before = place;
            poll.push_back(key.poll);
            value.push_back(protozero::encode_zigzag32(entry->ballot.value.value));
            withdrawn.push_back(entry->ballot.value.withdrawn ? 1 : 0);
            lamport.push_back(entry->ballot.stamp.lamport);
            actor.push_back(actor_of(entry->ballot.stamp.actor));
            group.push_back(entry->ballot.value.group);
            has_groups = has_groups || group.back() != 0;
        }
        writer.add_packed_fixed64(field::ballots::kVoters, voters.begin(), voters.end());
        write_column(writer, field::ballots::kCount, count);
        write_column(writer, field::ballots::kSlot, slot);
        write_column(writer, field::ballots::kPoll, poll);
        write_column(writer, field::ballots::kValue, value);
        write_column(writer, field::ballots::kWithdrawn, withdrawn);
        write_column(writer, field::ballots::kLamport, lamport);
        write_column(writer, field::ballots::kActor, actor);
        if (has_groups) {
            write_column(writer, field::ballots::kGroup, group);
        }
    }

    const Board& board_;
    std::vector<const Item*> items_;    // in the order of ids: the places that columns name
    std::vector<std::uint32_t> index_;  // place by position in the board's list
};

Bytes Board::encode() const {
    return StateEncoder(*this).encode(true);
}

Bytes Board::encode_shared() const {
    return StateEncoder(*this).encode(false);
}

}  // namespace atelier::board
