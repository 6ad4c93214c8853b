// SPDX-License-Identifier: MIT
#include "server/board/codec.h"
#include "server/board/pbf.h"

namespace atelier::board {
namespace {

using pbf::ActorsOut;
using pbf::Writer;

void write_body(Writer& writer, const AddItem& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kAddItem, [&](Writer& message) {
        message.add_enum(pbf::add_item::kKind, static_cast<std::int32_t>(body.kind));
        if (body.card_kind != CardKind::None) {
            message.add_enum(pbf::add_item::kCardKind, static_cast<std::int32_t>(body.card_kind));
        }
        pbf::write_placement(message, pbf::add_item::kPlacement, body.placement, actors);
        if (!body.organisation.empty()) {
            message.add_string(pbf::add_item::kOrganisation, body.organisation);
        }
        if (!body.text.empty()) {
            message.add_string(pbf::add_item::kText, body.text);
        }
        pbf::write_derivation(message, pbf::add_item::kDerivation, body.derivation, actors);
    });
}

void write_body(Writer& writer, const SetRegister& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kSetRegister, [&](Writer& message) {
        pbf::write_id(message, pbf::set_register::kItem, body.item, actors);
        if (const auto* placement = std::get_if<Placement>(&body.value)) {
            pbf::write_placement(message, pbf::set_register::kPlacement, *placement, actors);
        } else if (const auto* kind = std::get_if<CardKind>(&body.value)) {
            message.add_enum(pbf::set_register::kCardKind, static_cast<std::int32_t>(*kind));
        } else if (const auto* removed = std::get_if<Removed>(&body.value)) {
            message.add_bool(pbf::set_register::kRemoved, removed->value);
        } else if (const auto* organisation = std::get_if<Organisation>(&body.value)) {
            message.add_string(pbf::set_register::kOrganisation, organisation->value);
        } else if (const auto* title = std::get_if<Title>(&body.value)) {
            message.add_string(pbf::set_register::kTitle, title->value);
        }
    });
}

void write_body(Writer& writer, const InsertText& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kInsertText, [&](Writer& message) {
        pbf::write_id(message, pbf::insert_text::kItem, body.item, actors);
        pbf::write_id(message, pbf::insert_text::kLeft, body.left, actors);
        pbf::write_id(message, pbf::insert_text::kRight, body.right, actors);
        message.add_string(pbf::insert_text::kText, body.text);
    });
}

void write_body(Writer& writer, const DeleteText& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kDeleteText, [&](Writer& message) {
        pbf::write_id(message, pbf::delete_text::kItem, body.item, actors);
        for (const IdRange& range : body.ranges) {
            pbf::write_range(message, pbf::delete_text::kRanges, range, actors);
        }
    });
}

void write_body(Writer& writer, const AddLink& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kAddLink, [&](Writer& message) {
        pbf::write_id(message, pbf::add_link::kFrom, body.from, actors);
        pbf::write_id(message, pbf::add_link::kTo, body.to, actors);
        message.add_enum(pbf::add_link::kVerb, static_cast<std::int32_t>(body.verb));
    });
}

void write_tags(Writer& writer, pbf::Tag tag, const std::vector<Id>& tags, ActorsOut& actors) {
    pbf::write_message(writer, tag, [&](Writer& message) {
        for (const Id& id : tags) {
            pbf::write_id(message, pbf::tags::kTags, id, actors);
        }
    });
}

void write_body(Writer& writer, const RemoveLink& body, ActorsOut& actors) {
    write_tags(writer, pbf::op::kRemoveLink, body.tags, actors);
}

void write_body(Writer& writer, const JoinThread& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kJoinThread, [&](Writer& message) {
        pbf::write_id(message, pbf::join_thread::kThread, body.thread, actors);
        pbf::write_id(message, pbf::join_thread::kCard, body.card, actors);
    });
}

