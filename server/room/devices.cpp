// SPDX-License-Identifier: MIT
#include "server/room/devices.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "atelier/v1/history.pb.h"
#include "server/base/limits.h"

namespace atelier::room {
namespace {

constexpr std::int64_t kAwayMaxMs = std::chrono::milliseconds(limits::kDeviceAwayMax).count();

}  // namespace

void Devices::note(ActorId device, std::int64_t now_ms, OpSeq told) {
    devices_[device] = {now_ms, told};
}

void Devices::note_signed(ActorId device, std::int64_t now_ms) {
    if (device != kServerActor) {
        Seen& seen = devices_[device];
        seen.at_ms = std::max(seen.at_ms, now_ms);
    }
}

OpSeq Devices::told_to_all(std::int64_t now_ms, const std::set<ActorId>& here) const {
    OpSeq least{std::numeric_limits<std::uint64_t>::max()};
    for (const auto& [actor, seen] : devices_) {
        if (now_ms - seen.at_ms <= kAwayMaxMs && !here.contains(actor)) {
            least = std::min(least, seen.told);
        }
    }
    return least;
}

void Devices::forget_absent(std::int64_t now_ms) {
    std::erase_if(devices_, [&](const auto& device) { return now_ms - device.second.at_ms > kAwayMaxMs; });
}

Bytes Devices::encode() const {
    v1::Devices all;
    for (const auto& [actor, seen] : devices_) {
        all.add_actor(actor.value);
        all.add_seen_ms(seen.at_ms);
        all.add_told(seen.told.value);
    }
    return all.SerializeAsString();
}

Result<Devices> Devices::decode(BytesView bytes) {
    v1::Devices all;
    const bool is_read = all.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    if (!is_read || all.actor_size() != all.seen_ms_size() || all.actor_size() != all.told_size()) {
        return Error(ErrorCode::Corrupt, "the devices of a board cannot be read");
    }
    Devices devices;
    for (int i = 0; i < all.actor_size(); ++i) {
        devices.note(ActorId{all.actor(i)}, all.seen_ms(i), OpSeq{all.told(i)});
    }
    return devices;
}

}  // namespace atelier::room
