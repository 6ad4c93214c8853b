// Who sends without end, over a connection that was let in or not: what comes of it is bounded, and two honest people on the
// same board do not notice. Single faults are in refusal_test.cpp and websocket_test.cpp, who writes too fast in
// pace_test.cpp, who only takes their time in patient_test.cpp, who comes in crowds in crowd_test.cpp.
// SPDX-License-Identifier: MIT
#include <chrono>
#include <optional>
#include <string>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "server/base/random.h"
#include "server/board/codec.h"
#include "tests/integration/honest_pair.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

constexpr int kExchanges = 40;
constexpr std::size_t kFloodBytes = 256UL * 1024;  // sent at a time, when the server takes them

// `unit` over and over, for a flood to be cut from anywhere.
Bytes repeat(const Bytes& unit) {
    Bytes bytes;
    while (bytes.size() < kFloodBytes) {
        bytes += unit;
    }
    return bytes;
}

// Sends the same bytes without end, as much as the kernel takes each time.
class Flood {
public:
    Flood(test::RawSocket& through, Bytes what) : socket_(through), bytes_(std::move(what)) {}

    void go_on() {
        const std::size_t sent = socket_.send_some(BytesView(bytes_).substr(at_));
        at_ = (at_ + sent) % bytes_.size();
        sent_ += sent;
    }
    std::size_t sent() const noexcept { return sent_; }

private:
    test::RawSocket& socket_;
    Bytes bytes_;
    std::size_t at_ = 0;
    std::size_t sent_ = 0;
};

Bytes noise(std::uint64_t seed, std::size_t size) {
    SeededRandom random(seed);
    Bytes bytes;
    while (bytes.size() < size) {
        bytes.push_back(static_cast<char>(random.below(256)));
    }
    return bytes;
}

Bytes presence() {
    v1::Frame frame;
    frame.mutable_presence()->add_people()->set_name("Ada");
    return test::client_frame(0x82, frame.SerializeAsString());
}

// The Welcome among what has arrived.
std::optional<v1::Welcome> welcome_of(test::RawSocket& peer) {
    peer.read();
    for (const Bytes& message : peer.messages()) {
        v1::Frame frame;
        if (frame.ParseFromString(message) && frame.has_welcome()) {
            return frame.welcome();
        }
    }
    return std::nullopt;
}

Bytes first_card_of(ActorId actor) {
    board::AddItem card;
    card.card_kind = board::CardKind::Fear;
    card.placement.order = "a0V";
    card.text = "encore et encore";
    board::Op op;
    op.id = {actor, 1};
    op.lamport = 1;
    op.body = std::move(card);
    op.span = board::span_of(op.body);
    v1::Frame frame;
    frame.mutable_submit()->set_batch(board::encode_batch(std::vector<board::Op>{op}));
    return test::client_frame(0x82, frame.SerializeAsString());
}

}  // namespace

TEST_CASE("[W31] who was let in and then sends without end takes nothing from the others, nor memory from the server") {
    test::HonestPair pair;
    test::RawSocket peer = pair.connect();
    peer.send(pair.hello());
    pair.exchange_until([&] { return welcome_of(peer).has_value(); });
    Bytes before;                       // what is sent once
    Bytes what;                         // and then over and over
    std::optional<std::uint16_t> code;  // what the connection is closed with; otherwise it stays
    // By a server that reads on at the pace of people, and by the kernel. None for who is not let in any more.
    std::optional<std::size_t> taken_max = 8UL * 1024 * 1024;
    SECTION("pings") {
        what = test::client_frame(0x89, "?");
    }
    SECTION("pongs") {
        what = test::client_frame(0x8a, "");
    }
    SECTION("fragments of nothing") {
        before = test::client_frame(0x02, "a");
        what = test::client_frame(0x00, "");
    }
    SECTION("frames that say who they are") {
        what = presence();
    }
    SECTION("fragments of a letter") {
        before = test::client_frame(0x02, "a");
        what = test::client_frame(0x00, "a");
    }
    SECTION("a message of 2^62 bytes") {
        before = Bytes("\x82\xff\x40\0\0\0\0\0\0\0\0\0\0\0", 14);
        what = "x";
        code = 1009;
        taken_max.reset();
    }
    SECTION("empty messages") {
        what = test::client_frame(0x82, "");
        code = 1008;
        taken_max.reset();
    }
    SECTION("Hellos") {
        what = pair.hello();
        code = 1008;
        taken_max.reset();
    }
    SECTION("noise") {
        what = noise(1, 4096);
        code = 1002;
        taken_max.reset();
    }
    const std::size_t memory = pair.server.resident_bytes();
    peer.send(before);
    Flood flood(peer, repeat(what));
    for (int i = 0; i < kExchanges; ++i) {
        pair.exchange([&] {
            flood.go_on();
            peer.read();
        });
    }
    CHECK(pair.server.resident_bytes() < memory + test::kGrowthMax);
    if (taken_max) {
        CHECK(flood.sent() < *taken_max);
        CHECK(peer.arrived().size() < 64UL * 1024);  // answers to so many, too
    }
    CHECK(peer.close_code() == code);
    pair.let_in_another();
}

TEST_CASE("requests that do not wait for answers are answered a hundred a second, and others in between") {
    test::HonestPair pair;
    test::RawSocket peer(pair.server.port());
    const std::size_t memory = pair.server.resident_bytes();
    const auto since = std::chrono::steady_clock::now();
    Flood flood(peer, repeat("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
    for (int i = 0; i < kExchanges; ++i) {
        pair.exchange([&] {
            flood.go_on();
            peer.read();
        });
    }
    std::size_t answers = 0;
    for (std::size_t at = peer.arrived().find("HTTP/1.1 200"); at != Bytes::npos;
         at = peer.arrived().find("HTTP/1.1 200", at + 1)) {
        ++answers;
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - since;
    CHECK(answers > 0);
    CHECK(static_cast<double>(answers) <= 100 * passed.count() + 1);
    CHECK(pair.server.resident_bytes() < memory + test::kGrowthMax);
    pair.let_in_another();
}

TEST_CASE("[W12] the same ops again and again are taken once, and nobody gets an echo of the others") {
    test::HonestPair pair({"--ops-per-second", "100000"});
    test::RawSocket peer = pair.connect();
    peer.send(pair.hello());
    std::optional<v1::Welcome> welcome;
    pair.exchange_until([&] { return (welcome = welcome_of(peer)).has_value(); });
    const std::size_t cards = pair.ada->session().board().items().size();
    const Bytes submit = first_card_of(ActorId{welcome->actor()});
    Flood flood(peer, repeat(submit));
    const auto has_card = [&] { return pair.ben->session().board().items().size() > cards; };
    const std::uint64_t position = pair.ada->session().position().value;
    REQUIRE(test::run_until(pair.context, [&] {
        flood.go_on();
        return has_card() && flood.sent() > 1000 * submit.size();
    }));
    CHECK(pair.ada->session().position().value == position + 1);
    CHECK(pair.ben->session().board().items().size() == cards + 1);
    peer.read();
    CHECK(peer.is_open());
}
