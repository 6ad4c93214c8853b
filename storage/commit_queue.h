// The commit path: one thread that makes batches of ops durable, many boards at a time (group commit).
// Drain the queue, one synced batch, then the completions; while it syncs the next batch fills.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "server/base/result.h"
#include "storage/committer.h"
#include "storage/store.h"

namespace atelier::storage {

// Thread-safe. After the first failed write (DiskFull, Io) `on_failure` is called once (the process says why and exits:
// a failed sync is never retried), every completion gets that error, and nothing more is written.
// An append that the store refuses for its board alone (quarantined, out of order) fails alone: its completion gets the
// error, everybody else's goes on.
class CommitQueue final : public Committer {
public:
    using OnFailure = std::function<void(const Error&)>;

    // Starts the committer thread. `store` outlives this. `on_failure` runs on the committer thread.
    CommitQueue(Store& store, OnFailure on_failure);
    // Drains what is queued, then joins the thread.
    ~CommitQueue() override;

    // Queues one append. `done` runs on the committer thread after the sync, in submission order: keep it short and
    // post back to the board's thread. Fails at once with TooMany when kCommitQueueBytesMax wait already (`done` is
    // then never called), and with Unavailable after stop() or a failure.
    Result<void> submit(Append append, Completion done) override;

    // Refuses new work, drains, returns when the last completion has run. Idempotent. Never from a completion.
    void stop();

    struct Counters {
        std::uint64_t syncs = 0;  // successful appends of the store: one each, however many ops it carried
        std::uint64_t ops = 0;
        std::uint64_t bytes = 0;
    };
    Counters counters() const;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace atelier::storage
