// SPDX-License-Identifier: MIT
#include "server/room/crowd.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "server/base/limits.h"
#include "server/workshop/small_groups.h"

namespace atelier::room {
namespace {

using People = std::map<std::string_view, std::uint32_t>;

using Groups = std::vector<std::pair<std::string_view, std::uint32_t>>;

void leave_out_small(Groups& groups) {
    std::vector<std::uint32_t> counts;
    for (const auto& [organisation, count] : groups) {
        counts.push_back(count);
    }
    const std::optional<workshop::ToldCounts> told = workshop::tellable(counts);
    Groups left;
    for (std::size_t i = 0; told && i < groups.size(); ++i) {
        if ((*told)[i]) {
            left.push_back(groups[i]);
        }
    }
    groups = std::move(left);
}

void write_groups(const People& people, bool hides_small, v1::Crowd& crowd) {
    Groups groups(people.begin(), people.end());
    if (hides_small) {
        leave_out_small(groups);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    groups.resize(std::min(groups.size(), limits::kCrowdGroupsMax));
    for (const auto& [organisation, count] : groups) {
        v1::Group& group = *crowd.add_organisations();
        group.set_organisation(organisation.data(), organisation.size());
        group.set_people(count);
    }
}

void add_waiting(const MemberSession& member, v1::Crowd& crowd) {
    if (member.waiting() > 0) {
        crowd.set_waiting_items(crowd.waiting_items() + member.waiting());
        crowd.set_waiting_devices(crowd.waiting_devices() + 1);
    }
}

}  // namespace

v1::Crowd count_crowd(const std::vector<MemberSession*>& members, std::uint32_t roll_call, bool hides_small) {
    v1::Crowd crowd;
    People people;
    for (const MemberSession* member : members) {
        switch (member->person().role) {
            case workshop::Role::Facilitator: crowd.set_facilitators(crowd.facilitators() + 1); continue;
            case workshop::Role::Screen: crowd.set_screens(crowd.screens() + 1); continue;
            case workshop::Role::Observer: crowd.set_observers(crowd.observers() + 1); continue;
            case workshop::Role::Tablet:
                crowd.set_tablets(crowd.tablets() + 1);
                add_waiting(*member, crowd);
                continue;
            case workshop::Role::Participant: break;
        }
        crowd.set_participants(crowd.participants() + 1);
        ++people[member->organisation()];
        add_waiting(*member, crowd);
        if (roll_call != 0 && member->here() == roll_call) {
            crowd.set_here(crowd.here() + 1);
        }
    }
    write_groups(people, hides_small, crowd);
    return crowd;
}

}  // namespace atelier::room
