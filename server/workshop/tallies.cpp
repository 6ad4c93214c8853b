// SPDX-License-Identifier: MIT
#include "server/workshop/tallies.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>
#include <utility>

#include "server/base/limits.h"
#include "server/workshop/small_groups.h"
#include "server/workshop/votes.h"

namespace atelier::workshop {
namespace {

using Json = nlohmann::ordered_json;

using Counts = std::vector<std::uint32_t>;

// Of the counts above, where a value is counted.
std::size_t place_of(VoteForm form, std::int32_t value) {
    switch (form) {
        case VoteForm::Opinion: return static_cast<std::size_t>(std::clamp(value, -1, 1) + 1);
        case VoteForm::Scale: return static_cast<std::size_t>(std::clamp(value, -2, 2) + 2 - (value > 0 ? 1 : 0));
        case VoteForm::Dots:
        case VoteForm::Carry: break;
    }
    return 0;
}

void count(VoteForm form, std::int32_t value, Counts& counts) {
    if (form == VoteForm::Dots) {
        counts[0] += static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, limits::kBallotValueMax));
        ++counts[1];
    } else {
        ++counts[place_of(form, value)];
    }
}

std::uint32_t people_in(VoteForm form, const Counts& counts) {
    return form == VoteForm::Dots ? counts[1] : std::accumulate(counts.begin(), counts.end(), std::uint32_t{0});
}

bool has_sides(VoteForm form) {
    return form == VoteForm::Opinion || form == VoteForm::Scale;
}

// Of people with a side: how many, those in favour, and the mean from -1 to 1.
struct Sides {
    std::uint32_t people = 0;
    std::uint32_t in_favour = 0;
    double mean = 0;
};

Sides sides_of(VoteForm form, const Counts& counts) {
    const auto at = [&](std::size_t place) { return counts.at(place); };
    const auto mass = [&](std::size_t place) { return static_cast<double>(counts.at(place)); };
    Sides sides;
    double sum = 0;
    if (form == VoteForm::Opinion) {
        sides = {at(0) + at(2), at(2), 0};
        sum = mass(2) - mass(0);
    } else {
        sides = {people_in(form, counts), at(2) + at(3), 0};
        sum = mass(3) + mass(2) / 2 - mass(1) / 2 - mass(0);
    }
    sides.mean = sides.people == 0 ? 0 : sum / sides.people;
    return sides;
}

constexpr std::uint32_t kSpreadPeopleMin = 4;
constexpr double kApart = 1.0;  // of means, which lie between -1 and 1

class Poll {
public:
    explicit Poll(VoteForm form) : form_(form), counts_(counts_of(form)) {}

    void add(const board::Ballot& ballot) {
        count(form_, ballot.value, counts_);
        Counts& group = groups_.try_emplace(ballot.group, counts_of(form_)).first->second;
        count(form_, ballot.value, group);
    }

    Json json(std::uint32_t number) const {
        Json json = {{"poll", number}, {"counts", counts_}};
        const std::map<std::uint8_t, Counts> told = told_groups();
        for (const auto& [group, counts] : told) {
            json["groups"][std::to_string(group)] = counts;
        }
        if (has_sides(form_) && is_disputed(told)) {
            json["disagree"] = true;
        }
        return json;
    }

private:
    // Who did not say whom they speak for are a group like the others.
    std::map<std::uint8_t, Counts> told_groups() const {
        std::map<std::uint8_t, Counts> told;
        std::vector<std::uint32_t> people;
        for (const auto& [group, counts] : groups_) {
            people.push_back(people_in(form_, counts));
        }
        const std::optional<ToldCounts> may = tellable(people);
        if (!may || groups_.size() < 2) {
            return told;  // one group alone is the whole
        }
        std::size_t at = 0;
        for (const auto& [group, counts] : groups_) {
            if ((*may)[at++]) {
                told.emplace(group, counts);
            }
        }
        return told;
    }

