// What a page should not ask for, through the functions that the browser calls: a typed refusal, nothing sent, nothing
// half-done. Natively the functions are the same as in wasm.
// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/base/protozero.h"
#include "server/board/codec.h"
#include "server/client/client_session.h"
#include "server/client/columns.h"
#include "server/client/wasm_abi.h"
#include "tests/support/catch.h"
#include "tests/support/fake_server.h"

namespace atelier::testing {
namespace {

using board::CardKind;

std::uint32_t give(std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::copy(bytes.begin(), bytes.end(), atelier_input(size));
    return size;
}

Bytes output() {
    return {reinterpret_cast<const char*>(atelier_output()), atelier_output_size()};
}

std::string said(std::int32_t result) {
    return result >= 0 ? "accepted" : std::string(error_name(static_cast<ErrorCode>(-result)));
}

// A page that has joined a board with two cards and a thread, all its own and acknowledged.
struct Page {
    Page() {
        REQUIRE(client_open(give(std::string(32, '0') + "\x1ftoken\x1f"
                                                        "fr\x1f\x1f\x1f"),
                            1, 2) == 0);
        server.connections.push_back(&connection);
        client_connected();
        settle();
        card = static_cast<std::uint32_t>(client_add_card(3, give("frein")));
        other = static_cast<std::uint32_t>(client_add_card(1, give("besoin")));
        thread = static_cast<std::uint32_t>(client_add_thread(give("fil")));
        settle();
    }
    void settle() {
        while (true) {
            if (const std::uint32_t version = client_take_save()) {
                client_saved(version);
            }
            if (client_next_frame() == 1) {
                server.on_frame(connection, output());
            } else if (connection.to_client.empty()) {
                return;
            }
            for (; !connection.to_client.empty(); connection.to_client.pop_front()) {
                REQUIRE(client_frame(give(connection.to_client.front())) == 0);
            }
        }
    }
    std::string text(std::uint32_t item) {
        REQUIRE(client_text(item) == 0);
        return output();
    }

