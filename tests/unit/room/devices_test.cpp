// Whom the server waits for before letters are forgotten.
// SPDX-License-Identifier: MIT
#include "server/room/devices.h"

#include <chrono>

#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr ActorId kAda{1};
constexpr ActorId kBob{2};
constexpr std::int64_t kNow = 1'700'000'000'000;
constexpr std::int64_t kMonth = std::chrono::milliseconds(limits::kDeviceAwayMax).count();
constexpr OpSeq kAnything{~std::uint64_t{0}};

}  // namespace

TEST_CASE("[M11] all are waited for who were here in thirty days, but those who are here") {
    Devices devices;
    CHECK(devices.told_to_all(kNow, {}) == kAnything);
    devices.note(kAda, kNow, OpSeq{10});
    devices.note(kBob, kNow - kMonth, OpSeq{5});
    CHECK(devices.told_to_all(kNow, {}) == OpSeq{5});
    CHECK(devices.told_to_all(kNow, {kBob}) == OpSeq{10});
    CHECK(devices.told_to_all(kNow, {kAda, kBob}) == kAnything);
    CHECK(devices.told_to_all(kNow + 1, {}) == OpSeq{10});
    CHECK(devices.told_to_all(kNow + kMonth + 1, {}) == kAnything);
}

TEST_CASE("[M11] who signed something, and nobody knows what it had been told, is waited for; the server is not") {
    Devices devices;
    devices.note(kAda, kNow, OpSeq{10});
    devices.note_signed(kAda, kNow + kMonth);
    CHECK(devices.told_to_all(kNow + kMonth + 1, {}) == OpSeq{10});
    devices.note_signed(kServerActor, kNow);
    CHECK(devices.told_to_all(kNow, {}) == OpSeq{10});
    devices.note_signed(kBob, kNow);
    CHECK(devices.told_to_all(kNow, {}) == OpSeq{0});
}

TEST_CASE("[M11] devices are kept, but those who are away for longer, and what cannot be read is an error") {
    Devices devices;
    devices.note(kAda, kNow, OpSeq{10});
    devices.note(kBob, kNow - kMonth - 1, OpSeq{5});
    devices.forget_absent(kNow);
    CHECK(devices.size() == 1);
    devices.note(kBob, -5, OpSeq{1ULL << 60U});
    const auto read = Devices::decode(devices.encode());
    REQUIRE(read);
    CHECK(read->size() == 2);
    CHECK(read->told_to_all(kNow, {}) == OpSeq{10});
    CHECK(read->told_to_all(0, {kAda}) == OpSeq{1ULL << 60U});
    CHECK(Devices::decode("")->size() == 0);
    CHECK_FALSE(Devices::decode("\x0a"));
    CHECK_FALSE(Devices::decode(devices.encode().substr(0, 18)));
}
