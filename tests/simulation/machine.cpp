// SPDX-License-Identifier: MIT
#include "tests/simulation/machine.h"

namespace atelier::simulation {

Machine::Machine(Schedule& schedule, const Plan& plan, Canary canary, CrashStore& store, std::function<void()> pump,
                 std::function<void()> on_failure)
    : schedule_(schedule),
      plan_(plan),
      canary_(canary),
      store_(store),
      pump_(std::move(pump)),
      on_failure_(std::move(on_failure)) {}

void Machine::later(std::int64_t most_ms, std::function<void()> what) {
    schedule_.after(schedule_.up_to(most_ms), [alive = std::weak_ptr(alive_), what = std::move(what)] {
        if (!alive.expired()) {
            what();
        }
    });
}

Result<void> Machine::submit(storage::Append append, Completion done) {
    if (has_failed_) {
        return Error(ErrorCode::Unavailable, "nothing is written any more");
    }
    if (held_bytes_ != 0 && held_bytes_ + append.batch.size() > plan_.commit_queue_bytes) {
        return Error(ErrorCode::TooMany, "the disk does not keep up");
    }
    held_bytes_ += append.batch.size();
    if (canary_ == Canary::AcknowledgeBeforeSync) {
        later(0, [this, done] {
            done({});
            pump_();
        });
        done = [](const Result<void>&) {};
    }
    queue_.emplace_back(std::move(append), std::move(done));
    if (!is_writing_) {
        write_next();
    }
    return {};
}

void Machine::write_next() {
    round_ = std::exchange(queue_, {});
    is_writing_ = !round_.empty();
    if (is_writing_) {
        later(plan_.sync_ms, [this] { finish_write(); });
    }
}

std::vector<storage::Append> Machine::appends() const {
    std::vector<storage::Append> batch;
    for (const auto& [append, done] : round_) {
        batch.push_back(append);
        schedule_.trace(append.batch);
    }
    return batch;
}

void Machine::finish_write() {
    const Result<void> result = store_.append(appends());
    ++answers_;
    later(3, [this, round = std::exchange(round_, {}), result] {
        --answers_;
        for (const auto& [append, done] : round) {
            held_bytes_ -= append.batch.size();
            done(result);
        }
        pump_();
    });
    if (!result) {
        has_failed_ = true;
        is_writing_ = false;
        return on_failure_();
    }
    write_next();
}

Result<void> Machine::submit(std::function<void()> job) {
    ++jobs_;
    later(plan_.job_ms, [this, job = std::move(job)] {
        --jobs_;
        job();
        pump_();
    });
    return {};
}

void Machine::die(bool write_is_done) {
    alive_.reset();
    if (is_writing_ && write_is_done) {
        static_cast<void>(store_.append(appends()));  // whether it fails or not, nobody hears of it
    }
    queue_.clear();
    round_.clear();
}

}  // namespace atelier::simulation
