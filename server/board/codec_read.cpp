// SPDX-License-Identifier: MIT
#include "server/board/codec.h"

#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/pbf.h"

namespace atelier::board {
namespace {

using pbf::ActorsIn;
using pbf::Reader;

// A value of a newer version makes the whole body one: it takes part in ordering, nothing of it is guessed (rule M8).
Result<OpBody> unknown_value() {
    return OpBody(Unknown{});
}

// --- bodies ---

Result<OpBody> read_add_item(Reader reader, const ActorsIn& actors) {
    AddItem body;
    std::optional<ItemKind> kind;
    std::optional<CardKind> card_kind = CardKind::None;
    bool knows_derivation = true;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::add_item::kKind: kind = pbf::item_kind(reader.get_enum()); break;
            case pbf::add_item::kCardKind: card_kind = pbf::card_kind(reader.get_enum()); break;
            case pbf::add_item::kPlacement: {
                ATELIER_TRY_ASSIGN(body.placement, pbf::read_placement(reader.get_message(), actors));
                break;
            }
            case pbf::add_item::kOrganisation: {
                ATELIER_TRY_ASSIGN(body.organisation, pbf::read_string(reader));
                break;
            }
            case pbf::add_item::kText: {
                ATELIER_TRY_ASSIGN(body.text, pbf::read_string(reader));
                break;
            }
            case pbf::add_item::kDerivation: {
                Result<Derivation> derivation = pbf::read_derivation(reader.get_message(), actors);
                if (!derivation && derivation.error().code != ErrorCode::UnknownType) {
                    return std::move(derivation).error();
                }
                knows_derivation = derivation.has_value();
                body.derivation = derivation ? *std::move(derivation) : Derivation{};
                break;
            }
            default: reader.skip();
        }
    }
    if (!kind || !card_kind || !knows_derivation) {
        return unknown_value();
    }
    body.kind = *kind;
    body.card_kind = *card_kind;
    return OpBody(std::move(body));
}

Result<OpBody> read_set_register(Reader reader, const ActorsIn& actors) {
    SetRegister body;
    std::optional<RegisterValue> value;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::set_register::kItem: {
                ATELIER_TRY_ASSIGN(body.item, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::set_register::kPlacement: {
                ATELIER_TRY_ASSIGN(value, pbf::read_placement(reader.get_message(), actors));
                break;
            }
            case pbf::set_register::kCardKind: {
                const auto kind = pbf::card_kind(reader.get_enum());
                if (!kind) {
                    return unknown_value();
                }
                value = *kind;
                break;
            }
            case pbf::set_register::kRemoved: value = Removed{read_bool(reader)}; break;
            case pbf::set_register::kOrganisation: {
                ATELIER_TRY_ASSIGN(std::string organisation, pbf::read_string(reader));
                value = Organisation{std::move(organisation)};
                break;
            }
            case pbf::set_register::kTitle: {
                ATELIER_TRY_ASSIGN(std::string title, pbf::read_string(reader));
                value = Title{std::move(title)};
                break;
            }
            default: reader.skip();
        }
    }
    if (!value) {
        return unknown_value();
    }
    body.value = std::move(*value);
    return OpBody(std::move(body));
}

