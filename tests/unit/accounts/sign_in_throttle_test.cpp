// SPDX-License-Identifier: MIT
#include "server/accounts/sign_in_throttle.h"

#include <chrono>

#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::accounts;
using namespace std::chrono_literals;

namespace {

struct Door {
    // An attempt with a wrong password, when it is in order.
    bool fail(const std::string& account) {
        if (throttle.wait(account, now) > 0s || throttle.wait_for_all(now) > 0s) {
            return false;
        }
        throttle.on_attempt(account, now);
        throttle.on_failure(true, now);
        return true;
    }
    void succeed(const std::string& account) {
        throttle.on_attempt(account, now);
        throttle.on_success(account, true, now);
    }
    auto wait(const std::string& account) {
        return std::chrono::duration_cast<std::chrono::seconds>(throttle.wait(account, now));
    }

    SignInThrottle throttle;
    SignInThrottle::Time now = SignInThrottle::Time() + 24h;
};

}  // namespace

TEST_CASE("[S12] five failures are free, then the wait doubles up to a quarter of an hour, for that account alone") {
    Door door;
    for (std::size_t i = 0; i < limits::kSignInFailuresFree; ++i) {
        REQUIRE(door.fail("ada"));
    }
    for (const auto wait : {30s, 60s, 120s, 240s, 480s, 900s, 900s}) {
        CHECK(door.wait("ada") == wait);
        CHECK_FALSE(door.fail("ada"));
        CHECK(door.wait("gaston") == 0s);
        door.now += wait;
        REQUIRE(door.fail("ada"));
    }
}

TEST_CASE("[S12] attempts that begin together are counted before any has failed") {
    Door door;
    for (std::size_t i = 0; i < limits::kSignInFailuresFree; ++i) {
        CHECK(door.wait("ada") == 0s);
        door.throttle.on_attempt("ada", door.now);
    }
    CHECK(door.wait("ada") == limits::kSignInWaitMin);
}

TEST_CASE("the right password, or an hour without a wrong one, forgets the failures") {
    Door door;
    for (int i = 0; i < 4; ++i) {
        REQUIRE(door.fail("ada"));
        REQUIRE(door.fail("gaston"));
    }
    door.succeed("ada");
    door.now += limits::kSignInForgetAfter;
    for (int i = 0; i < 5; ++i) {
        CHECK(door.fail("ada"));
        CHECK(door.fail("gaston"));
    }
    CHECK_FALSE(door.fail("ada"));
    CHECK_FALSE(door.fail("gaston"));
}

TEST_CASE("[S12] all accounts together fail thirty times at once, then thirty times a minute") {
    Door door;
    std::size_t failed = 0;
    const auto try_all = [&](int names) {
        for (int i = 0; i < names; ++i) {
            failed += door.fail("name" + std::to_string(i)) ? 1U : 0U;
        }
    };
    try_all(200);
    CHECK(failed == limits::kSignInFailuresAtOnce);
    CHECK(door.throttle.wait_for_all(door.now) > 0s);
    door.now += 60s;
    try_all(200);
    CHECK(failed == limits::kSignInFailuresAtOnce + 30);
}

TEST_CASE("a device that is let in already is not held up by others' failures, and its own do not hold them up") {
    Door door;
    while (door.fail("name" + std::to_string(door.now.time_since_epoch().count() % 7)) &&
           door.throttle.wait_for_all(door.now) == 0s) {
        door.now += 1ms;
    }
    const std::string device = "session/0123";
    for (std::size_t i = 0; i < limits::kSignInFailuresFree; ++i) {
        REQUIRE(door.throttle.wait(device, door.now) == 0s);
        door.throttle.on_attempt(device, door.now);
        door.throttle.on_failure(false, door.now);
    }
    CHECK(door.wait(device) == limits::kSignInWaitMin);
    door.now += 10min;
    CHECK(door.throttle.wait_for_all(door.now) == 0s);
}

TEST_CASE("what is counted is bounded, in accounts and in sessions of one") {
    Door door;
    for (std::size_t i = 0; i < limits::kSignInKeysMax; ++i) {
        door.throttle.on_attempt("name" + std::to_string(i), door.now);
    }
    CHECK(door.wait("another") > 0s);
    CHECK(door.wait("name1") == 0s);
    door.now += limits::kSignInForgetAfter;
    CHECK(door.wait("another") == 0s);

    std::size_t made = 0;
    while (door.wait("ada") == 0s && made < 1000) {
        door.succeed("ada");
        ++made;
    }
    CHECK(made == limits::kSessionsADay);
    CHECK(door.wait("gaston") == 0s);
    door.now += 24h;
    CHECK(door.wait("ada") == 0s);
}
