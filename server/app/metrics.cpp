// SPDX-License-Identifier: MIT
#include "server/app/metrics.h"

#include <prometheus/text_serializer.h>

#include <cstddef>
#include <limits>
#include <sstream>
#include <utility>
#include <vector>

#include "server/app/process_figures.h"
#include "server/base/error.h"
#include "server/workshop/role.h"

namespace atelier::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

// The families in the order in which they are added.
class Page {
public:
    void add_gauge(std::string name, std::string help, double value) {
        ClientMetric metric;
        metric.gauge.value = value;
        family(std::move(name), std::move(help), MetricType::Gauge).metric.push_back(std::move(metric));
    }
    void add_gauge(std::string name, std::string help, std::uint64_t value) {
        add_gauge(std::move(name), std::move(help), static_cast<double>(value));
    }
    void add_counter(std::string name, std::string help, double value) {
        ClientMetric metric;
        metric.counter.value = value;
        family(std::move(name), std::move(help), MetricType::Counter).metric.push_back(std::move(metric));
    }
    void add_counter(std::string name, std::string help, std::uint64_t value) {
        add_counter(std::move(name), std::move(help), static_cast<double>(value));
    }

    // One for each value of a label, in their order.
    struct Labelled {
        std::string value;
        std::uint64_t count = 0;
    };
    void add_labelled(MetricType type, std::string name, std::string help, const std::string& label,
                      const std::vector<Labelled>& all) {
        MetricFamily& labelled = family(std::move(name), std::move(help), type);
        for (const Labelled& one : all) {
            ClientMetric metric;
            metric.label = {{label, one.value}};
            (type == MetricType::Gauge ? metric.gauge.value : metric.counter.value) = static_cast<double>(one.count);
            labelled.metric.push_back(std::move(metric));
        }
    }
    void add_histogram(std::string name, std::string help, const LatencyFigures& figures) {
        ClientMetric metric;
        for (std::size_t i = 0; i < figures.counts.size(); ++i) {
            metric.histogram.sample_count += figures.counts[i];
            const double bound =
                i < kLatencyBounds.size() ? kLatencyBounds[i] : std::numeric_limits<double>::infinity();
            metric.histogram.bucket.push_back({metric.histogram.sample_count, bound});
        }
        metric.histogram.sample_sum = figures.sum_s;
        family(std::move(name), std::move(help), MetricType::Histogram).metric.push_back(std::move(metric));
    }

    std::string text() const {
        std::ostringstream out;
        prometheus::TextSerializer().Serialize(out, families_);
        return std::move(out).str();
    }

private:
    MetricFamily& family(std::string name, std::string help, MetricType type) {
        return families_.emplace_back(MetricFamily{std::move(name), std::move(help), type, {}});
    }

    std::vector<MetricFamily> families_;
};

void add_connections(Page& page, const http::ServerFigures& server) {
    page.add_gauge("atelier_connections", "Open connections, of any kind.", server.connections);
    page.add_counter("atelier_connections_accepted_total", "Connections taken.", server.connections_accepted);
    page.add_counter(
        "atelier_accept_pauses_total",
        "Times that newcomers had to wait: too many connections were open, or no file descriptor was left.",
        server.accept_pauses);
    page.add_counter("atelier_origins_refused_total", "Requests refused as from a page of another origin.",
                     server.origins_refused);
    page.add_counter("atelier_readers_cut_total", "Connections cut because they took nothing for 30 s.",
                     server.readers_cut);
}