Result<OpBody> read_insert_text(Reader reader, const ActorsIn& actors) {
    InsertText body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::insert_text::kItem: {
                ATELIER_TRY_ASSIGN(body.item, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::insert_text::kLeft: {
                ATELIER_TRY_ASSIGN(body.left, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::insert_text::kRight: {
                ATELIER_TRY_ASSIGN(body.right, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::insert_text::kText: {
                ATELIER_TRY_ASSIGN(body.text, pbf::read_string(reader));
                break;
            }
            default: reader.skip();
        }
    }
    if (body.text.empty()) {
        return Error(ErrorCode::Malformed, "an insertion without text");
    }
    return OpBody(std::move(body));
}

Result<OpBody> read_delete_text(Reader reader, const ActorsIn& actors) {
    DeleteText body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::delete_text::kItem: {
                ATELIER_TRY_ASSIGN(body.item, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::delete_text::kRanges: {
                if (body.ranges.size() >= limits::kOpRangesMax) {
                    return Error(ErrorCode::TooLarge, "one op names too many ranges");
                }
                ATELIER_TRY_ASSIGN(IdRange range, pbf::read_range(reader.get_message(), actors));
                body.ranges.push_back(range);
                break;
            }
            default: reader.skip();
        }
    }
    return OpBody(std::move(body));
}

Result<OpBody> read_add_link(Reader reader, const ActorsIn& actors) {
    AddLink body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::add_link::kFrom: {
                ATELIER_TRY_ASSIGN(body.from, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::add_link::kTo: {
                ATELIER_TRY_ASSIGN(body.to, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::add_link::kVerb: {
                const auto verb = pbf::verb(reader.get_enum());
                if (!verb) {
                    return unknown_value();
                }
                body.verb = *verb;
                break;
            }
            default: reader.skip();
        }
    }
    return OpBody(body);
}

// RemoveLink and LeaveThread have the same shape.
template <class Body>
Result<OpBody> read_tags(Reader reader, const ActorsIn& actors) {
    Body body;
    while (reader.next()) {
        if (reader.tag() != pbf::tags::kTags) {
            reader.skip();
            continue;
        }
        ATELIER_TRY(pbf::read_listed(reader.get_message(), actors, limits::kOpRangesMax, body.tags));
    }
    return OpBody(std::move(body));
}

Result<OpBody> read_join_thread(Reader reader, const ActorsIn& actors) {
    JoinThread body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::join_thread::kThread: {
                ATELIER_TRY_ASSIGN(body.thread, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::join_thread::kCard: {
                ATELIER_TRY_ASSIGN(body.card, pbf::read_id(reader.get_message(), actors));
                break;
            }
            default: reader.skip();
        }
    }
    return OpBody(body);
}

Result<OpBody> read_cast_ballot(Reader reader, const ActorsIn& actors) {
    CastBallot body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::cast_ballot::kVoter: body.voter = VoterId{reader.get_fixed64()}; break;
            case pbf::cast_ballot::kPoll: body.poll = reader.get_uint32(); break;
            case pbf::cast_ballot::kGroup:
                body.group = static_cast<std::uint8_t>(std::min(reader.get_uint32(), std::uint32_t{UINT8_MAX}));
                break;
            case pbf::cast_ballot::kSlot: {
                ATELIER_TRY_ASSIGN(body.slot, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::cast_ballot::kValue: body.value = reader.get_sint32(); break;
            case pbf::cast_ballot::kWithdrawn: body.withdrawn = read_bool(reader); break;
            default: reader.skip();
        }
    }
    return OpBody(body);
}

Result<OpBody> read_purge_text(Reader reader, const ActorsIn& actors) {
    PurgeText body;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::purge_text::kItems:
                ATELIER_TRY(pbf::read_listed(reader.get_message(), actors, limits::kOpRangesMax, body.items));
                break;
            case pbf::purge_text::kSeen: body.seen = reader.get_fixed64(); break;
            default: reader.skip();
        }
    }
    return OpBody(std::move(body));
}

Result<OpBody> read_set_setting(Reader reader, const ActorsIn& actors) {
    SetSetting body;
    std::optional<SettingKey> key;
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::set_setting::kItem: {
                ATELIER_TRY_ASSIGN(body.name.item, pbf::read_id(reader.get_message(), actors));
                break;
            }
            case pbf::set_setting::kKey: key = pbf::setting_key(reader.get_enum()); break;
            case pbf::set_setting::kNumber: body.value.number = reader.get_sint64(); break;
            case pbf::set_setting::kText: {
                ATELIER_TRY_ASSIGN(body.value.text, pbf::read_string(reader));
                break;
            }
            default: reader.skip();
        }
    }
    if (!key) {
        return unknown_value();
    }
    body.name.key = *key;
    return OpBody(std::move(body));
}

Result<OpBody> read_void(Reader reader) {
    Void body;
    while (reader.next()) {
        if (reader.tag() == pbf::void_body::kOfBallot) {
            body.of_ballot = read_bool(reader);
        } else {
            reader.skip();
        }
    }
    return OpBody(body);
}

// --- one op ---

// None in what is not UTF-8, which Board::check() refuses.
std::size_t code_points(const std::string& text) {
    return utf8::measure(text).value_or(utf8::Length{}).code_points;
}

// What a span must be for this body, or 0 when any will do.
std::uint64_t required_span(const OpBody& body) {
    if (const auto* add = std::get_if<AddItem>(&body)) {
        return 1 + code_points(add->text);
    }
    if (const auto* insert = std::get_if<InsertText>(&body)) {
        return code_points(insert->text);
    }
    const bool any = std::holds_alternative<Void>(body) || std::holds_alternative<Unknown>(body) ||
                     std::holds_alternative<DeleteText>(body);
    return any ? 0 : 1;
}

Result<void> check_ids(const Op& op) {
    const std::uint64_t end = std::uint64_t{op.id.counter} + op.span;
    if (op.id.counter == 0 || end > std::uint64_t{limits::kCounterMax} + 1) {
        return Error(ErrorCode::Malformed, "an op's id is out of range");
    }
    if (op.lamport > limits::kLamportMax) {
        return Error(ErrorCode::Malformed, "an op's logical time is out of range");
    }
    const std::uint64_t required = required_span(op.body);
    if (required != 0 && op.span != required) {
        return Error(ErrorCode::Malformed, "an op's span does not fit its text");
    }
    return {};
}

Result<Op> read_op(Reader reader, const ActorsIn& actors) {
    Op op;
    std::uint32_t actor_index = 0;
    Result<OpBody> body{OpBody(Unknown{})};
    while (reader.next()) {
        switch (reader.tag()) {
            case pbf::op::kActor: actor_index = reader.get_uint32(); break;
            case pbf::op::kCounter: op.id.counter = reader.get_uint32(); break;
            case pbf::op::kLamport: op.lamport = reader.get_uint64(); break;
            case pbf::op::kSpan: op.span = std::max<std::uint32_t>(1, reader.get_uint32()); break;
            case pbf::op::kAddItem: body = read_add_item(reader.get_message(), actors); break;
            case pbf::op::kSetRegister: body = read_set_register(reader.get_message(), actors); break;
            case pbf::op::kInsertText: body = read_insert_text(reader.get_message(), actors); break;
            case pbf::op::kDeleteText: body = read_delete_text(reader.get_message(), actors); break;
            case pbf::op::kAddLink: body = read_add_link(reader.get_message(), actors); break;
            case pbf::op::kRemoveLink: body = read_tags<RemoveLink>(reader.get_message(), actors); break;
            case pbf::op::kJoinThread: body = read_join_thread(reader.get_message(), actors); break;
            case pbf::op::kLeaveThread: body = read_tags<LeaveThread>(reader.get_message(), actors); break;
            case pbf::op::kCastBallot: body = read_cast_ballot(reader.get_message(), actors); break;
            case pbf::op::kPurgeText: body = read_purge_text(reader.get_message(), actors); break;
            case pbf::op::kSetSetting: body = read_set_setting(reader.get_message(), actors); break;
            case pbf::op::kVoid: body = read_void(reader.get_message()); break;
            default: reader.skip();
        }
        if (!body) {
            return std::move(body).error();
        }
    }
    const auto actor = actors.at(actor_index);
    if (!actor) {
        return Error(ErrorCode::Malformed, "an op names no actor");
    }
    op.id.actor = *actor;
    op.body = std::move(body).value();
    ATELIER_TRY(check_ids(op));
    return op;
}

Result<std::vector<Op>> read_batch(BytesView bytes) {
    // Two passes: a writer may put the table behind the ops.
    ActorsIn actors;
    Reader first_pass(bytes.data(), bytes.size());
    while (first_pass.next()) {
        if (first_pass.tag() == pbf::batch::kActors) {
            actors.read(first_pass);
        } else {
            first_pass.skip();
        }
    }
    std::vector<Op> ops;
    Reader second_pass(bytes.data(), bytes.size());
    while (second_pass.next()) {
        if (second_pass.tag() == pbf::batch::kOps) {
            ATELIER_TRY_ASSIGN(Op op, read_op(second_pass.get_message(), actors));
            ops.push_back(std::move(op));
        } else {
            second_pass.skip();
        }
    }
    return ops;
}

}  // namespace

Result<std::vector<Op>> decode_batch(BytesView bytes) {
    return pbf::fenced([bytes] { return read_batch(bytes); });
}

std::uint32_t span_of(const OpBody& body) {
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(1, required_span(body)));
}

}  // namespace atelier::board
