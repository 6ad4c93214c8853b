// How texts of a room forget what was deleted (rule M11): decided once a second, written as an op of the server.
// SPDX-License-Identifier: MIT
#include <set>
#include <utility>
#include <vector>

#include "server/room/room.h"

namespace atelier::room {

void Room::purge_texts() {
    if (!purging_.has_candidates() || veil_.is_down() || is_stopping_ || broken_ || handed_over_ < accepted_) {
        return;
    }
    std::set<ActorId> here;
    for (const MemberSession* member : everybody()) {
        here.insert(member->person().actor);
    }
    board::PurgeText purge;
    purge.items = purging_.take_due(board_, here.empty(), devices_.told_to_all(around_.clock.wall_ms(), here));
    if (purge.items.empty()) {
        return;
    }
    purge.seen = board_.seen_hash();
    std::vector<board::OpBody> bodies;
    bodies.emplace_back(std::move(purge));
    static_cast<void>(write_as_server(std::move(bodies)));  // else the board keeps what it has
}

// A device that never signed anything here leaves nothing: what it may yet write is late.
void Room::note_device(const MemberSession& member) {
    const workshop::Person& person = member.person();
    if (workshop::may_write(person.role) && board_.next_counter(person.actor) > 1) {
        devices_.note(person.actor, around_.clock.wall_ms(), committed_);
        are_devices_behind_ = true;
    }
}

Bytes Room::encode_devices() {
    devices_.forget_absent(around_.clock.wall_ms());
    for (const MemberSession* member : members_) {
        note_device(*member);
    }
    are_devices_behind_ = false;
    return devices_.encode();
}

}  // namespace atelier::room
