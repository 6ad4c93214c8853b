// Everything a client can do wrong, over a real connection: it is told why, and another client does not notice.
// SPDX-License-Identifier: MIT
#include <deque>
#include <memory>
#include <optional>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "tests/support/catch.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using test::run_until;

namespace {

struct Place {
    Place() {
        address.port = server.port();
        address.board = instance.board();
        bystander = std::make_unique<test::WsClient>(context, address, instance.token(), 1);
        bystander->connect();
        REQUIRE(run_until(context, [&] { return bystander->is_live(); }));
    }

    // The other client still writes, on the connection it has had all along.
    void check_bystander() {
        REQUIRE(bystander->session().add_card(board::CardKind::Need, "toujours là"));
        bystander->pump();
        CHECK(run_until(context, [&] { return bystander->session().pending_ops() == 0; }));
        CHECK(bystander->connections() == 1);
    }

    test::Instance instance;
    test::ServerProcess server{instance.data(), {"--threads", "2"}};
    boost::asio::io_context context;
    test::Address address;
    std::unique_ptr<test::WsClient> bystander;
};

// A client that sends what it likes.
class Rude {
public:
    explicit Rude(Place& at) : place_(at) {
        test::WsLink::Events events;
        events.on_open = [this] { is_open_ = true; };
        events.on_frame = [this](BytesView bytes) {
            v1::Frame frame;
            REQUIRE(frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
            frames_.push_back(std::move(frame));
        };
        events.on_closed = [this](std::optional<std::uint16_t> code) {
            is_closed_ = true;
            code_ = code;
        };
        link_ = std::make_unique<test::WsLink>(at.context, at.address, std::move(events));
        REQUIRE(run_until(at.context, [&] { return is_open_; }));
    }

    test::WsLink& link() { return *link_; }

    v1::Hello hello(workshop::Role role = workshop::Role::Participant) const {
        v1::Hello hello;
        hello.set_version(limits::kProtocolVersion);
        hello.set_version_min(limits::kProtocolVersionMin);
        hello.set_token(place_.instance.token(role));
        hello.set_board(std::string(place_.address.board.view()));
        hello.set_language("en");
        return hello;
    }
    void say(const v1::Hello& hello) {
        v1::Frame frame;
        *frame.mutable_hello() = hello;
        link_->send(frame.SerializeAsString());
    }
    void join(workshop::Role role = workshop::Role::Participant) {
        say(hello(role));
        const v1::Frame frame = next();
        REQUIRE(frame.has_welcome());
        actor_ = ActorId{frame.welcome().actor()};
    }
    void submit(const Bytes& batch) {
        v1::Frame frame;
        frame.mutable_submit()->set_batch(batch);
        link_->send(frame.SerializeAsString());
    }
    static board::Op card_of(ActorId actor, const std::string& text) {
        board::AddItem card;
        card.card_kind = board::CardKind::Need;
        card.placement.order = "a0V";
        card.text = text;
        board::Op op;
        op.id = {actor, 1};
        op.lamport = 1;
        op.body = std::move(card);
        op.span = board::span_of(op.body);
        return op;
    }
    Bytes batch_of(const board::Op& op) const { return board::encode_batch(std::vector<board::Op>{op}); }
    ActorId actor() const { return actor_; }

    // The next frame that is not presence.
    v1::Frame next() {
        REQUIRE(run_until(place_.context, [&] {
            while (!frames_.empty() && frames_.front().has_presence()) {
                frames_.pop_front();
            }
            return !frames_.empty();
        }));
        v1::Frame frame = std::move(frames_.front());
        frames_.pop_front();
        return frame;
    }
    // The connection ends with this refusal and this code.
    void expect_end(v1::Reason reason, std::uint16_t code) {
        const v1::Frame frame = next();
        REQUIRE(frame.has_refused());
        CHECK(v1::Reason_Name(frame.refused().reason()) == v1::Reason_Name(reason));
        CHECK(frame.refused().closing());
        CHECK_FALSE(frame.refused().message().empty());
        REQUIRE(run_until(place_.context, [&] { return is_closed_; }));
        CHECK(code_ == code);
    }

private:
    Place& place_;
    bool is_open_ = false;
    bool is_closed_ = false;
    std::optional<std::uint16_t> code_;
    std::deque<v1::Frame> frames_;
    ActorId actor_;
    std::unique_ptr<test::WsLink> link_;
};

}  // namespace

TEST_CASE("[W16] what a client does wrong after it joined ends its own connection only") {
    Place place;
    Rude rude(place);
    rude.join();
    v1::Reason reason = v1::REASON_MALFORMED;
    std::uint16_t code = 1008;
    SECTION("[W3] a frame over 64 KiB") {
        rude.link().send(Bytes(limits::kClientFrameBytesMax + 1, 'x'));
        reason = v1::REASON_TOO_LARGE;
        code = 1009;
    }
    SECTION("[W3] a frame far over it") {
        rude.link().send(Bytes(3'000'000, 'x'));
        reason = v1::REASON_TOO_LARGE;
        code = 1009;
    }
    SECTION("an unknown type") {
        rude.link().send(Bytes("\xa2\x06\x00", 3));
        reason = v1::REASON_UNKNOWN_TYPE;
    }
    SECTION("garbage") {
        rude.link().send("\xff\xff\xff\xff");
    }
    SECTION("an empty frame") {
        rude.link().send("");
    }
    SECTION("text instead of bytes") {
        rude.link().send("hello", false);
    }
    SECTION("a batch that is none") {
        rude.submit("\xff\xff");
    }
    SECTION("text that is not UTF-8") {
        Bytes batch = rude.batch_of(Rude::card_of(rude.actor(), "XY"));
        batch.replace(batch.find("XY"), 2, "\xc3\x28");
        rude.submit(batch);
        reason = v1::REASON_BAD_TEXT;
    }
    SECTION("an op of another actor") {
        rude.submit(rude.batch_of(Rude::card_of(place.bystander->session().actor(), "au nom de l'autre")));
        reason = v1::REASON_NOT_YOURS;
    }
    SECTION("a second Hello") {
        rude.say(rude.hello());
    }
    rude.expect_end(reason, code);
    place.check_bystander();
}

TEST_CASE("[W7] who may not come in is told why") {
    Place place;
    Rude rude(place);
    v1::Hello hello = rude.hello();
    v1::Reason reason = v1::REASON_BAD_TOKEN;
    SECTION("a token that is none") {
        hello.set_token("x");
    }
    SECTION("a token signed by somebody else") {
        workshop::Capability capability;
        capability.role = workshop::Role::Facilitator;
        capability.atelier = "eau";
        capability.expires_ms = INT64_MAX;
        hello.set_token(workshop::sign_capability(capability, workshop::make_server_key()));
    }
    SECTION("a token for another board") {
        workshop::Capability capability;
        capability.role = workshop::Role::Facilitator;
        capability.board = place.instance.other_board();
        capability.expires_ms = INT64_MAX;
        hello.set_token(place.instance.sign(capability));
    }
    SECTION("an expired token") {
        hello.set_token(place.instance.token(workshop::Role::Participant, -1));
        reason = v1::REASON_EXPIRED_TOKEN;
    }
    SECTION("a Hello for another board than its address") {
        hello.set_board(std::string(place.instance.other_board().view()));
    }
    SECTION("[W6] a client that is too old") {
        hello.set_version(0);
        hello.set_version_min(0);
        reason = v1::REASON_VERSION_TOO_OLD;
    }
    rude.say(hello);
    rude.expect_end(reason, 1008);
    place.check_bystander();
}

TEST_CASE("[W5] who says something else first is refused") {
    Place place;
    Rude rude(place);
    rude.submit(rude.batch_of(Rude::card_of(ActorId{1}, "d'abord")));
    rude.expect_end(v1::REASON_MALFORMED, 1008);
    place.check_bystander();
}

TEST_CASE("[W5] who says nothing is refused after 10 s") {
    Place place;
    Rude rude(place);
    rude.expect_end(v1::REASON_MALFORMED, 1008);
    place.check_bystander();
}

TEST_CASE("[W16] an observer that writes is refused for good") {
    Place place;
    Rude rude(place);
    rude.join(workshop::Role::Observer);
    rude.submit(rude.batch_of(Rude::card_of(rude.actor(), "je ne devrais pas")));
    rude.expect_end(v1::REASON_NOT_ALLOWED, 1008);
    place.check_bystander();
}

TEST_CASE("[W14] an op for an item that does not exist is refused alone, and its author goes on") {
    Place place;
    Rude rude(place);
    rude.join();
    board::SetRegister removal;
    removal.item = {ActorId{4711}, 9};
    removal.value = board::Removed{true};
    board::Op op;
    op.id = {rude.actor(), 1};
    op.lamport = 1;
    op.body = removal;
    rude.submit(rude.batch_of(op));
    const v1::Frame refused = rude.next();
    REQUIRE(refused.has_refused());
    CHECK(refused.refused().reason() == v1::REASON_UNKNOWN_ITEM);
    CHECK(refused.refused().counter() == 1);
    CHECK_FALSE(refused.refused().closing());
    CHECK(rude.next().has_committed());  // the Void
    board::Op card = Rude::card_of(rude.actor(), "suite");
    card.id.counter = 2;
    card.lamport = 9;
    rude.submit(rude.batch_of(card));
    CHECK(rude.next().has_committed());
    place.check_bystander();
}

TEST_CASE("[W21] who takes nothing from the server does not hold up the others") {
    Place place;
    Rude deaf(place);
    deaf.join();
    deaf.link().stop_reading();
    const std::string text(15'000, 'x');
    for (int i = 0; i < 40; ++i) {
        REQUIRE(place.bystander->session().add_card(board::CardKind::Story, text));
        place.bystander->pump();
    }
    CHECK(run_until(place.context, [&] { return place.bystander->session().pending_ops() == 0; }));
    place.check_bystander();
}
