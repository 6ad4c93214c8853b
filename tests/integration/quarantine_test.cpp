// SPDX-License-Identifier: MIT
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

TEST_CASE("a board that cannot be read is refused with a reason, never shown empty, and the others are served") {
    const test::Instance instance;
    boost::asio::io_context context;
    test::Address address;
    address.board = instance.board();
    {
        test::ServerProcess server(instance.data());
        address.port = server.port();
        test::WsClient writer(context, address, instance.token(), 1);
        writer.connect();
        REQUIRE(run_until(context, [&] { return writer.is_live(); }));
        REQUIRE(writer.session().add_card(board::CardKind::Need, "carte"));
        writer.pump();
        REQUIRE(run_until(context, [&] { return writer.session().pending_ops() == 0; }));
        writer.disconnect();
        server.terminate();
        CHECK(server.wait() == 0);
    }
    instance.spoil(instance.board());

    test::ServerProcess server(instance.data());
    REQUIRE(server.port() != 0);
    address.port = server.port();
    for (std::uint64_t visit = 0; visit < 2; ++visit) {
        test::WsClient reader(context, address, instance.token(), 2 + visit);
        reader.connect();
        REQUIRE(run_until(context, [&] { return reader.close_code().has_value(); }));
        CHECK(reader.close_code() == 1008);
        CHECK(reader.session().link() == client::Link::Refused);
        const auto changes = reader.session().take_changes();
        REQUIRE(changes.refusals.size() == 1);
        CHECK(changes.refusals[0].reason == ErrorCode::Corrupt);
        CHECK_FALSE(changes.refusals[0].message.empty());
    }
    test::Address healthy = address;
    healthy.board = instance.other_board();
    test::WsClient other(context, healthy, instance.token(), 9);
    other.connect();
    REQUIRE(run_until(context, [&] { return other.is_live(); }));
    REQUIRE(other.session().add_card(board::CardKind::Need, "ici tout va bien"));
    other.pump();
    CHECK(run_until(context, [&] { return other.session().pending_ops() == 0; }));
}