void add_members(Page& page, const http::ServerFigures& server) {
    std::vector<Page::Labelled> members;
    for (std::size_t i = 0; i < room::kRoles.size(); ++i) {
        members.push_back({std::string(workshop::role_name(room::kRoles[i])), server.rooms.members[i]});
    }
    page.add_labelled(MetricType::Gauge, "atelier_members", "People and screens on boards.", "role", members);
    page.add_gauge("atelier_long_poll_sessions", "Of them and of those on their way, over long-poll.",
                   server.long_polls);
    page.add_counter("atelier_members_overrun_total", "Members sent away because they fell behind by more than 2 MB.",
                     server.rooms.overruns);
    page.add_counter("atelier_tokens_refused_total", "Tokens that were not ours, or past their date.",
                     server.rooms.tokens_refused);
    std::vector<Page::Labelled> refusals;
    for (std::size_t i = 1; i < room::kErrorCodes; ++i) {
        if (!v1::Reason_IsValid(static_cast<int>(i))) {
            continue;  // a number that is not given out
        }
        refusals.push_back({std::string(error_name(static_cast<ErrorCode>(i))), server.rooms.refusals[i]});
    }
    page.add_labelled(MetricType::Counter, "atelier_refusals_total", "Changes and connections refused.", "reason",
                      refusals);
}

void add_boards(Page& page, const room::RoomFigures& rooms) {
    page.add_gauge("atelier_boards_loaded", "Boards in memory.", rooms.boards_loaded);
    page.add_gauge("atelier_boards_quarantined", "Boards that could not be read, and are refused to everybody.",
                   rooms.boards_quarantined);
    page.add_histogram("atelier_commit_seconds", "From the moment when changes are to be kept until they are on disk.",
                       rooms.commit);
    page.add_histogram("atelier_fan_out_seconds", "From there until they were given to every member's socket.",
                       rooms.fan_out);
}

void add_commits(Page& page, const storage::CommitQueue::Counters& commits) {
    page.add_counter("atelier_ops_committed_total", "Changes of boards that were made durable.", commits.ops);
    page.add_counter("atelier_commit_bytes_total", "Bytes of these changes.", commits.bytes);
    page.add_counter("atelier_commit_syncs_total", "Syncs of the disk that made them durable.", commits.syncs);
}

void add_store(Page& page, const storage::RocksFigures& store) {
    page.add_gauge("atelier_rocksdb_cache_bytes", "Memory of the store's cache in use.", store.cache_bytes);
    page.add_gauge("atelier_rocksdb_cache_max_bytes", "Memory that the store's cache may use (cache-mb).",
                   store.cache_bytes_max);
    page.add_gauge("atelier_rocksdb_memtable_bytes", "Written and not yet in a table, in memory.",
                   store.memtable_bytes);
    page.add_gauge("atelier_rocksdb_live_sst_bytes", "Tables in use, on disk.", store.table_bytes);
    page.add_gauge("atelier_rocksdb_live_blob_bytes", "Blob files in use (snapshots), on disk.", store.blob_bytes);
    page.add_gauge("atelier_rocksdb_pending_compaction_bytes", "Waiting to be rewritten, estimated.",
                   store.pending_compaction_bytes);
    page.add_gauge("atelier_rocksdb_running_compactions", "Compactions under way.", store.running_compactions);
}

// Under the names that every Prometheus dashboard knows.
void add_process(Page& page, const ProcessFigures& process, std::int64_t started_ms) {
    page.add_counter("process_cpu_seconds_total", "Time on the processor.", process.cpu_s);
    page.add_gauge("process_resident_memory_bytes", "Memory in use.", process.resident_bytes);
    page.add_gauge("process_open_fds", "Open file descriptors.", process.open_descriptors);
    page.add_gauge("process_max_fds", "File descriptors that may be open.", process.descriptor_limit);
    page.add_gauge("process_start_time_seconds", "When the process began, since 1970.",
                   static_cast<double>(started_ms) / 1000);
}

}  // namespace

std::string render_metrics(const MetricSources& sources) {
    Page page;
    const http::ServerFigures server = sources.server.figures();
    add_connections(page, server);
    add_members(page, server);
    add_boards(page, server.rooms);
    add_commits(page, sources.commits.counters());
    add_store(page, sources.store.figures());
    add_process(page, read_process_figures(), sources.started_ms);
    return page.text();
}

}  // namespace atelier::app
