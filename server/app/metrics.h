// What Prometheus reads of this server. docs/operations.md says what each figure means, and none says who or which board.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/http/server.h"
#include "storage/commit_queue.h"
#include "storage/rocks_store.h"

namespace atelier::app {

// All outlive whoever renders.
struct MetricSources {
    const http::Server& server;
    const storage::CommitQueue& commits;
    const storage::RocksStore& store;
    std::int64_t started_ms = 0;  // wall clock
};

// Text format 0.0.4. Asks RocksDB, which may take a millisecond.
std::string render_metrics(const MetricSources& sources);

}  // namespace atelier::app
