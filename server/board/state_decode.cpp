// atelier.v1.BoardState: a whole board from bytes. Nothing of it is believed: every id, length and column is checked, and
// in the end the hash.
// SPDX-License-Identifier: MIT
#include <optional>
#include <string>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/board/state_format.h"

namespace atelier::board {
namespace {

using pbf::Reader;
using state_format::Column;
using state_format::kFormat;
using state_format::TextColumns;
namespace field = state_format::field;

Error malformed(const char* what) {
    return Error(ErrorCode::Malformed, what);
}

Error wrong_hash([[maybe_unused]] std::uint64_t hash) {
#ifdef __wasm__
    return Error(ErrorCode::Corrupt);
#else
    return Error(ErrorCode::Corrupt, "the state does not have the hash it claims, but " + std::to_string(hash));
#endif
}

Column read_column(Reader& reader) {
    const auto values = reader.get_packed_uint32();
    return {values.begin(), values.end()};
}

TextColumns read_columns(Reader reader) {
    TextColumns columns;
    while (reader.next()) {
        switch (reader.tag()) {
            case field::text::kActor: columns.actor = read_column(reader); break;
            case field::text::kCounter: columns.counter = read_column(reader); break;
            case field::text::kLength: columns.length = read_column(reader); break;
            case field::text::kLeftActor: columns.left_actor = read_column(reader); break;
            case field::text::kLeftCounter: columns.left_counter = read_column(reader); break;
            case field::text::kRightActor: columns.right_actor = read_column(reader); break;
            case field::text::kRightCounter: columns.right_counter = read_column(reader); break;
            case field::text::kBytes: columns.bytes = read_column(reader); break;
            case field::text::kVisible: columns.visible = reader.get_string(); break;
            default: reader.skip();
        }
    }
    return columns;
}

}  // namespace

class StateDecoder {
public:
    Result<Board> decode(BytesView bytes) {
        ATELIER_TRY(read_head(bytes));
        ATELIER_TRY(read_body(bytes));
        for (const Item& item : board_.items_) {
            if (!board_.is_parent(item.kind, item.placement.value.parent)) {
                return malformed("an item lies in what cannot hold it");
            }
        }
        if (!board_.restore_derivations()) {
            return malformed("a card derives from what cannot be its source");
        }
        if (board_.hash() != claimed_hash_) {
            return wrong_hash(board_.hash());
        }
        board_.take_changes();
        return std::move(board_);
    }

private:
    Result<void> read_head(BytesView bytes) {
        Column next;
        std::uint32_t format = 0;
        Reader reader(bytes.data(), bytes.size());
        while (reader.next()) {
            switch (reader.tag()) {
                case field::state::kFormat: format = reader.get_uint32(); break;
                case field::state::kActors: table_.read(reader); break;
                case field::state::kNextCounter: next = read_column(reader); break;
                case field::state::kLamport: board_.lamport_ = reader.get_uint64(); break;
                case field::state::kHash: claimed_hash_ = reader.get_uint64(); break;
                default: reader.skip();
            }
        }
        if (format != kFormat) {
            return Error(ErrorCode::UnknownType, "a state of another format");
        }
        if (next.size() != table_.size() || next.size() > limits::kActorsMax || board_.lamport_ > limits::kLamportMax) {
            return malformed("the actor table does not fit");
        }
        for (std::uint32_t i = 0; i < next.size(); ++i) {
            const auto actor = table_.at(i);
            if (!actor || board_.actors_.find(*actor) || next[i] == 0 || next[i] > limits::kCounterMax + 1) {
                return malformed("the actor table does not fit");
            }
            board_.actors_.advance(board_.actors_.intern(*actor), next[i]);
        }
        return {};
    }

    Result<void> read_body(BytesView bytes) {
        Reader reader(bytes.data(), bytes.size());
        while (reader.next()) {
            switch (reader.tag()) {
                case field::state::kItems: ATELIER_TRY(read_item(reader.get_message())); break;
                case field::state::kLinks: ATELIER_TRY(read_edge(reader.get_message(), board_.links_)); break;
                case field::state::kMemberships:
                    ATELIER_TRY(read_edge(reader.get_message(), board_.memberships_));
                    break;
                case field::state::kBallots: ATELIER_TRY(read_ballot(reader.get_message())); break;
                case field::state::kTitle: {
                    ATELIER_TRY_ASSIGN(board_.title_, read_string_register(reader.get_message()));
                    if (!is_written(board_.title_)) {
                        return malformed("nobody wrote the title");
                    }
                    break;
                }
                default: reader.skip();
            }
        }
        return {};
    }

