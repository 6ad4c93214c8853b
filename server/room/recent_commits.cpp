// SPDX-License-Identifier: MIT
#include "server/room/recent_commits.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"

namespace atelier::room {

void RecentCommits::push(Commit commit) {
    ATELIER_CHECK(commits_.empty() || commit.first.value == commits_.back().last().value + 1);
    ops_ += commit.op_count;
    bytes_ += commit.batch.size();
    commits_.push_back(std::move(commit));
}

void RecentCommits::trim(OpSeq kept) {
    while (!commits_.empty() && commits_.front().last() <= kept &&
           (ops_ > limits::kResumeOpsMax || bytes_ > limits::kResumeBytesMax)) {
        ops_ -= commits_.front().op_count;
        bytes_ -= commits_.front().batch.size();
        trimmed_ = commits_.front().last();
        trimmed_mark_ = commits_.front().mark;
        commits_.pop_front();
    }
}

std::deque<Commit>::const_iterator RecentCommits::find(OpSeq first) const {
    const auto place = std::partition_point(commits_.begin(), commits_.end(),
                                            [&](const Commit& commit) { return commit.first < first; });
    return place != commits_.end() && place->first == first ? place : commits_.end();
}

std::optional<std::vector<const Commit*>> RecentCommits::since(OpSeq position, OpSeq end) const {
    std::vector<const Commit*> tail;
    if (position == end) {
        return tail;
    }
    std::uint64_t ops = 0;
    std::size_t bytes = 0;
    for (auto commit = find(OpSeq{position.value + 1}); commit != commits_.end(); ++commit) {
        ops += commit->op_count;
        bytes += commit->batch.size();
        tail.push_back(&*commit);
    }
    if (tail.empty() || ops > limits::kResumeOpsMax || bytes > limits::kResumeBytesMax) {
        return std::nullopt;
    }
    return tail;
}

std::optional<std::uint64_t> RecentCommits::mark_at(OpSeq position) const {
    if (position == trimmed_) {
        return trimmed_mark_;
    }
    const auto place = std::partition_point(commits_.begin(), commits_.end(),
                                            [&](const Commit& commit) { return commit.last() < position; });
    return place != commits_.end() && place->last() == position ? std::optional(place->mark) : std::nullopt;
}

const Commit& RecentCommits::starting_at(OpSeq first) const {
    const auto place = find(first);
    ATELIER_CHECK(place != commits_.end());
    return *place;
}

}  // namespace atelier::room
