// SPDX-License-Identifier: MIT
#include "server/client/view.h"

#include <string>

#include "server/client/json.h"
#include "tests/support/catch.h"
#include "tests/support/fake_server.h"

namespace atelier::client {

TEST_CASE("JSON is well-formed whatever the text") {
    JsonWriter json;
    json.open('{').key("a").open('[').value(std::int64_t{-1}).value(true).null().close(']');
    json.key("t").value(std::string_view("\"\\\n\x01é")).key("o").open('{').close('}').close('}');
    CHECK(json.text() == R"({"a":[-1,true,null],"t":"\"\\\u000a\u0001é","o":{}})");
}

TEST_CASE("changes are told once, by handles that stay") {
    testing::FakeServer server;
    testing::FakeDevice device(server, 1);
    Handles handles;
    device.connect();
    device.session().take_changes();
    const board::Id card = device.session().add_card(board::CardKind::Barrier, "frein").value();
    const std::string first = changes_json(device.session(), handles);
    CHECK(first.find(R"("h":1,)") != std::string::npos);
    CHECK(first.find(R"("kind":2,"text":"frein")") != std::string::npos);
    CHECK(first.find(R"("mark":0)") != std::string::npos);
    CHECK(first.find(R"("pendingItems":1)") != std::string::npos);
    CHECK(changes_json(device.session(), handles).empty());
    device.save();
    device.send();
    device.receive();
    const std::string kept = changes_json(device.session(), handles);
    CHECK(kept.find(R"("mark":2)") != std::string::npos);
    CHECK(kept.find(R"("pendingItems":0)") != std::string::npos);
    CHECK(handles.item(1) == card);
    CHECK(handles.item(0).is_null());
    CHECK(handles.item(99).is_null());
}

TEST_CASE("[M10] a derived card says what it was made from and how votes count, an original what stands in its place") {
    testing::FakeServer server;
    testing::FakeDevice device(server, 1);
    Handles handles;
    device.connect();
    auto& session = device.session();
    const board::Id one = session.add_card(board::CardKind::Need, "un").value();
    const board::Id two = session.add_card(board::CardKind::Need, "deux").value();
    CHECK(handles.of(one) == 1);
    CHECK(handles.of(two) == 2);
    REQUIRE(session.vote(two, 1));
    const board::Derivation merge{board::DerivedBy::Merge, board::VoteRule::Union, {one, two}};
    const board::Id merged = session.derive(merge, {"trois"}).value();
    const std::string told = changes_json(session, handles);
    CHECK(handles.of(merged) == 3);
    CHECK(told.find(R"("votes":[0,1],"derived":{"how":"merge","votes":"union","from":[1,2]}})") != std::string::npos);
    CHECK(told.find(R"("folded":[3])") != std::string::npos);
    REQUIRE(session.set_removed(merged, true));
    CHECK(changes_json(session, handles).find("folded") == std::string::npos);
    const board::Derivation reset{board::DerivedBy::Reword, board::VoteRule::Reset, {one}};
    REQUIRE(session.derive(reset, {"mieux dit"}));
    CHECK(changes_json(session, handles).find(R"("how":"reword","votes":"reset")") != std::string::npos);
}

TEST_CASE("a link shows once however often it was added, and both its ends are told") {
    testing::FakeServer server;
    testing::FakeDevice device(server, 1);
    Handles handles;
    device.connect();
    ClientSession& session = device.session();
    const board::Id a = session.add_card(board::CardKind::Need, "a").value();
    const board::Id b = session.add_card(board::CardKind::Need, "b").value();
    changes_json(session, handles);
    REQUIRE(session.add_link(a, b, board::Verb::Causes));
    REQUIRE(session.add_link(a, b, board::Verb::Causes));
    const std::string json = changes_json(session, handles);
    CHECK(json.find(R"("links":[{"to":2,"verb":3}])") != std::string::npos);
    CHECK(json.find(R"("h":2)") != std::string::npos);
}

}  // namespace atelier::client