    Result<Stamp> read_stamp(Reader reader) {
        Stamp stamp;
        std::uint32_t index = 0;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::stamp::kLamport: stamp.lamport = reader.get_uint64(); break;
                case field::stamp::kActor: index = reader.get_uint32(); break;
                default: reader.skip();
            }
        }
        const auto actor = table_.at(index);
        if (!actor) {
            return malformed("a stamp names no actor");
        }
        if (stamp.lamport > board_.lamport_) {
            return malformed("a stamp is later than the state");  // nobody could write over it
        }
        stamp.actor = *actor;
        return stamp;
    }

    // A register of any type: `read_value` reads field 2.
    template <class T, class ReadValue>
    Result<Register<T>> read_register(Reader reader, ReadValue read_value) {
        Register<T> reg;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::reg::kStamp: {
                    ATELIER_TRY_ASSIGN(reg.stamp, read_stamp(reader.get_message()));
                    break;
                }
                case field::reg::kValue: {
                    ATELIER_TRY_ASSIGN(reg.value, read_value(reader));
                    break;
                }
                default: reader.skip();
            }
        }
        return reg;
    }

    Result<Register<std::string>> read_string_register(Reader reader) {
        return read_register<std::string>(reader, [](Reader& value) { return pbf::read_string(value); });
    }

    // The op that made a register stamped it; without a stamp it could not be written back.
    template <class T>
    static bool is_written(const Register<T>& reg) {
        return reg.stamp != Stamp{};
    }

    Result<void> read_item(Reader reader) {
        Item item;
        std::optional<ItemKind> kind;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::item::kId: {
                    ATELIER_TRY_ASSIGN(item.id, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::item::kKind: kind = pbf::item_kind(reader.get_enum()); break;
                case field::item::kLamport: item.lamport = reader.get_uint64(); break;
                case field::item::kPlacement: {
                    ATELIER_TRY_ASSIGN(item.placement,
                                       read_register<Placement>(reader.get_message(), [&](Reader& value) {
                                           return pbf::read_placement(value.get_message(), table_);
                                       }));
                    break;
                }
                case field::item::kCardKind: {
                    ATELIER_TRY_ASSIGN(item.card_kind, read_register<CardKind>(reader.get_message(), read_card_kind));
                    break;
                }
                case field::item::kRemoved: {
                    ATELIER_TRY_ASSIGN(item.removed, read_register<bool>(reader.get_message(), [](Reader& value) {
                                           return Result<bool>(read_bool(value));
                                       }));
                    break;
                }
                case field::item::kOrganisation: {
                    ATELIER_TRY_ASSIGN(item.organisation, read_string_register(reader.get_message()));
                    break;
                }
                case field::item::kText: ATELIER_TRY(read_text(reader.get_message(), item.text)); break;
                case field::item::kDerivation: {
                    ATELIER_TRY_ASSIGN(item.derivation, pbf::read_derivation(reader.get_message(), table_));
                    break;
                }
                default: reader.skip();
            }
        }
        if (!kind || !is_made(item.id) || item.lamport > board_.lamport_ || board_.items_.size() >= limits::kItemsMax) {
            return malformed("an item does not fit");
        }
        if (!is_written(item.placement) || !is_written(item.card_kind) || !is_written(item.removed) ||
            !is_written(item.organisation)) {
            return malformed("an item lacks a register");
        }
        item.kind = *kind;
        if (board_.find(item.id) != nullptr) {
            return malformed("an item is there twice");
        }
        board_.dirty_items_.push_back(item.id);
        board_.items_.add(std::move(item));
        return {};
    }

    static Result<CardKind> read_card_kind(Reader& reader) {
        const auto kind = pbf::card_kind(reader.get_enum());
        return kind ? Result<CardKind>(*kind) : Result<CardKind>(malformed("an unknown kind of card"));
    }

    // An id that comes again, because it was not made yet, would be there twice.
    bool is_made(Id id) const { return !id.is_null() && board_.has_seen(id); }

    // Every id must be of the table and made before the state was saved, and appear once.
    bool is_char(std::uint32_t actor, std::uint32_t counter, std::uint32_t length) const {
        return actor < table_.size() && counter != 0 && length != 0 &&
               std::uint64_t{counter} + length <= board_.actors_.next_counter(actor);
    }

    Result<void> read_text(Reader reader, Text& text) {
        const TextColumns columns = read_columns(reader);
        const std::size_t runs = columns.actor.size();
        for (const Column* column : {&columns.counter, &columns.length, &columns.left_actor, &columns.left_counter,
                                     &columns.right_actor, &columns.right_counter, &columns.bytes}) {
            if (column->size() != runs) {
                return malformed("the columns of a text do not fit");
            }
        }
        std::string_view visible = columns.visible;
        for (std::size_t i = 0; i < runs; ++i) {
            if (columns.bytes[i] > visible.size()) {
                return malformed("a text is cut short");
            }
            TextRun run{{columns.actor[i], columns.counter[i]},
                        columns.length[i],
                        {columns.left_actor[i], columns.left_counter[i]},
                        {columns.right_actor[i], columns.right_counter[i]},
                        visible.substr(0, columns.bytes[i])};
            visible.remove_prefix(columns.bytes[i]);
            ATELIER_TRY(check_run(run, text));
            text.append_run(run);
        }
        return visible.empty() ? check_origins(columns, text) : malformed("a text has bytes of no run");
    }

    static Result<void> check_origins(const TextColumns& columns, const Text& text) {
        for (std::size_t i = 0; i < columns.actor.size(); ++i) {
            const CharId left{columns.left_actor[i], columns.left_counter[i]};
            const CharId right{columns.right_actor[i], columns.right_counter[i]};
            if ((!left.is_null() && !text.contains(left)) || (!right.is_null() && !text.contains(right))) {
                return malformed("a run of text has origins that are not in it");
            }
        }
        return {};
    }

    Result<void> check_run(const TextRun& run, const Text& text) const {
        const bool left_fits = run.left.is_null() || is_char(run.left.actor, run.left.counter, 1);
        const bool right_fits = run.right.is_null() || is_char(run.right.actor, run.right.counter, 1);
        if (!is_char(run.first.actor, run.first.counter, run.length) || !left_fits || !right_fits) {
            return malformed("a run of text has ids out of range");
        }
        const auto length = utf8::measure(run.visible);
        if (!length || (!run.visible.empty() && length->code_points != run.length)) {
            return malformed("a run of text does not have the length it claims");
        }
        if (text.contains_any({run.first, run.length})) {
            return malformed("a character is there twice");
        }
        return {};
    }

    Result<void> read_edge(Reader reader, EdgeSet& edges) {
        Id tag;
        Edge edge;
        std::optional<Verb> verb = Verb::None;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::edge::kTag: {
                    ATELIER_TRY_ASSIGN(tag, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::edge::kFrom: {
                    ATELIER_TRY_ASSIGN(edge.from, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::edge::kTo: {
                    ATELIER_TRY_ASSIGN(edge.to, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::edge::kVerb: verb = pbf::verb(reader.get_enum()); break;
                case field::edge::kRemoved: edge.removed = read_bool(reader); break;
                default: reader.skip();
            }
        }
        if (board_.find(edge.from) == nullptr || board_.find(edge.to) == nullptr) {
            return malformed("an edge has ends that are not on the board");
        }
        if (!is_made(tag) || !verb || edges.find(tag) != nullptr || edges.size() >= limits::kEdgesMax) {
            return malformed("an edge does not fit");
        }
        edge.verb = *verb;
        edges.add(tag, edge);
        return {};
    }

    Result<void> read_ballot(Reader reader) {
        BallotKey key;
        Register<Ballot> ballot;
        while (reader.next()) {
            switch (reader.tag()) {
                case field::ballot::kVoter: key.voter = VoterId{reader.get_fixed64()}; break;
                case field::ballot::kPoll: {
                    ATELIER_TRY_ASSIGN(key.poll, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::ballot::kSlot: {
                    ATELIER_TRY_ASSIGN(key.slot, pbf::read_id(reader.get_message(), table_));
                    break;
                }
                case field::ballot::kValue: ballot.value.value = reader.get_sint32(); break;
                case field::ballot::kWithdrawn: ballot.value.withdrawn = read_bool(reader); break;
                case field::ballot::kStamp: {
                    ATELIER_TRY_ASSIGN(ballot.stamp, read_stamp(reader.get_message()));
                    break;
                }
                default: reader.skip();
            }
        }
        if (!is_written(ballot) || board_.ballots_.size() >= limits::kBallotsMax ||
            !board_.restore_ballot(key, ballot)) {
            return malformed("a ballot does not fit");
        }
        return {};
    }

    Board board_;
    pbf::ActorsIn table_;
    std::uint64_t claimed_hash_ = 0;
};

Result<Board> Board::decode(BytesView bytes) {
    return pbf::fenced([bytes] { return StateDecoder().decode(bytes); });
}

}  // namespace atelier::board
