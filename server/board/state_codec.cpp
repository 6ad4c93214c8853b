// atelier.v1.BoardState: a whole board to bytes and back. Items, edges and ballots are written in id order, so that equal
// boards give equal bytes but for the order in which actors were met.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"
#include "server/board/pbf.h"

namespace atelier::board {
namespace {

using pbf::Reader;
using pbf::Tag;
using pbf::Writer;

namespace field {
namespace state {
constexpr Tag kFormat = 1, kActors = 2, kNextCounter = 3, kLamport = 4, kItems = 5, kLinks = 6, kMemberships = 7,
              kBallots = 8, kTitle = 9, kHash = 10;
}
namespace item {
constexpr Tag kId = 1, kKind = 2, kLamport = 3, kPlacement = 4, kCardKind = 5, kRemoved = 6, kOrganisation = 7, kText = 8;
}
namespace reg {
constexpr Tag kStamp = 1, kValue = 2;
}
namespace stamp {
constexpr Tag kLamport = 1, kActor = 2;
}
namespace text {
constexpr Tag kActor = 1, kCounter = 2, kLength = 3, kLeftActor = 4, kLeftCounter = 5, kRightActor = 6, kRightCounter = 7,
              kBytes = 8, kVisible = 9;
}
namespace edge {
constexpr Tag kTag = 1, kFrom = 2, kTo = 3, kVerb = 4, kRemoved = 5;
}
namespace ballot {
constexpr Tag kVoter = 1, kPoll = 2, kSlot = 3, kValue = 4, kWithdrawn = 5, kStamp = 6;
}
}  // namespace field

constexpr std::uint32_t kFormat = 1;

Error malformed(const char* what) {
    return Error(ErrorCode::Malformed, what);
}

template <class Map>
std::vector<Id> sorted_ids(const Map& map) {
    std::vector<Id> ids;
    ids.reserve(map.size());
    for (const auto& [id, value] : map) {
        ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

using Column = std::vector<std::uint32_t>;

// The columns of TextState.
struct TextColumns {
    Column actor, counter, length, left_actor, left_counter, right_actor, right_counter, bytes;
    std::string visible;
};

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

// --- writing ---

class StateEncoder {
public:
    explicit StateEncoder(const Board& board) : board_(board) {}

    Bytes encode() {
        Bytes bytes;
        Writer writer(bytes);
        writer.add_uint32(field::state::kFormat, kFormat);
        write_actors(writer);
        writer.add_uint64(field::state::kLamport, board_.lamport_);
        for (const Id& id : sorted_ids(board_.items_)) {
            Writer message(writer, field::state::kItems);
            write_item(message, board_.items_.at(id));
        }
        write_edges(writer, field::state::kLinks, board_.links_);
        write_edges(writer, field::state::kMemberships, board_.memberships_);
        for (const auto& [key, ballot] : board_.ballots_) {
            Writer message(writer, field::state::kBallots);
            write_ballot(message, key, ballot);
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
        Writer message(writer, field::item::kText);
        write_text(message, item.text);
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
        const auto add = [&](Tag tag, const Column& column) { writer.add_packed_uint32(tag, column.begin(), column.end()); };
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
        for (const Id& id : sorted_ids(edges.all())) {
            const Edge& edge = *edges.find(id);
            Writer message(writer, tag);
            pbf::write_id(message, field::edge::kTag, id, table_);
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

// --- reading ---

class StateDecoder {
public:
    Result<Board> decode(BytesView bytes) {
        ATELIER_TRY(read_head(bytes));
        ATELIER_TRY(read_body(bytes));
        if (board_.hash() != claimed_hash_) {
            return Error(ErrorCode::Corrupt, "the state does not have the hash it claims");
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
                case field::state::kMemberships: ATELIER_TRY(read_edge(reader.get_message(), board_.memberships_)); break;
                case field::state::kBallots: ATELIER_TRY(read_ballot(reader.get_message())); break;
                case field::state::kTitle: {
                    ATELIER_TRY_ASSIGN(board_.title_, read_string_register(reader.get_message()));
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
                    ATELIER_TRY_ASSIGN(item.placement, read_register<Placement>(reader.get_message(), [&](Reader& value) {
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
                                           return Result<bool>(value.get_bool());
                                       }));
                    break;
                }
                case field::item::kOrganisation: {
                    ATELIER_TRY_ASSIGN(item.organisation, read_string_register(reader.get_message()));
                    break;
                }
                case field::item::kText: ATELIER_TRY(read_text(reader.get_message(), item.text)); break;
                default: reader.skip();
            }
        }
        if (!kind || item.id.is_null() || board_.items_.size() >= limits::kItemsMax) {
            return malformed("an item does not fit");
        }
        item.kind = *kind;
        const Id id = item.id;
        if (!board_.items_.emplace(id, std::move(item)).second) {
            return malformed("an item is there twice");
        }
        board_.dirty_items_.push_back(id);
        return {};
    }

    static Result<CardKind> read_card_kind(Reader& reader) {
        const auto kind = pbf::card_kind(reader.get_enum());
        return kind ? Result<CardKind>(*kind) : Result<CardKind>(malformed("an unknown kind of card"));
    }

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
        for (std::uint32_t i = 0; i < run.length; ++i) {
            if (text.contains({run.first.actor, run.first.counter + i})) {
                return malformed("a character is there twice");
            }
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
                case field::edge::kRemoved: edge.removed = reader.get_bool(); break;
                default: reader.skip();
            }
        }
        if (tag.is_null() || !verb || edges.find(tag) != nullptr || edges.size() >= limits::kEdgesMax) {
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
                case field::ballot::kWithdrawn: ballot.value.withdrawn = reader.get_bool(); break;
                case field::ballot::kStamp: {
                    ATELIER_TRY_ASSIGN(ballot.stamp, read_stamp(reader.get_message()));
                    break;
                }
                default: reader.skip();
            }
        }
        if (board_.ballots_.size() >= limits::kBallotsMax || !board_.restore_ballot(key, ballot)) {
            return malformed("a ballot does not fit");
        }
        return {};
    }

    Board board_;
    pbf::ActorsIn table_;
    std::uint64_t claimed_hash_ = 0;
};

Bytes Board::encode() const {
    return StateEncoder(*this).encode();
}

Result<Board> Board::decode(BytesView bytes) {
    return pbf::fenced([bytes] { return StateDecoder().decode(bytes); });
}

}  // namespace atelier::board