void write_body(Writer& writer, const LeaveThread& body, ActorsOut& actors) {
    write_tags(writer, pbf::op::kLeaveThread, body.tags, actors);
}

void write_body(Writer& writer, const CastBallot& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kCastBallot, [&](Writer& message) {
        message.add_fixed64(pbf::cast_ballot::kVoter, body.voter.value);
        pbf::write_id(message, pbf::cast_ballot::kSlot, body.slot, actors);
        if (body.value != 0) {
            message.add_sint32(pbf::cast_ballot::kValue, body.value);
        }
        if (body.withdrawn) {
            message.add_bool(pbf::cast_ballot::kWithdrawn, true);
        }
        if (body.poll != 0) {
            message.add_uint32(pbf::cast_ballot::kPoll, body.poll);
        }
        if (body.group != 0) {
            message.add_uint32(pbf::cast_ballot::kGroup, body.group);
        }
    });
}

void write_body(Writer& writer, const Void& body, ActorsOut&) {
    pbf::write_message(writer, pbf::op::kVoid, [&](Writer& message) {
        if (body.of_ballot) {
            message.add_bool(pbf::void_body::kOfBallot, true);
        }
    });
}

void write_body(Writer& writer, const PurgeText& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kPurgeText, [&](Writer& message) {
        for (const Id& item : body.items) {
            pbf::write_id(message, pbf::purge_text::kItems, item, actors);
        }
        message.add_fixed64(pbf::purge_text::kSeen, body.seen);
    });
}

void write_body(Writer& writer, const SetSetting& body, ActorsOut& actors) {
    pbf::write_message(writer, pbf::op::kSetSetting, [&](Writer& message) {
        pbf::write_id(message, pbf::set_setting::kItem, body.name.item, actors);
        message.add_enum(pbf::set_setting::kKey, static_cast<std::int32_t>(body.name.key));
        if (body.value.number != 0) {
            message.add_sint64(pbf::set_setting::kNumber, body.value.number);
        }
        if (!body.value.text.empty()) {
            message.add_string(pbf::set_setting::kText, body.value.text);
        }
    });
}

void write_body(Writer&, const Unknown&, ActorsOut&) {
    ATELIER_CHECK(false);  // REQUIRES of encode_batch
}

void write_op(Writer& writer, const Op& op, ActorsOut& actors) {
    if (const std::uint32_t index = actors.index_of(op.id.actor); index != 0) {
        writer.add_uint32(pbf::op::kActor, index);
    }
    writer.add_uint32(pbf::op::kCounter, op.id.counter);
    writer.add_uint64(pbf::op::kLamport, op.lamport);
    if (op.span != 1) {
        writer.add_uint32(pbf::op::kSpan, op.span);
    }
    std::visit([&](const auto& body) { write_body(writer, body, actors); }, op.body);
}

}  // namespace

Bytes encode_batch(std::span<const Op> ops) {
    ActorsOut actors;
    Bytes encoded_ops;
    Writer ops_writer(encoded_ops);
    for (const Op& op : ops) {
        Writer message(ops_writer, pbf::batch::kOps);
        write_op(message, op, actors);
    }
    Bytes bytes;
    Writer writer(bytes);
    writer.add_packed_fixed64(pbf::batch::kActors, actors.order().begin(), actors.order().end());
    return bytes + encoded_ops;
}

BytesView without_table(BytesView batch) {
    constexpr std::size_t kTableOfOne = 10;  // tag, length, one fixed64
    return batch.size() > kTableOfOne && batch.substr(0, 2) == "\x0a\x08" ? batch.substr(kTableOfOne) : batch;
}

Bytes with_table(BytesView batch, ActorId sender) {
    if (batch.substr(0, 1) == "\x0a") {
        return Bytes(batch);
    }
    Bytes whole;
    Writer(whole).add_packed_fixed64(pbf::batch::kActors, &sender.value, &sender.value + 1);
    return whole.append(batch);
}

}  // namespace atelier::board
