// Boards are loaded and let go ten thousand times: what a thread keeps of them does not grow.
// SPDX-License-Identifier: MIT
#include <malloc.h>

#include "server/async/job_queue.h"
#include "server/async/log.h"
#include "server/room/shard.h"
#include "storage/committer.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

namespace atelier::room {
namespace {

constexpr int kIdleSeconds = 70;  // more than a room stays loaded without a member

// Does at once what is done on other threads elsewhere.
class AtOnce final : public storage::Committer, public async::JobQueue {
public:
    explicit AtOnce(storage::Store& store) : store_(store) {}
    Result<void> submit(storage::Append append, Completion done) override {
        done(store_.append({std::move(append)}));
        return {};
    }
    Result<void> submit(std::function<void()> job) override {
        job();
        return {};
    }

private:
    storage::Store& store_;
};

class Place {
public:
    // The board is opened by a member who is there, and let go a minute after they have gone.
    void open_and_close(const v1::Hello& hello) {
        {
            MemberSession member(test_board(), shard_.member_surroundings(), [] {});
            v1::Frame frame;
            *frame.mutable_hello() = hello;
            member.on_frame(frame.SerializeAsString());
            run();
            REQUIRE(member.has_frame());
            REQUIRE(frame.ParseFromString(*member.next_frame()));
            welcome = frame.welcome();
        }
        for (int i = 0; i < kIdleSeconds; ++i) {
            shard_.on_tick();
            run();
        }
    }
    v1::Hello hello() { return TestMember(world_).hello(); }

    v1::Welcome welcome;

private:
    void run() {
        context_.restart();
        context_.poll();
    }

    net::io_context context_{1};
    TestWorld world_;
    AtOnce at_once_{world_.store};
    Shard shard_{context_.get_executor(),
                 {world_.store, at_once_, at_once_, world_.directory, world_.key, world_.clock, world_.random}};
};

}  // namespace

TEST_CASE("ten thousand times a board is opened and let go: memory stays as it is") {
    log::set_up(log::Format::KeyValue, log::Level::Warn);  // not twenty thousand lines
    Place place;
    v1::Hello hello = place.hello();
    place.open_and_close(hello);
    hello.set_actor(place.welcome.actor());
    hello.set_actor_key(place.welcome.actor_key());
    constexpr int kBefore = 1000;
    constexpr int kTimes = 10'000;
    std::size_t before = 0;
    for (int i = 0; i < kTimes; ++i) {
        place.open_and_close(hello);
        if (i == kBefore) {
            before = mallinfo2().uordblks;
        }
    }
    CHECK(place.welcome.actor() == hello.actor());
    CHECK(mallinfo2().uordblks <= before + 64UL * 1024);  // seven bytes a time
}

}  // namespace atelier::room