    FakeServer server;
    FakeServer::Connection connection;
    std::uint32_t card = 0;
    std::uint32_t other = 0;
    std::uint32_t thread = 0;
};

}  // namespace

TEST_CASE("gestures that mean nothing are refused by the functions of the page, with a reason, and nothing is sent") {
    Page page;
    const std::size_t before = page.server.position();
    constexpr std::uint32_t kMax = std::numeric_limits<std::uint32_t>::max();
    const std::string page_of_text(100'000, 'x');
    CHECK(said(client_add_card(0, give("x"))) == "wrong_kind");
    CHECK(said(client_add_card(6, give("x"))) == "unknown_type");
    CHECK(said(client_add_card(259, give("x"))) == "unknown_type");  // not 3, as its lowest byte
    CHECK(said(client_add_card(kMax, give("x"))) == "unknown_type");
    CHECK(said(client_add_card(3, give(page_of_text))) == "too_large");
    CHECK(said(client_add_card(3, give(std::string("a\0b", 3)))) == "bad_text");
    CHECK(said(client_add_card(3, give("\xed\xa0\x80"))) == "bad_text");
    CHECK(said(client_add_thread(give("\x7f"))) == "bad_text");
    CHECK(said(client_edit(page.card, 0, 0, give(page_of_text))) == "too_large");
    CHECK(said(client_edit(page.card, 0, 5, give("\x1b[0m"))) == "bad_text");
    CHECK(page.text(page.card) == "frein");  // not deleted for a text that cannot take its place
    for (const std::uint32_t nothing : {0U, 77U, kMax}) {
        CHECK(said(client_edit(nothing, 0, 0, give("x"))) == "unknown_item");
        CHECK(said(client_move(nothing, 3, 0)) == "unknown_item");
        CHECK(said(client_place(nothing, 1, 1)) == "unknown_item");
        CHECK(said(client_set_removed(nothing, 1)) == "unknown_item");
        CHECK(said(client_add_link(page.card, nothing, 1)) == "unknown_item");
        CHECK(said(client_join_thread(nothing, page.card)) == "unknown_item");
        CHECK(said(client_vote(nothing, 1, 0, 0, 0)) == "unknown_item");
        CHECK(said(client_text(nothing)) == "unknown_item");
    }
    CHECK(said(client_move(page.thread, 3, 0)) == "wrong_kind");
    CHECK(said(client_move(page.card, 262, 0)) == "unknown_type");
    CHECK(said(client_place(page.thread, 1, 1)) == "wrong_kind");
    CHECK(said(client_place(page.card, std::numeric_limits<std::int32_t>::min(), 0)) == "too_large");
    CHECK(said(client_add_link(page.card, page.card, 1)) == "wrong_kind");
    CHECK(said(client_add_link(page.card, page.other, 0)) == "wrong_kind");
    CHECK(said(client_add_link(page.card, page.other, 257)) == "unknown_type");
    CHECK(said(client_join_thread(page.thread, page.thread)) == "wrong_kind");
    CHECK(said(client_vote(page.card, 101, 0, 1, 0)) == "wrong_kind");
    CHECK(said(client_vote(page.card, std::numeric_limits<std::int32_t>::min(), 0, 0, 0)) == "wrong_kind");
    // Handles in words: what is no number names nothing.
    const auto derive = [](std::uint32_t how, std::uint32_t votes, const std::string& sources) {
        return said(client_derive(how, votes,
                                  give(sources + "\x1f"
                                                 "un texte")));
    };
    CHECK(derive(3, 1, "") == "unknown_item");
    CHECK(derive(3, 1, "1.") == "unknown_item");
    CHECK(derive(3, 1, "4294967297") == "unknown_item");  // 2^32 + 1
    CHECK(derive(1, 1, "1,1") == "wrong_kind");
    CHECK(derive(0, 1, "1") == "unknown_type");
    CHECK(derive(259, 1, "1") == "unknown_type");
    CHECK(derive(3, 0, "1") == "unknown_type");
    CHECK(derive(3, 258, "1") == "unknown_type");
    // Nothing to take away is no error, and no op.
    CHECK(said(client_remove_link(page.card, page.other, 9)) == "accepted");
    CHECK(said(client_leave_thread(page.thread, 77)) == "accepted");
    page.settle();
    CHECK(page.server.position() == before);
}

TEST_CASE("positions beyond the text mean its end, and times that are none do no harm") {
    Page page;
    constexpr std::uint32_t kMax = std::numeric_limits<std::uint32_t>::max();
    CHECK(client_edit(page.card, kMax, kMax, give("s")) == 0);
    CHECK(page.text(page.card) == "freins");
    CHECK(client_edit(page.card, 5, kMax, give("é")) == 0);
    CHECK(page.text(page.card) == "freiné");
    for (const double time : {std::nan(""), HUGE_VAL, -HUGE_VAL, -1.0, 1e300, 9'007'199'254'740'992.0}) {
        client_time(time);
        CHECK(client_edit(page.card, 0, 0, give("x")) == 0);
    }
    CHECK(client_undo() > 0);
    page.settle();
    CHECK(page.text(page.card) == page.server.board().find({page.connection.actor, 1})->text.str());
}

TEST_CASE("a page opened again in one instance begins with no handles of the page before") {
    Page page;
    CHECK(client_text(page.card) == 0);
    REQUIRE(client_open(give(std::string(32, '0') + "\x1ftoken\x1f"
                                                    "fr\x1f\x1f\x1f"),
                        1, 2) == 0);
    CHECK(said(client_text(page.card)) == "unknown_item");
    CHECK(said(client_open(give("no board"), 1, 2)) == "malformed");
}

TEST_CASE("an arrow drawn more often than one op can name is taken away whole") {
    FakeServer server;
    FakeDevice anne(server, 1);
    anne.connect();
    const board::Id one = anne.session().add_card(CardKind::Need, "un").value();
    const board::Id two = anne.session().add_card(CardKind::Fear, "deux").value();
    for (std::size_t i = 0; i < limits::kOpRangesMax + 1; ++i) {
        REQUIRE(anne.session().add_link(one, two, board::Verb::Blocks));
    }
    anne.settle();
    REQUIRE(anne.session().remove_link(one, two, board::Verb::Blocks));
    CHECK(anne.session().pending_ops() == 2);
    anne.settle();
    CHECK(anne.session().pending_ops() == 0);
    CHECK(anne.refusals.empty());
    CHECK(server.board().links().live_tags(one).empty());
}

TEST_CASE("[W3] taking away what thousands of people drew fits into the frames that a client may send") {
    FakeServer server;
    FakeDevice anne(server, 1);
    anne.connect();
    const board::Id one = anne.session().add_card(CardKind::Need, "un").value();
    const board::Id two = anne.session().add_card(CardKind::Fear, "deux").value();
    anne.settle();
    constexpr std::uint64_t kPeople = 3000;
    for (std::uint64_t i = 0; i < kPeople; ++i) {
        FakeServer::Connection person;
        person.actor = ActorId{0xffff'0000'0000'0000 + i};
        const board::Op op{
            {person.actor, 1}, server.board().lamport() + 1, 1, board::AddLink{one, two, board::Verb::Blocks}};
        server.on_frame(person, client::encode_submit(board::encode_batch({&op, 1})));
    }
    anne.settle();
    REQUIRE(anne.session().remove_link(one, two, board::Verb::Blocks));
    anne.save();
    std::size_t frames = 0;
    while (const auto frame = anne.session().next_frame()) {
        CHECK(frame->size() <= limits::kClientFrameBytesMax);
        ++frames;
    }
    CHECK(frames >= 2);
}

TEST_CASE("a rank that leaves no room at the end of its column is no reason to refuse a card") {
    FakeServer server;
    FakeDevice anne(server, 1);
    FakeDevice bob(server, 2);
    anne.connect();
    bob.connect();
    const board::Id card = anne.session().add_card(CardKind::Need, "un").value();
    anne.settle();
    // As far back as a rank can be, and out of sight.
    const auto by_a_liar = [&](std::uint32_t counter, board::RegisterValue value) {
        return board::Op{
            {ActorId{9}, counter}, server.board().lamport() + 1, 1, board::SetRegister{card, std::move(value)}};
    };
    FakeServer::Connection liar;
    liar.actor = ActorId{9};
    const board::Op pushed =
        by_a_liar(1, board::Placement{board::kNullId, std::string(limits::kOrderBytesMax, 'z'), 0, 0});
    REQUIRE(server.board().check(pushed));
    server.on_frame(liar, client::encode_submit(board::encode_batch({&pushed, 1})));
    const board::Op hidden = by_a_liar(2, board::Removed{true});
    server.on_frame(liar, client::encode_submit(board::encode_batch({&hidden, 1})));
    bob.settle();
    const board::Id behind = bob.session().add_card(CardKind::Need, "deux").value();
    REQUIRE(bob.session().set_removed(card, false));
    bob.settle();
    anne.settle();
    const auto column = client::column(anne.session().board(), CardKind::Need);
    REQUIRE(column.size() == 2);
    CHECK(column[0]->id == card);
    CHECK(column[1]->id == behind);
    CHECK(bob.refusals.empty());
    CHECK(anne.session().board().hash() == server.board().hash());
}

TEST_CASE("[M2] where logical time ends, gestures are refused whole and nothing is deleted for what cannot follow") {
    FakeServer server;
    FakeDevice anne(server, 1);
    anne.connect();
    const board::Id card = anne.session().add_card(CardKind::Need, "frein").value();
    anne.settle();
    // A server that did not hold its bound.
    const board::Op far{{ActorId{9}, 1}, limits::kLamportMax - 1, 1, board::SetRegister{card, CardKind::Fear}};
    Bytes commit;
    {
        protozero::pbf_writer frame(commit);
        protozero::pbf_writer committed(frame, 9);
        protozero::pbf_writer entry(committed, 1);
        entry.add_uint64(1, anne.session().position().value + 1);
        entry.add_bytes(3, board::encode_batch({&far, 1}));
    }
    REQUIRE(anne.session().on_frame(commit));
    CHECK(anne.session().edit_text(card, 0, 5, "besoin").error().code == ErrorCode::TooMany);
    CHECK(anne.text(card) == "frein");
    CHECK(anne.session().move_card(card, CardKind::Need, board::kNullId).error().code == ErrorCode::TooMany);
    CHECK(anne.session().undo().error().code == ErrorCode::TooMany);
    CHECK(anne.session().pending_ops() == 0);
}

}  // namespace atelier::testing
