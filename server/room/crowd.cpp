// SPDX-License-Identifier: MIT
#include "server/room/crowd.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "server/base/limits.h"

namespace atelier::room {
namespace {

using People = std::map<std::string_view, std::uint32_t>;

void write_groups(const People& people, v1::Crowd& crowd) {
    std::vector<std::pair<std::string_view, std::uint32_t>> groups(people.begin(), people.end());
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    groups.resize(std::min(groups.size(), limits::kCrowdGroupsMax));
    for (const auto& [organisation, count] : groups) {
        v1::Group& group = *crowd.add_organisations();
        group.set_organisation(organisation.data(), organisation.size());
        group.set_people(count);
    }
}

}  // namespace

v1::Crowd count_crowd(const std::vector<MemberSession*>& members, std::uint32_t roll_call) {
    v1::Crowd crowd;
    People people;
    for (const MemberSession* member : members) {
        switch (member->person().role) {
            case workshop::Role::Facilitator: crowd.set_facilitators(crowd.facilitators() + 1); continue;
            case workshop::Role::Screen: crowd.set_screens(crowd.screens() + 1); continue;
            case workshop::Role::Observer: crowd.set_observers(crowd.observers() + 1); continue;
            case workshop::Role::Participant: break;
        }
        crowd.set_participants(crowd.participants() + 1);
        ++people[member->organisation()];
        if (member->waiting() > 0) {
            crowd.set_waiting_items(crowd.waiting_items() + member->waiting());
            crowd.set_waiting_devices(crowd.waiting_devices() + 1);
        }
        if (roll_call != 0 && member->here() == roll_call) {
            crowd.set_here(crowd.here() + 1);
        }
    }
    write_groups(people, crowd);
    return crowd;
}

}  // namespace atelier::room
