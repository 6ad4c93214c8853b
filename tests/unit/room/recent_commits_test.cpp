// SPDX-License-Identifier: MIT
#include "server/room/recent_commits.h"

#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;
using room::Commit;
using room::RecentCommits;

namespace {

void push(RecentCommits& recent, std::uint64_t first, std::uint32_t ops, std::size_t bytes = 10) {
    Commit commit;
    commit.first = OpSeq{first};
    commit.op_count = ops;
    commit.batch = Bytes(bytes, 'x');
    recent.push(std::move(commit));
}

}  // namespace

TEST_CASE("the tail after a position starts with the commit behind it") {
    RecentCommits recent;
    push(recent, 1, 3);
    push(recent, 4, 1);
    push(recent, 5, 2);
    const OpSeq end{6};
    CHECK(recent.since(OpSeq{0}, end)->size() == 3);
    CHECK(recent.since(OpSeq{3}, end)->front()->first == OpSeq{4});
    CHECK(recent.since(OpSeq{6}, end)->empty());
    CHECK_FALSE(recent.since(OpSeq{2}, end));  // inside a commit
    CHECK_FALSE(recent.since(OpSeq{7}, end));
    CHECK(recent.starting_at(OpSeq{5}).op_count == 2);
}

TEST_CASE("[W18] a tail has at most 4,096 ops and 1 MB") {
    RecentCommits by_ops;
    for (std::uint64_t i = 0; i < limits::kResumeOpsMax + 1; ++i) {
        push(by_ops, i + 1, 1);
    }
    const OpSeq end{limits::kResumeOpsMax + 1};
    CHECK_FALSE(by_ops.since(OpSeq{0}, end));
    CHECK(by_ops.since(OpSeq{1}, end)->size() == limits::kResumeOpsMax);

    RecentCommits by_bytes;
    push(by_bytes, 1, 1, limits::kResumeBytesMax / 2);
    push(by_bytes, 2, 1, limits::kResumeBytesMax / 2);
    push(by_bytes, 3, 1, 1);
    CHECK_FALSE(by_bytes.since(OpSeq{0}, OpSeq{3}));
    CHECK(by_bytes.since(OpSeq{1}, OpSeq{3})->size() == 2);
}

TEST_CASE("trimming drops what is over the bounds and nothing that must be kept") {
    RecentCommits recent;
    for (std::uint64_t i = 0; i < limits::kResumeOpsMax + 10; ++i) {
        push(recent, i + 1, 1);
    }
    const OpSeq end{limits::kResumeOpsMax + 10};
    recent.trim(OpSeq{4});
    CHECK(recent.starting_at(OpSeq{5}).first == OpSeq{5});
    recent.trim(end);
    CHECK(recent.since(OpSeq{10}, end)->size() == limits::kResumeOpsMax);
    CHECK_FALSE(recent.since(OpSeq{9}, end));
}
