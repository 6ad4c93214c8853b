// How fast somebody may go on.
// SPDX-License-Identifier: MIT
#include "server/base/pace.h"

#include "tests/support/catch.h"

using namespace atelier;
using namespace std::chrono_literals;

TEST_CASE("a burst is in order at once, then as many a second as are allowed") {
    const Pace::Time start = Pace::Time{} + 1h;
    Pace pace({10, 60});
    for (int i = 0; i < 60; ++i) {
        CHECK(pace.wait(start) == 0s);
        pace.spend(1, start);
    }
    CHECK(pace.wait(start) == 0s);
    pace.spend(1, start);
    CHECK(pace.wait(start) == 100ms);
    CHECK(pace.wait(start + 100ms) == 0s);
    pace.spend(1, start + 100ms);
    CHECK(pace.wait(start + 100ms) == 100ms);
}

TEST_CASE("what was taken beyond the burst is waited for, once; after a while the burst is whole again") {
    const Pace::Time start = Pace::Time{} + 1h;
    Pace pace({10, 60});
    pace.spend(512, start);
    CHECK(pace.wait(start) == 45'200ms);
    CHECK(pace.wait(start + 45s) == 200ms);
    CHECK(pace.wait(start + 46s) == 0s);
    const Pace::Time later = start + 10min;
    pace.spend(60, later);
    CHECK(pace.wait(later) == 0s);
    pace.spend(10, later);
    CHECK(pace.wait(later) == 1s);
}

TEST_CASE("nothing is saved up while nobody goes on") {
    Pace pace({1, 1});
    const Pace::Time later = Pace::Time{} + 240h;
    pace.spend(2, later);
    CHECK(pace.wait(later) == 1s);
}

TEST_CASE("a pace is whole again when all that was taken is made up for") {
    const Pace::Time start = Pace::Time{} + 1h;
    Pace pace({10, 60});
    CHECK(pace.is_whole(start));
    pace.spend(5, start);
    CHECK_FALSE(pace.is_whole(start + 499ms));
    CHECK(pace.is_whole(start + 500ms));
}
