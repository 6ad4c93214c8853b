// SPDX-License-Identifier: MIT
#include "server/room/member_session.h"

#include "server/base/limits.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

using namespace atelier;
using namespace atelier::room;

TEST_CASE("[W5] the first frame is Hello and no other is") {
    TestWorld world;
    TestMember member(world);
    v1::Frame frame;
    SECTION("anything else first") {
        frame.mutable_presence();
        member.send(frame);
    }
    SECTION("nothing within 10 s") {
        member.session.on_hello_timeout();
    }
    SECTION("a second Hello") {
        member.join();
        member.say(member.hello());
    }
    const v1::Refused refused = member.refused();
    CHECK(refused.reason() == v1::REASON_MALFORMED);
    CHECK(refused.closing());
    CHECK(member.session.closing() == CloseCode::RefusedForGood);
    CHECK(world.room->member_count() == 0);
}

TEST_CASE("[W5] the time for a Hello does not matter to who has said it") {
    TestWorld world;
    TestMember member(world);
    member.join();
    member.session.on_hello_timeout();
    CHECK_FALSE(member.session.closing());
}

TEST_CASE("[W3] a frame over 65,536 bytes ends the connection with 1009, one of that size does not") {
    TestWorld world;
    TestMember member(world);
    member.join();
    SECTION("as the transport tells it") {
        member.session.on_frame_too_large();
    }
    SECTION("as it comes in") {
        member.session.on_frame(Bytes(limits::kClientFrameBytesMax + 1, 'x'));
    }
    const v1::Refused refused = member.refused();
    CHECK(refused.reason() == v1::REASON_TOO_LARGE);
    CHECK(refused.closing());
    CHECK(member.session.closing() == CloseCode::FrameTooLarge);
}

TEST_CASE("[W16] bytes that are no frame and frames of no kind are refused for good") {
    TestWorld world;
    TestMember member(world);
    member.join();
    v1::Reason reason{};
    SECTION("garbage") {
        member.session.on_frame("\xff\xfe\xfd");
        reason = v1::REASON_MALFORMED;
    }
    SECTION("nothing") {
        member.session.on_frame("");
        reason = v1::REASON_MALFORMED;
    }
    SECTION("a kind from the future") {
        member.session.on_frame(BytesView("\xa2\x06\x00", 3));  // field 100
        reason = v1::REASON_UNKNOWN_TYPE;
    }
    SECTION("a kind that only servers send") {
        v1::Frame frame;
        frame.mutable_welcome();
        member.send(frame);
        reason = v1::REASON_UNKNOWN_TYPE;
    }
    SECTION("a Submit that is no batch") {
        member.submit_bytes("\xff\xff");
        reason = v1::REASON_MALFORMED;
    }
    const v1::Refused refused = member.refused();
    CHECK(refused.reason() == reason);
    CHECK(refused.closing());
    CHECK(member.session.closing() == CloseCode::RefusedForGood);
}

TEST_CASE("[W16] a session that is closing hears nothing more") {
    TestWorld world;
    TestMember member(world);
    member.join();
    member.session.on_frame("\xff");
    member.all();
    member.submit({member.make_card("trop tard")});
    member.session.on_frame("\xff");
    CHECK(member.all().empty());
    CHECK(world.queue.empty());
}

TEST_CASE("[W7] who is not let in hears why, in their language, and is not in the room") {
    TestWorld world;
    TestMember member(world);
    v1::Hello hello = member.hello();
    hello.set_language("en-GB");
    v1::Reason reason{};
    ErrorCode code{};
    SECTION("a bad token") {
        hello.set_token("x");
        reason = v1::REASON_BAD_TOKEN;
        code = ErrorCode::BadToken;
    }
    SECTION("an expired one") {
        hello.set_token(world.token(workshop::Role::Participant, 0));
        reason = v1::REASON_EXPIRED_TOKEN;
        code = ErrorCode::ExpiredToken;
    }
    SECTION("a client that is too old") {
        hello.set_version(0);
        reason = v1::REASON_VERSION_TOO_OLD;
        code = ErrorCode::VersionTooOld;
    }
    member.say(hello);
    const v1::Refused refused = member.refused();
    CHECK(refused.reason() == reason);
    CHECK(refused.message() == sentence(code, Language::English));
    CHECK(refused.closing());
    CHECK(member.session.closing() == CloseCode::RefusedForGood);
    CHECK(world.room->member_count() == 0);
}

