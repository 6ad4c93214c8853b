// The server's disk and threads, as far as its boards can tell: a committer and a pool for blocking work whose every
// delay comes from the schedule.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "server/async/job_queue.h"
#include "storage/committer.h"
#include "tests/simulation/crash_store.h"
#include "tests/simulation/plan.h"
#include "tests/simulation/schedule.h"

namespace atelier::simulation {

// One life of the process; everything that waits dies with it.
class Machine final : public storage::Committer, public async::JobQueue {
public:
    // `pump` is called when something was answered; `on_failure` once, when a write failed (the process is to exit).
    Machine(Schedule& schedule, const Plan& plan, Canary canary, CrashStore& store, std::function<void()> pump,
            std::function<void()> on_failure);
    // Power goes, or the process is killed: the write under way may have reached the disk, or not.
    void die(bool write_is_done);
    bool is_idle() const noexcept { return jobs_ == 0 && !is_writing_ && queue_.empty() && answers_ == 0; }

    Result<void> submit(storage::Append append, Completion done) override;
    Result<void> submit(std::function<void()> job) override;

private:
    using Queued = std::pair<storage::Append, Completion>;

    void later(std::int64_t most_ms, std::function<void()> what);
    void write_next();
    void finish_write();
    std::vector<storage::Append> appends() const;

    Schedule& schedule_;
    const Plan& plan_;
    const Canary canary_;
    CrashStore& store_;
    const std::function<void()> pump_;
    const std::function<void()> on_failure_;
    std::vector<Queued> queue_;
    std::vector<Queued> round_;  // being written
    std::size_t held_bytes_ = 0;
    std::size_t jobs_ = 0;
    std::size_t answers_ = 0;  // given, and not yet heard
    bool is_writing_ = false;
    bool has_failed_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);  // what is scheduled looks whether it still is
};

}  // namespace atelier::simulation
