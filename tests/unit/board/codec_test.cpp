// SPDX-License-Identifier: MIT
#include "server/board/codec.h"

#include <string>

#include "server/base/limits.h"
#include "server/board/pbf.h"
#include "tests/support/catch.h"

namespace atelier::board {
namespace {

Op op_with(OpBody body) {
    Op op;
    op.id = {ActorId{0xabcdef}, 12};
    op.lamport = 40;
    op.span = span_of(body);
    op.body = std::move(body);
    return op;
}

Bytes one(const Op& op) {
    return encode_batch({&op, 1});
}

std::string refusal(BytesView bytes) {
    const auto decoded = decode_batch(bytes);
    return decoded ? std::string("accepted") : std::string(error_name(decoded.error().code));
}

}  // namespace

TEST_CASE("an empty batch is a batch") {
    const auto decoded = decode_batch("");
    REQUIRE(decoded);
    CHECK(decoded->empty());
}

TEST_CASE("a body of a newer version comes out as Unknown, with its ids") {
    Bytes bytes;
    pbf::Writer writer(bytes);
    const std::vector<std::uint64_t> actors{7};
    writer.add_packed_fixed64(pbf::batch::kActors, actors.begin(), actors.end());
    {
        pbf::Writer op(writer, pbf::batch::kOps);
        op.add_uint32(pbf::op::kCounter, 3);
        op.add_uint64(pbf::op::kLamport, 9);
        op.add_uint32(pbf::op::kSpan, 4);
        op.add_message(99, "later", 5);
    }
    const auto decoded = decode_batch(bytes);
    REQUIRE(decoded);
    REQUIRE(decoded->size() == 1);
    CHECK(decoded->front().id == Id{ActorId{7}, 3});
    CHECK(decoded->front().span == 4);
    CHECK(std::holds_alternative<Unknown>(decoded->front().body));
}

TEST_CASE("unknown fields inside known ops are passed over") {
    const Op op = op_with(InsertText{{ActorId{1}, 1}, kNullId, kNullId, "é"});
    Bytes bytes = one(op);
    pbf::Writer writer(bytes);
    writer.add_string(77, "a field of tomorrow");
    const auto decoded = decode_batch(bytes);
    REQUIRE(decoded);
    CHECK(decoded->front() == op);
}

TEST_CASE("text that is not UTF-8 is refused as such") {
    CHECK(refusal(one(op_with(AddItem{ItemKind::Card, CardKind::Need, {}, "", "x"}))) == "accepted");
    Bytes bytes = one(op_with(AddItem{ItemKind::Card, CardKind::Need, {}, "", "QQ"}));
    bytes.replace(bytes.find("QQ"), 2, "\xc3\x28");
    CHECK(refusal(bytes) == "bad_text");
    bytes.replace(bytes.find("\xc3\x28"), 2, "\xed\xa0");
    CHECK(refusal(bytes) == "bad_text");
}

TEST_CASE("what has only default values keeps its kind") {
    const Id item{ActorId{1}, 1};
    for (const OpBody& body : {OpBody(SetRegister{item, Placement{}}), OpBody(SetRegister{item, Removed{false}}),
                               OpBody(SetRegister{item, Organisation{}}), OpBody(SetRegister{kNullId, Title{}}),
                               OpBody(SetRegister{item, CardKind::None}), OpBody(DeleteText{}), OpBody(RemoveLink{}),
                               OpBody(LeaveThread{}), OpBody(JoinThread{}), OpBody(AddLink{}), OpBody(CastBallot{}),
                               OpBody(Void{}), OpBody(PurgeText{}), OpBody(AddItem{})}) {
        const Op op = op_with(body);
        const auto decoded = decode_batch(one(op));
        INFO("body " << body.index());
        REQUIRE(decoded);
        CHECK(decoded->front() == op);
    }
}

TEST_CASE("ids, spans and times out of range are malformed") {
    Op op = op_with(InsertText{{ActorId{1}, 1}, kNullId, kNullId, "abc"});
    op.span = 2;
    CHECK(refusal(one(op)) == "malformed");
    op = op_with(SetRegister{{ActorId{1}, 1}, Removed{true}});
    op.id.counter = 0;
    CHECK(refusal(one(op)) == "malformed");
    op.id.counter = limits::kCounterMax;
    CHECK(refusal(one(op)) == "accepted");
    op.span = 2;
    CHECK(refusal(one(op)) == "malformed");
    op.span = 1;
    op.lamport = limits::kLamportMax + 1;
    CHECK(refusal(one(op)) == "malformed");
    op = op_with(SetRegister{{ActorId{1}, 1}, Removed{true}});
    op.id.actor = ActorId{0};
    CHECK(refusal(one(op)) == "malformed");
}

TEST_CASE("a source or a tag that names nothing is malformed") {
    Bytes bytes;
    pbf::Writer writer(bytes);
    const std::vector<std::uint64_t> actors{7};
    writer.add_packed_fixed64(pbf::batch::kActors, actors.begin(), actors.end());
    const auto with_nothing = [](pbf::Tag body, auto&& fill) {
        Bytes op;
        pbf::Writer op_writer(op);
        op_writer.add_uint32(pbf::op::kCounter, 1);
        op_writer.add_uint64(pbf::op::kLamport, 1);
        pbf::write_message(op_writer, body, fill);
        return op;
    };
    Bytes of_source = bytes;
    pbf::Writer(of_source).add_message(pbf::batch::kOps, with_nothing(pbf::op::kAddItem, [](pbf::Writer& add) {
                                           add.add_enum(pbf::add_item::kKind, 1);
                                           pbf::write_message(
                                               add, pbf::add_item::kDerivation, [](pbf::Writer& derivation) {
                                                   derivation.add_enum(pbf::derivation::kHow, 3);
                                                   derivation.add_enum(pbf::derivation::kVotes, 1);
                                                   derivation.add_message(pbf::derivation::kSources, Bytes());
                                               });
                                       }));
    CHECK(refusal(of_source) == "malformed");
    Bytes of_tag = bytes;
    pbf::Writer(of_tag).add_message(pbf::batch::kOps, with_nothing(pbf::op::kRemoveLink, [](pbf::Writer& remove) {
                                        remove.add_message(pbf::tags::kTags, Bytes());
                                    }));
    CHECK(refusal(of_tag) == "malformed");
}

TEST_CASE("[M10] a derivation without sources is none, however it was made") {
    AddItem card;
    card.kind = ItemKind::Card;
    card.derivation = {DerivedBy::Split, VoteRule::Reset, {kNullId}};  // a null id is not written
    const auto decoded = decode_batch(one(op_with(card)));
    REQUIRE(decoded);
    CHECK(std::get<AddItem>(decoded->front().body).derivation == Derivation{});
    CHECK(decode_batch(one(decoded->front())).value() == *decoded);
}

TEST_CASE("more ranges or tags than one op may name are too large") {
    DeleteText erase{{ActorId{1}, 1}, {}};
    RemoveLink unlink;
    for (std::uint32_t i = 0; i <= limits::kOpRangesMax; ++i) {
        erase.ranges.push_back({{ActorId{1}, 2 * i + 2}, 1});
        unlink.tags.push_back({ActorId{1}, i + 1});
    }
    CHECK(refusal(one(op_with(erase))) == "too_large");
    CHECK(refusal(one(op_with(unlink))) == "too_large");
    erase.ranges.pop_back();
    unlink.tags.pop_back();
    CHECK(refusal(one(op_with(erase))) == "accepted");
    CHECK(refusal(one(op_with(unlink))) == "accepted");
}

#ifndef __wasm__
TEST_CASE("bytes cut short or changed never do more than fail") {
    const Op op =
        op_with(AddItem{ItemKind::Card, CardKind::Story, {{ActorId{3}, 8}, "a0V", -7, 9}, "Cerema", "Récit 🌱"});
    const Bytes bytes = one(op);
    std::size_t failed = 0;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        failed += decode_batch(BytesView(bytes).substr(0, cut)) ? 0U : 1U;
        for (int bit = 0; bit < 8; ++bit) {
            Bytes damaged = bytes;
            damaged[cut] = static_cast<char>(damaged[cut] ^ (1 << bit));
            failed += decode_batch(damaged) ? 0U : 1U;
        }
    }
    CHECK(failed > bytes.size());
}
#endif

}  // namespace atelier::board