    bool is_disputed(const std::map<std::uint8_t, Counts>& told) const {
        const Sides all = sides_of(form_, counts_);
        const std::uint32_t fewer = std::min(all.in_favour, all.people - all.in_favour);
        if (all.people >= kSpreadPeopleMin && fewer * 4 >= all.people) {
            return true;
        }
        double lowest = 1;
        double highest = -1;
        for (const auto& [group, counts] : told) {
            const Sides sides = sides_of(form_, counts);
            if (sides.people >= kGroupPeopleMin) {
                lowest = std::min(lowest, sides.mean);
                highest = std::max(highest, sides.mean);
            }
        }
        return highest - lowest >= kApart;
    }

    VoteForm form_;
    Counts counts_;
    std::map<std::uint8_t, Counts> groups_;
};

std::string_view told(const board::Board& board, board::Id card) {
    const auto* setting = board.setting({card, board::SettingKey::Tally});
    return setting == nullptr ? std::string_view() : std::string_view(setting->value.text);
}

// And what was told of polls of which no ballot is here.
std::string with_lost_polls(const board::Board& board, board::Id card, std::string counted) {
    const Json before = Json::parse(told(board, card), nullptr, false);
    if (!before.is_array()) {
        return counted;
    }
    std::set<std::uint32_t> here;
    board.for_each_ballot(card, [&](const board::BallotEntry& entry) { here.insert(entry.voted.poll); });
    std::map<std::uint32_t, Json> polls;
    const auto number_of = [](const Json& poll) { return poll.is_object() ? poll.value("poll", 0U) : 0U; };
    for (const Json& poll : before) {
        if (!here.contains(number_of(poll))) {
            polls.emplace(number_of(poll), poll);
        }
    }
    if (polls.empty()) {
        return counted;
    }
    for (const Json& poll : counted.empty() ? Json::array() : Json::parse(counted)) {
        polls.emplace(number_of(poll), poll);
    }
    Json json = Json::array();
    for (const auto& [number, poll] : polls) {
        json.push_back(poll);
    }
    return json.dump();
}

}  // namespace

std::string count_votes(const board::Board& board, board::Id card) {
    struct Latest {
        board::Stamp stamp;
        board::Ballot ballot;
    };
    std::map<std::pair<std::uint32_t, VoterId>, Latest> standing;
    board.for_each_ballot(card, [&](const board::BallotEntry& entry) {
        Latest& latest = standing[{entry.voted.poll, entry.voted.voter}];
        if (latest.stamp < entry.ballot.stamp) {
            latest = {entry.ballot.stamp, entry.ballot.value};
        }
    });
    std::map<std::uint32_t, Poll> polls;
    for (const auto& [whose, latest] : standing) {
        if (!latest.ballot.withdrawn) {
            polls.try_emplace(whose.first, form_of(whose.first)).first->second.add(latest.ballot);
        }
    }
    Json json = Json::array();
    for (const auto& [number, poll] : polls) {
        json.push_back(poll.json(number));
    }
    return json.empty() ? std::string() : json.dump();
}

std::size_t count_voters(const board::Board& board, std::uint32_t poll) {
    std::set<VoterId> voters;
    for (const board::BallotEntry& entry : board.ballots()) {
        if (entry.voted.poll == poll && !entry.ballot.value.withdrawn) {
            voters.insert(entry.voted.voter);
        }
    }
    return voters.size();
}

std::optional<board::SetSetting> due_tally(const board::Board& board, board::Id card) {
    std::string now = count_votes(board, card);
    if (now == told(board, card)) {
        return std::nullopt;
    }
    now = with_lost_polls(board, card, std::move(now));
    if (now == told(board, card)) {
        return std::nullopt;
    }
    return board::SetSetting{{card, board::SettingKey::Tally}, {0, std::move(now)}};
}

std::vector<board::SetSetting> due_tallies(const board::Board& board, std::size_t most) {
    std::vector<board::SetSetting> due;
    for (const board::Item& item : board.items()) {
        if (due.size() == most) {
            break;
        }
        if (item.kind == board::ItemKind::Card) {
            if (std::optional<board::SetSetting> tally = due_tally(board, item.id)) {
                due.push_back(*std::move(tally));
            }
        }
    }
    return due;
}

}  // namespace atelier::workshop
