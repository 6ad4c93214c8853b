// SPDX-License-Identifier: MIT
#include "server/client/kept.h"

#include <algorithm>

#include "server/base/limits.h"
#include "server/board/codec.h"

namespace atelier::client {
namespace {

// Calls visit(op) for each op of a commit that was read once already.
template <class Visit>
void for_each_op(const CommitEntry& commit, Visit&& visit) {
    if (const auto ops = board::decode_batch(commit.batch)) {
        std::for_each(ops->begin(), ops->end(), visit);
    }
}

}  // namespace

void Kept::push(const CommitEntry& commit) {
    if (commit.proof == 0) {
        return;  // nothing to give it back with: a replay's
    }
    bytes_ += commit.batch.size();
    commits_.push_back(commit);
    if (commits_.size() <= limits::kResumeOpsMax && bytes_ <= limits::kResumeBytesMax) {
        return;
    }
    // A quarter at once: moving up what stays is not done for each commit.
    const auto stays = commits_.begin() + static_cast<std::ptrdiff_t>(commits_.size() / 4 + 1);
    for (auto it = commits_.begin(); it != stays; ++it) {
        bytes_ -= it->batch.size();
    }
    commits_.erase(commits_.begin(), stays);
}

void Kept::clear() {
    commits_.clear();
    bytes_ = 0;
}

std::vector<CommitEntry> Kept::missing_from(const board::Board& board) const {
    std::vector<CommitEntry> missing;
    for (const CommitEntry& commit : commits_) {
        bool is_missing = false;
        for_each_op(commit, [&](const board::Op& op) { is_missing = is_missing || !board.has_seen(op.id); });
        if (is_missing && commit.batch.size() + kEnvelopeBytes <= limits::kClientFrameBytesMax) {
            missing.push_back(commit);
        }
    }
    return missing;
}

bool Kept::covers(board::Id from, std::uint32_t end) const {
    for (const CommitEntry& commit : commits_) {
        for_each_op(commit, [&](const board::Op& op) {
            if (op.id == from) {
                from.counter += op.span;
            }
        });
    }
    return from.counter == end;
}

}  // namespace atelier::client