TEST_CASE("a goodbye ends the session with 1000") {
    TestWorld world;
    TestMember member(world);
    member.join();
    v1::Frame frame;
    frame.mutable_goodbye();
    member.send(frame);
    CHECK(member.session.closing() == CloseCode::Goodbye);
    CHECK(world.room->member_count() == 0);
}

namespace {

// A room that takes its time to load.
class SlowDoor final : public RoomDoor {
public:
    explicit SlowDoor(TestWorld& to) : world(to) {}
    void enter(MemberSession& member) override { waiting = &member; }
    void leave(MemberSession& member) override {
        waiting = waiting == &member ? nullptr : waiting;
        world.room->leave(member);
    }
    TestWorld& world;
    MemberSession* waiting = nullptr;
};

}  // namespace

TEST_CASE(
    "[W7] of many wrong tokens few are answered at once, the others when their time is over; a right one always") {
    TestWorld world;
    int held_back = 0;
    for (int i = 0; i < 300; ++i) {
        TestMember guess(world);
        v1::Hello hello = guess.hello();
        hello.set_token(hello.token() + "x");
        guess.say(hello);
        if (guess.session.closing()) {
            CHECK(guess.refused().reason() == v1::REASON_BAD_TOKEN);
            continue;
        }
        ++held_back;
        guess.say(hello);  // as long as it waits, nothing it says is looked at
        CHECK_FALSE(guess.session.has_frame());
        guess.session.on_hello_timeout();
        CHECK(guess.refused().reason() == v1::REASON_BAD_TOKEN);
        CHECK(guess.session.closing() == CloseCode::RefusedForGood);
    }
    CHECK(held_back == 99);  // 200 at once and the one that is then too many, later two a second
    world.clock.now_ms += 500;
    TestMember late(world);
    v1::Hello hello = late.hello();
    hello.set_token("x");
    late.say(hello);
    CHECK(late.refused().reason() == v1::REASON_BAD_TOKEN);
    TestMember ada(world);
    CHECK(ada.join().position() == 0);
}

TEST_CASE("[W31] each op counts for the pace, any other frame as one, and each once") {
    TestWorld world;
    TestMember ada(world);
    ada.join();
    CHECK(ada.session.take_count() == 1);  // Hello
    ada.submit({ada.make_card("une"), ada.make_card("deux"), ada.make_card("trois")});
    CHECK(ada.session.take_count() == 3);
    CHECK(ada.session.take_count() == 0);
    ada.submit({});
    v1::Frame presence;
    presence.mutable_presence()->add_people();
    ada.send(presence);
    CHECK(ada.session.take_count() == 2);
}

TEST_CASE("what comes while the board is being loaded is handled afterwards, within a bound") {
    TestWorld world;
    SlowDoor door(world);
    const MemberSession::Surroundings around{world.directory, world.key,     world.clock, door,
                                             world.guesses,   world.figures, world.access};
    int wakes = 0;
    MemberSession session(test_board(), around, [&] { ++wakes; });
    v1::Frame hello;
    *hello.mutable_hello() = TestMember(world).hello();
    session.on_frame(hello.SerializeAsString());
    REQUIRE(door.waiting == &session);
    SECTION("handled") {
        v1::Frame goodbye;
        goodbye.mutable_goodbye();
        session.on_frame(goodbye.SerializeAsString());
        CHECK_FALSE(session.closing());
        world.room->join(session, world.room->own_ops(session.admission()).value());
        CHECK(session.closing() == CloseCode::Goodbye);
    }
    SECTION("too much") {
        session.on_frame(Bytes(limits::kClientFrameBytesMax, 'x'));
        CHECK_FALSE(session.closing());
        session.on_frame("x");
        CHECK(session.closing() == CloseCode::TryLater);
        CHECK(door.waiting == nullptr);
    }
    SECTION("too many of nothing") {
        for (std::size_t i = 0; i < limits::kClientFrameBytesMax && !session.closing(); ++i) {
            session.on_frame("");
        }
        CHECK(session.closing() == CloseCode::TryLater);
    }
    CHECK(wakes > 0);
}
