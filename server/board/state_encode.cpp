// atelier.v1.BoardState: a whole board to bytes. Items, edges and ballots are written in id order, so that equal boards
// give equal bytes but for the order in which actors were met.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "server/board/board.h"
#include "server/board/state_format.h"

namespace atelier::board {
namespace {

using pbf::Tag;
using pbf::Writer;
using state_format::Column;
using state_format::kFormat;
using state_format::TextColumns;
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

}  // namespace

class StateEncoder {
public:
    explicit StateEncoder(const Board& board) : board_(board) {}

    Bytes encode() {
        Bytes bytes;
        Writer writer(bytes);
        writer.add_uint32(field::state::kFormat, kFormat);
        write_actors(writer);
        writer.add_uint64(field::state::kLamport, board_.lamport_);
        for (const Item* item : sorted(board_.items_)) {
            Writer message(writer, field::state::kItems);
            write_item(message, *item);
        }
        write_edges(writer, field::state::kLinks, board_.links_);
        write_edges(writer, field::state::kMemberships, board_.memberships_);
        for (const BallotEntry* entry : sorted(board_.ballots_)) {
            Writer message(writer, field::state::kBallots);
            write_ballot(message, entry->voted, entry->ballot);
        }
        if (board_.title_.stamp != Stamp{}) {
            Writer message(writer, field::state::kTitle);
            write_stamp(message, field::reg::kStamp, board_.title_.stamp);
            message.add_string(field::reg::kValue, board_.title_.value);
        }
        writer.add_uint64(field::state::kHash, board_.hash());
        return bytes;
    }

private:
    // The table is the board's own, in the board's own order: indexes inside texts can be written as they are.
    void write_actors(Writer& writer) {
        std::vector<std::uint64_t> actors;
        Column next;
        for (std::uint32_t i = 0; i < board_.actors_.size(); ++i) {
            actors.push_back(board_.actors_.at(i).value);
            next.push_back(board_.actors_.next_counter(i));
            table_.index_of(board_.actors_.at(i));
        }
        writer.add_packed_fixed64(field::state::kActors, actors.begin(), actors.end());
        writer.add_packed_uint32(field::state::kNextCounter, next.begin(), next.end());
    }

    void write_stamp(Writer& writer, Tag tag, const Stamp& stamp) {
        Writer message(writer, tag);
        message.add_uint64(field::stamp::kLamport, stamp.lamport);
        message.add_uint32(field::stamp::kActor, table_.index_of(stamp.actor));
    }

    void write_item(Writer& writer, const Item& item) {
        pbf::write_id(writer, field::item::kId, item.id, table_);
        writer.add_enum(field::item::kKind, static_cast<std::int32_t>(item.kind));
        writer.add_uint64(field::item::kLamport, item.lamport);
        {
            Writer message(writer, field::item::kPlacement);
            write_stamp(message, field::reg::kStamp, item.placement.stamp);
            pbf::write_placement(message, field::reg::kValue, item.placement.value, table_);
        }
        {
            Writer message(writer, field::item::kCardKind);
            write_stamp(message, field::reg::kStamp, item.card_kind.stamp);
            message.add_enum(field::reg::kValue, static_cast<std::int32_t>(item.card_kind.value));
        }
        {
            Writer message(writer, field::item::kRemoved);
            write_stamp(message, field::reg::kStamp, item.removed.stamp);
            message.add_bool(field::reg::kValue, item.removed.value);
        }
        {
            Writer message(writer, field::item::kOrganisation);
            write_stamp(message, field::reg::kStamp, item.organisation.stamp);
            message.add_string(field::reg::kValue, item.organisation.value);
        }
        {
            Writer message(writer, field::item::kText);
            write_text(message, item.text);
        }
        pbf::write_derivation(writer, field::item::kDerivation, item.derivation, table_);
    }

    static void write_text(Writer& writer, const Text& text) {
        TextColumns columns;
        text.for_each_run([&](const TextRun& run) {
            columns.actor.push_back(run.first.actor);
            columns.counter.push_back(run.first.counter);
            columns.length.push_back(run.length);
            columns.left_actor.push_back(run.left.actor);
            columns.left_counter.push_back(run.left.counter);
            columns.right_actor.push_back(run.right.actor);
            columns.right_counter.push_back(run.right.counter);
            columns.bytes.push_back(static_cast<std::uint32_t>(run.visible.size()));
            columns.visible += run.visible;
        });
        const auto add = [&](Tag tag, const Column& column) {
            writer.add_packed_uint32(tag, column.begin(), column.end());
        };
        add(field::text::kActor, columns.actor);
        add(field::text::kCounter, columns.counter);
        add(field::text::kLength, columns.length);
        add(field::text::kLeftActor, columns.left_actor);
        add(field::text::kLeftCounter, columns.left_counter);
        add(field::text::kRightActor, columns.right_actor);
        add(field::text::kRightCounter, columns.right_counter);
        add(field::text::kBytes, columns.bytes);
        writer.add_string(field::text::kVisible, columns.visible);
    }

    void write_edges(Writer& writer, Tag tag, const EdgeSet& edges) {
        for (const TaggedEdge* tagged : sorted(edges.all())) {
            const Edge& edge = tagged->edge;
            Writer message(writer, tag);
            pbf::write_id(message, field::edge::kTag, tagged->tag, table_);
            pbf::write_id(message, field::edge::kFrom, edge.from, table_);
            pbf::write_id(message, field::edge::kTo, edge.to, table_);
            message.add_enum(field::edge::kVerb, static_cast<std::int32_t>(edge.verb));
            message.add_bool(field::edge::kRemoved, edge.removed);
        }
    }

    void write_ballot(Writer& writer, const BallotKey& key, const Register<Ballot>& ballot) {
        writer.add_fixed64(field::ballot::kVoter, key.voter.value);
        pbf::write_id(writer, field::ballot::kPoll, key.poll, table_);
        pbf::write_id(writer, field::ballot::kSlot, key.slot, table_);
        writer.add_sint32(field::ballot::kValue, ballot.value.value);
        writer.add_bool(field::ballot::kWithdrawn, ballot.value.withdrawn);
        write_stamp(writer, field::ballot::kStamp, ballot.stamp);
    }

    const Board& board_;
    pbf::ActorsOut table_;
};

Bytes Board::encode() const {
    return StateEncoder(*this).encode();
}

}  // namespace atelier::board
