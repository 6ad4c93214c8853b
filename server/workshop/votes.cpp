// SPDX-License-Identifier: MIT
#include "server/workshop/votes.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <string>

#include "server/base/limits.h"

namespace atelier::workshop {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kHandsMax = 100'000;  // more people than any room holds

bool is_poll(const std::string& name) {
    std::uint32_t number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    return problem == std::errc{} && end == name.data() + name.size() && number < limits::kPollsMax;
}

bool are_counts(const Json& counts, VoteForm form) {
    return counts.is_array() && counts.size() == counts_of(form) &&
           std::all_of(counts.begin(), counts.end(), [](const Json& count) {
               return count.is_number_unsigned() && count.get<std::uint64_t>() <= kHandsMax;
           });
}

}  // namespace

bool is_vote(VoteForm form, std::int32_t value) noexcept {
    switch (form) {
        case VoteForm::Opinion: return value >= -1 && value <= 1;
        case VoteForm::Dots: return value >= 1 && value <= static_cast<std::int32_t>(kDotsMax);
        case VoteForm::Scale: return value != 0 && value >= -2 && value <= 2;
        case VoteForm::Carry: return value == 1;
    }
    return false;
}

Polls closed_polls(const board::Board& board) {
    Polls polls;
    const auto* setting = board.setting({board::kNullId, board::SettingKey::ClosedPolls});
    if (setting != nullptr) {
        for (const Json& poll : Json::parse(setting->value.text, nullptr, false)) {
            if (poll.is_number_unsigned() && poll.get<std::uint64_t>() < polls.size()) {
                polls.set(poll.get<std::size_t>());
            }
        }
    }
    return polls;
}

board::SetSetting closing(const Polls& polls) {
    Json numbers = Json::array();
    for (std::size_t poll = 0; poll < polls.size(); ++poll) {
        if (polls.test(poll)) {
            numbers.push_back(poll);
        }
    }
    return {{board::kNullId, board::SettingKey::ClosedPolls}, {0, numbers.dump()}};
}

Polls polls_with_ballots(const board::Board& board) {
    Polls polls;
    for (const board::BallotEntry& entry : board.ballots()) {
        polls.set(entry.voted.poll);
    }
    return polls;
}

std::uint64_t dots_spent(const board::Board& board, std::uint32_t poll, VoterId voter) {
    std::uint64_t spent = 0;
    for (const board::Item& item : board.items()) {
        if (item.kind != board::ItemKind::Card || item.removed.value || board.is_folded(item.id)) {
            continue;
        }
        const board::Ballot* ballot = board.standing_ballot(voter, poll, item.id);
        if (ballot != nullptr && !ballot->withdrawn && ballot->value > 0) {
            spent += static_cast<std::uint64_t>(ballot->value);
        }
    }
    return spent;
}

Result<void> check_ballot(const board::Board& board, std::uint32_t dots, const board::CastBallot& ballot) {
    if (ballot.poll < limits::kPollsMax && closed_polls(board).test(ballot.poll)) {
        return Error(ErrorCode::PollClosed, "its ballots are out of the record");
    }
    if (ballot.withdrawn) {
        return {};
    }
    const VoteForm form = form_of(ballot.poll);
    if (!is_vote(form, ballot.value)) {
        return Error(ErrorCode::WrongKind, "a vote that this form of voting does not have");
    }
    if (form != VoteForm::Dots) {
        return {};
    }
    const board::Ballot* before = board.standing_ballot(ballot.voter, ballot.poll, ballot.slot);
    const std::int32_t there = before == nullptr || before->withdrawn ? 0 : before->value;
    if (ballot.value <= there) {
        return {};  // gives back
    }
    const auto more = static_cast<std::uint64_t>(ballot.value - there);
    return dots_spent(board, ballot.poll, ballot.voter) + more <= dots
               ? Result<void>()
               : Error(ErrorCode::NoVotesLeft, "more dots than the voter has left");
}

Result<void> check_room_votes(std::string_view json) {
    const Error wrong(ErrorCode::Malformed, "the votes of the room are not counts by poll");
    const Json votes = Json::parse(json, nullptr, false);
    if (!votes.is_object()) {
        return wrong;
    }
    for (const auto& [poll, counts] : votes.items()) {
        if (!is_poll(poll) || !are_counts(counts, form_of(static_cast<std::uint32_t>(std::stoul(poll))))) {
            return wrong;
        }
    }
    return {};
}

}  // namespace atelier::workshop
