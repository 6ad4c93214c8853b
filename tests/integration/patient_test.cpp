// Who takes their time: a byte a second, half a Hello, a phone that sleeps, a reader that does not read. Each holds a connection
// for as long as its deadline says and no longer; two honest people on the same board do not notice.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "tests/integration/honest_pair.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

// Says its bytes one at a time, one a second.
class Drip {
public:
    Drip(test::RawSocket through, Bytes what) : socket(std::move(through)), bytes_(std::move(what)) {}

    void go_on() {
        const auto now = std::chrono::steady_clock::now();
        if (now >= next_ && sent_ < bytes_.size()) {
            sent_ += socket.send_some(BytesView(bytes_).substr(sent_, 1));
            next_ = now + std::chrono::seconds(1);
        }
        socket.read();
    }

    test::RawSocket socket;

private:
    Bytes bytes_;
    std::size_t sent_ = 0;
    std::chrono::steady_clock::time_point next_;
};

bool has_message(const test::RawSocket& peer, v1::Frame::KindCase kind) {
    const std::vector<Bytes> messages = peer.messages();
    return std::any_of(messages.begin(), messages.end(), [&](const Bytes& message) {
        v1::Frame frame;
        return frame.ParseFromString(message) && frame.kind_case() == kind;
    });
}

// So much written on the board that who does not read is behind by more than the server and the kernel keep for anyone.
void write_much(test::HonestPair& pair) {
    const std::string text(15'000, 'x');
    constexpr int kCards = 600;
    for (int i = 0; i < kCards; ++i) {
        REQUIRE(pair.ada->session().add_card(board::CardKind::Story, text));
        if (i % 100 == 0) {
            REQUIRE(test::run_until_settled(pair.context, {pair.ada.get()}));
        }
    }
    REQUIRE(test::run_until_settled(pair.context, {pair.ada.get()}));
    REQUIRE(test::run_until(pair.context,
                            [&] { return pair.ben->session().position() == pair.ada->session().position(); }));
}

}  // namespace

TEST_CASE("[W21] a reader that stops is sent away once it is 2 MB behind, and hears of it when it reads again") {
    test::HonestPair pair({"--ops-per-second", "100000"});
    test::RawSocket peer = pair.connect(4096);
    peer.send(pair.hello());
    REQUIRE(test::run_until(pair.context, [&] {
        peer.read();
        return has_message(peer, v1::Frame::kWelcome);
    }));
    write_much(pair);
    CHECK(pair.ada->connections() == 1);
    CHECK(pair.ben->connections() == 1);
    CHECK(pair.metrics()["atelier_members_overrun_total"] == 1);
    CHECK(pair.metrics()["atelier_members{role=\"participant\"}"] == 2);
    REQUIRE(test::run_until(pair.context, [&] {
        peer.read();
        return peer.close_code().has_value();
    }));
    CHECK(peer.close_code() == 1013);
    CHECK(has_message(peer, v1::Frame::kNotice));
}

TEST_CASE("[W5] whoever takes their time is let go when it is over, and nobody else notices") {
    test::HonestPair pair;
    const Bytes upgrade = test::upgrade_request(pair.address.board);
    const Bytes body = "POST /api/v1/boards/" + pair.address.board.text() +
                       "/sync HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
    std::vector<Drip> unheard;  // they never get as far as to be answered
    unheard.emplace_back(test::RawSocket(pair.server.port()), "");
    unheard.emplace_back(test::RawSocket(pair.server.port()), upgrade);
    unheard.emplace_back(test::RawSocket(pair.server.port()), "GET / HTTP/1.1\r\nX: " + Bytes(1000, 'x'));
    unheard.emplace_back(test::RawSocket(pair.server.port()), Bytes(1000, 'x'));
    unheard.back().socket.send(body);
    Drip half_a_hello(pair.connect(), pair.hello());
    Drip half_a_header(pair.connect(), Bytes("\x82\xff\0\0", 4));
    test::RawSocket asleep = pair.connect();  // answers no ping
    asleep.send(pair.hello());
    pair.exchange_until([&] {
        for (Drip& drip : unheard) {
            drip.go_on();
        }
        half_a_hello.go_on();
        half_a_header.go_on();
        asleep.read();
        return !asleep.is_open();
    });
    for (const Drip& drip : unheard) {
        CHECK_FALSE(drip.socket.is_open());
        CHECK(drip.socket.arrived().empty());
    }
    CHECK(half_a_hello.socket.close_code() == 1008);
    CHECK(half_a_header.socket.close_code() == 1008);
    CHECK_FALSE(half_a_hello.socket.is_open());
    CHECK(has_message(asleep, v1::Frame::kWelcome));
    CHECK(pair.metrics()["atelier_connections"] == 2);
}
