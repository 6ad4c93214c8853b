// SPDX-License-Identifier: MIT
#include "storage/commit_queue.h"

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "server/base/check.h"
#include "server/base/limits.h"

namespace atelier::storage {
namespace {

// What one queued append costs beside its batch, so that a flood of empty ones is bounded as well.
constexpr std::size_t kItemBytes = 128;

// Without work for so long, the queue is idle: where the boards end is then noted by itself, and with the next round else.
constexpr std::chrono::milliseconds kIdleAfter{100};

bool is_write_failure(const Error& error) {
    return error.code == ErrorCode::DiskFull || error.code == ErrorCode::Io;
}

}  // namespace

class CommitQueue::Worker {
public:
    Worker(Store& store, OnFailure on_failure)
        : store_(store),
          on_failure_(std::move(on_failure)),
          thread_([this] { run(); }) {}

    Result<void> submit(Append append, Completion done);
    void stop();
    Counters counters() const;

private:
    struct Round {
        std::vector<Append> appends;
        std::vector<Completion> completions;  // of the append at the same index
        std::size_t bytes = 0;

        void add(Append append, Completion done);
    };

    void run();
    // Waits for work; nullopt when stopping and empty.
    std::optional<Round> next_round();
    // Everything still queued, as one round.
    Round take_all();
    // Writes one round. Returns what to tell each completion.
    std::vector<Result<void>> write(const Round& round);
    std::vector<Result<void>> write_board_by_board(const Round& round);
    Result<void> append(const std::vector<Append>& batch);
    void note_heads();
    // Runs the completions, in order, and gives the bytes back.
    void tell(const Round& round, const std::vector<Result<void>>& results);
    void fail(const Round& round, const Error& error);

    Store& store_;
    const OnFailure on_failure_;

    mutable std::mutex mutex_;
    std::condition_variable has_work_;
    std::deque<std::pair<Append, Completion>> queue_;
    std::size_t held_bytes_ = 0;  // queued or being written
    bool is_stopping_ = false;
    std::optional<Error> failure_;
    Counters counters_;
    bool are_heads_noted_ = true;  // the thread's own

    std::once_flag joined_;
    std::thread thread_;  // last: starts when all above is there
};

void CommitQueue::Worker::Round::add(Append append, Completion done) {
    bytes += append.batch.size() + kItemBytes;
    appends.push_back(std::move(append));
    completions.push_back(std::move(done));
}

Result<void> CommitQueue::Worker::submit(Append append, Completion done) {
    const std::size_t bytes = append.batch.size() + kItemBytes;
    {
        const std::lock_guard lock(mutex_);
        if (failure_) {
            return Error(ErrorCode::Unavailable, "nothing is written any more: " + failure_->detail);
        }
        if (is_stopping_) {
            return Error(ErrorCode::Unavailable, "shutting down");
        }
        if (held_bytes_ + bytes > limits::kCommitQueueBytesMax) {
            return Error(ErrorCode::TooMany, "the commit queue is full");
        }
        held_bytes_ += bytes;
        queue_.emplace_back(std::move(append), std::move(done));
    }
    has_work_.notify_one();
    return {};
}

void CommitQueue::Worker::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    has_work_.notify_one();
    std::call_once(joined_, [this] {
        ATELIER_CHECK(std::this_thread::get_id() != thread_.get_id());
        thread_.join();
    });
}

CommitQueue::Counters CommitQueue::Worker::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

void CommitQueue::Worker::run() {
    pthread_setname_np(pthread_self(), "commit");
    while (std::optional<Round> round = next_round()) {
        const std::vector<Result<void>> results = write(*round);
        if (const auto& first = results.front(); !first && is_write_failure(first.error())) {
            fail(*round, first.error());
        } else {
            tell(*round, results);
            are_heads_noted_ = false;
        }
    }
}

// Behind the acknowledgements, so that nobody waits for it.
void CommitQueue::Worker::note_heads() {
    if (std::exchange(are_heads_noted_, true)) {
        return;
    }
    if (const Result<void> noted = store_.note_heads(); !noted) {
        fail(Round(), noted.error());
    }
}

