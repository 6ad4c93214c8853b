// Who makes ops durable, as rooms see it. In the server that is the CommitQueue and its thread; in the simulation it is
// a disk whose every delay comes from a seed.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "server/base/result.h"
#include "storage/store.h"

namespace atelier::storage {

class Committer {
public:
    using Completion = std::function<void(Result<void>)>;

    Committer() = default;
    Committer(const Committer&) = delete;
    Committer& operator=(const Committer&) = delete;
    virtual ~Committer() = default;

    // Queues one append. `done` is called later, never from inside this call, when it is on disk or cannot get there;
    // in submission order. Fails at once with TooMany when too much waits (`done` is then never called), and with
    // Unavailable when nothing is written any more.
    virtual Result<void> submit(Append append, Completion done) = 0;
};

}  // namespace atelier::storage
