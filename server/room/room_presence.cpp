// Who is there (rules W23 and W33), and what the board is, so that whoever has another one notices (rule W20).
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/room/crowd.h"
#include "server/room/room.h"
#include "server/workshop/tallies.h"

namespace atelier::room {
namespace {

constexpr unsigned kCompareTicks = 10;  // seconds, at least, between two hashes
constexpr std::int64_t kSecondMs = 1000;

// As pages name items.
std::string name_of(const board::Id& id) {
    return to_hex(id.actor.value) + "-" + std::to_string(id.counter);
}

// Who is here, but not as which actor: that would put a name to every card of theirs, whatever the cards may say.
void write_people(const std::vector<MemberSession*>& audience, v1::Presence& presence) {
    std::uint32_t people = 0;
    for (const MemberSession* member : audience) {
        if (!workshop::may_write(member->person().role)) {
            continue;  // a screen is not a person, an observer does not take part
        }
        ++people;
        if (!member->name().empty() || !member->organisation().empty()) {
            v1::Person& person = *presence.add_people();
            person.set_name(member->name());
            person.set_organisation(member->organisation());
        }
    }
    presence.set_connected(people);
}

}  // namespace

void Room::write_tables(v1::Presence& presence) const {
    if (around_.directory == nullptr) {
        return;
    }
    presence.set_tables(static_cast<std::uint32_t>(around_.directory->tables_of(id_).size()));
    const Result<BoardListing> listing = around_.directory->find(id_);
    presence.set_is_table(listing && listing->table_of != BoardId{});
}

void Room::call_roll(bool begin) {
    // Another number than the last one's, also within its second: pages know by it which question they answered.
    const auto now = static_cast<std::uint32_t>(around_.clock.wall_ms() / kSecondMs);
    last_roll_call_ = begin ? std::max(now, last_roll_call_ + 1) : last_roll_call_;
    roll_call_ = begin ? last_roll_call_ : 0;
    is_presence_due_ = true;
}

void Room::send_away(const std::function<bool(const MemberSession&)>& is_meant, ErrorCode why) {
    for (MemberSession* member : everybody()) {
        if (is_meant(*member)) {
            member->refuse(why);
        }
    }
}

std::vector<PersonHere> Room::people() const {
    std::vector<PersonHere> people;
    for (const MemberSession* member : everybody()) {
        people.push_back({member->person().actor, member->person().role, member->name(), member->organisation(),
                          member->admission().link.id});
    }
    return people;
}

// Adds to what everybody is told what facilitators are.
void Room::tell_crowd(v1::Frame frame, const std::vector<MemberSession*>& audience) {
    v1::Crowd& crowd = *frame.mutable_presence()->mutable_crowd();
    crowd = count_crowd(audience, roll_call_, hides_authors());
    for (const board::Id& id : veil_.is_down() ? veil_.hidden_items() : std::vector<board::Id>()) {
        if (static_cast<std::size_t>(crowd.hidden_size()) < limits::kHiddenNamedMax) {
            crowd.add_hidden(name_of(id));
        }
    }
    if (const workshop::Phase* phase = stage_.phase(board_); phase != nullptr && phase->allows(workshop::Act::Vote)) {
        crowd.set_voters(static_cast<std::uint32_t>(workshop::count_voters(board_, phase->poll())));
    }
    const SharedFrame shared = encode_frame(frame);
    for (MemberSession* member : std::vector<MemberSession*>(members_)) {
        if (member->person().role == workshop::Role::Facilitator) {
            member->send(shared);
        }
    }
}

bool Room::hides_authors() {
    const workshop::Phase* phase = stage_.phase(board_);
    return phase != nullptr && workshop::hides_author(phase->anonymity);
}

void Room::tell_presence() {
    ticks_to_compare_ -= ticks_to_compare_ > 0 ? 1U : 0U;
    // Where nothing is under way the hash is that of what everybody has been told.
    const bool with_hash = ticks_to_compare_ == 0 && compared_ != committed_ && committed_ == accepted_;
    const bool is_for_all = std::exchange(is_presence_due_, false) || with_hash;
    const bool is_for_crowd = std::exchange(is_crowd_due_, false);
    if (!is_for_all && !is_for_crowd) {
        return;
    }
    v1::Frame frame;
    v1::Presence& presence = *frame.mutable_presence();
    const std::vector<MemberSession*> audience = everybody();
    write_people(audience, presence);
    if (hides_authors()) {
        presence.clear_people();  // who is here from where is half of who wrote it
    }
    presence.set_roll_call(roll_call_);
    write_tables(presence);
    if (with_hash) {
        presence.set_position(committed_.value);
        presence.set_state_hash(board_.shared_hash());
        compared_ = committed_;
        ticks_to_compare_ = kCompareTicks;
    }
    tell_crowd(frame, audience);
    if (!is_for_all) {
        return;
    }
    const SharedFrame shared = encode_frame(frame);
    // Who does not see everything has nothing to compare, and is not helped to guess who writes.
    presence.clear_position();
    presence.clear_state_hash();
    presence.clear_people();
    const SharedFrame veiled = veil_.is_down() ? encode_frame(frame) : shared;
    for (MemberSession* member : std::vector<MemberSession*>(members_)) {
        const workshop::Role role = member->person().role;
        if (role != workshop::Role::Facilitator) {
            member->send(veil_.covers(role) ? veiled : shared);
        }
    }
}

}  // namespace atelier::room