std::optional<CommitQueue::Worker::Round> CommitQueue::Worker::next_round() {
    std::unique_lock lock(mutex_);
    const auto has_work = [this] { return is_stopping_ || !queue_.empty(); };
    if (!are_heads_noted_) {
        has_work_.wait_for(lock, kIdleAfter, has_work);
    }
    if (queue_.empty()) {
        lock.unlock();
        note_heads();
        lock.lock();
        has_work_.wait(lock, has_work);
    }
    if (queue_.empty()) {
        return std::nullopt;
    }
    Round round;
    do {
        auto& [append, done] = queue_.front();
        round.add(std::move(append), std::move(done));
        queue_.pop_front();
    } while (!queue_.empty() && round.bytes + queue_.front().first.batch.size() <= limits::kCommitBatchBytesMax);
    return round;
}

CommitQueue::Worker::Round CommitQueue::Worker::take_all() {
    const std::lock_guard lock(mutex_);
    Round rest;
    for (auto& [append, done] : queue_) {
        rest.add(std::move(append), std::move(done));
    }
    queue_.clear();
    return rest;
}

Result<void> CommitQueue::Worker::append(const std::vector<Append>& batch) {
    Result<void> result = store_.append(batch);
    if (result) {
        const std::lock_guard lock(mutex_);
        counters_.syncs += 1;
        for (const Append& item : batch) {
            counters_.ops += item.op_count;
            counters_.bytes += item.batch.size();
        }
    }
    return result;
}

std::vector<Result<void>> CommitQueue::Worker::write(const Round& round) {
    const Result<void> all = append(round.appends);
    if (all || is_write_failure(all.error())) {
        return std::vector<Result<void>>(round.appends.size(), all);
    }
    return write_board_by_board(round);
}

// One board was refused before anything was written: find out which, and let the others pass. Rare, so a sync a board
// is no matter. A write failure on the way ends it and is the result of the whole round: what it had written is on disk
// and not acknowledged, which is always allowed.
std::vector<Result<void>> CommitQueue::Worker::write_board_by_board(const Round& round) {
    std::map<BoardId, std::vector<std::size_t>> by_board;
    for (std::size_t i = 0; i < round.appends.size(); ++i) {
        by_board[round.appends[i].board].push_back(i);
    }
    std::vector<Result<void>> results(round.appends.size());
    for (const auto& [board, indexes] : by_board) {
        std::vector<Append> alone;
        for (const std::size_t i : indexes) {
            alone.push_back(round.appends[i]);
        }
        const Result<void> result = append(alone);
        if (!result && is_write_failure(result.error())) {
            return std::vector<Result<void>>(round.appends.size(), result);
        }
        for (const std::size_t i : indexes) {
            results[i] = result;
        }
    }
    return results;
}

void CommitQueue::Worker::tell(const Round& round, const std::vector<Result<void>>& results) {
    for (std::size_t i = 0; i < results.size(); ++i) {
        round.completions[i](results[i]);
    }
    const std::lock_guard lock(mutex_);
    held_bytes_ -= round.bytes;
}

// Acknowledges nothing of the round, nor of what is queued: the owner hears of it first, then everybody who waits.
void CommitQueue::Worker::fail(const Round& round, const Error& error) {
    {
        const std::lock_guard lock(mutex_);
        failure_ = error;  // from here on submit() refuses, so take_all() below takes the last
    }
    on_failure_(error);
    tell(round, std::vector<Result<void>>(round.completions.size(), error));
    const Round rest = take_all();
    tell(rest, std::vector<Result<void>>(rest.completions.size(), error));
}

CommitQueue::CommitQueue(Store& store, OnFailure on_failure)
    : worker_(std::make_unique<Worker>(store, std::move(on_failure))) {}

CommitQueue::~CommitQueue() {
    stop();
}

Result<void> CommitQueue::submit(Append append, Completion done) {
    return worker_->submit(std::move(append), std::move(done));
}

void CommitQueue::stop() {
    worker_->stop();
}

CommitQueue::Counters CommitQueue::counters() const {
    return worker_->counters();
}

}  // namespace atelier::storage
