// What a durable commit costs beside the one fdatasync that it cannot do without, and how many ops share one.
// One JSON object a line. Give it a directory on the disk to be measured (default: beside the program), not a tmpfs.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "server/base/random.h"
#include "storage/commit_queue.h"
#include "storage/rocks_store.h"

namespace atelier::storage {
namespace {

constexpr std::size_t kBatchBytes = 200;      // a few seconds of somebody typing, or a new card
constexpr std::size_t kWalRecordBytes = 273;  // what the write-ahead log gets for it: key, chain, framing
constexpr int kWarmUp = 50;
constexpr int kSamples = 1000;
constexpr int kBoards = 20;
constexpr int kWaitingMax = 1000;  // ops sent and not yet acknowledged, of everybody together
constexpr auto kThroughputTime = std::chrono::seconds(3);

using Clock = std::chrono::steady_clock;

void report(const char* name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name, value, unit);
}

void require(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "commit_bench: %s\n", what);
        std::exit(1);
    }
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median_us(std::vector<double> seconds) {
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2] * 1e6;
}

BoardId board(int number) {
    BoardId id;
    id.bytes.fill(static_cast<std::uint8_t>(number + 1));
    return id;
}

Bytes batch_of(SeededRandom& random) {
    Bytes bytes(kBatchBytes, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>('a' + random.below(20));
    }
    return bytes;
}

// The least a durable log can do: append the bytes, fdatasync.
class PlainFile {
public:
    explicit PlainFile(const std::filesystem::path& path)
        : file_(::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {
        require(file_ >= 0, "cannot make a file");
    }
    PlainFile(const PlainFile&) = delete;
    PlainFile& operator=(const PlainFile&) = delete;
    ~PlainFile() { ::close(file_); }

    void commit() const {
        require(::write(file_, bytes_.data(), bytes_.size()) == static_cast<ssize_t>(bytes_.size()), "cannot write");
        require(::fdatasync(file_) == 0, "cannot sync");
    }

private:
    const int file_;
    const Bytes bytes_ = Bytes(kWalRecordBytes, 'x');
};

double timed_commit(CommitQueue& queue, Append append) {
    std::promise<bool> done;
    std::future<bool> outcome = done.get_future();
    const Clock::time_point start = Clock::now();
    const Result<void> taken =
        queue.submit(std::move(append), [&](Result<void> result) { done.set_value(result.has_value()); });
    require(taken && outcome.get(), "a commit failed");
    return seconds_since(start);
}

// One commit at a time on an idle queue, turn by turn with the plain file, so that both see the same disk.
double measure_latency(Store& store, const std::filesystem::path& directory) {
    SeededRandom random(1);
    const PlainFile plain(directory / "plain");
    CommitQueue queue(store, [](const Error& error) { require(false, error.detail.c_str()); });
    std::vector<double> commits;
    std::vector<double> syncs;
    for (int i = 0; i < kWarmUp + kSamples; ++i) {
        const double commit =
            timed_commit(queue, {board(0), {static_cast<std::uint64_t>(i + 1)}, 1, 0, batch_of(random)});
        const Clock::time_point start = Clock::now();
        plain.commit();
        if (i >= kWarmUp) {
            commits.push_back(commit);
            syncs.push_back(seconds_since(start));
        }
    }
    report("commit.p50_us", median_us(commits), "us");
    report("commit.fdatasync_p50_us", median_us(syncs), "us");
    report("commit.p50_over_fdatasync", median_us(commits) / median_us(syncs), "ratio");
    double total = 0;
    for (const double seconds : syncs) {
        total += seconds;
    }
    const double syncs_per_s = static_cast<double>(syncs.size()) / total;
    report("commit.fdatasync_per_s", syncs_per_s, "1/s");
    return syncs_per_s;
}

// Many people on many boards, one op an append; so many are on their way that each sync carries what came meanwhile.
void measure_throughput(Store& store, double syncs_per_s) {
    SeededRandom random(2);
    std::vector<std::uint64_t> next(kBoards + 1, 1);
    std::atomic<int> waiting = 0;
    std::atomic<bool> failed = false;
    CommitQueue queue(store, [](const Error& error) { require(false, error.detail.c_str()); });
    const Bytes batch = batch_of(random);
    const Clock::time_point start = Clock::now();
    for (int i = 0; Clock::now() - start < kThroughputTime; ++i) {
        const int number = 1 + i % kBoards;
        while (waiting >= kWaitingMax) {
            std::this_thread::sleep_for(std::chrono::microseconds(50));
        }
        ++waiting;
        Append append{board(number), {next[static_cast<std::size_t>(number)]++}, 1, 0, batch};
        const Result<void> taken = queue.submit(std::move(append), [&](Result<void> result) {
            failed = failed || !result;
            --waiting;
        });
        require(taken.has_value(), "a commit was refused");
    }
    queue.stop();
    require(!failed, "a commit failed");
    const double ops_per_s = static_cast<double>(queue.counters().ops) / seconds_since(start);
    report("commit.ops_per_s", ops_per_s, "1/s");
    report("commit.ops_per_sync",
           static_cast<double>(queue.counters().ops) / static_cast<double>(queue.counters().syncs), "ops");
    report("commit.ops_per_s_over_fdatasync_per_s", ops_per_s / syncs_per_s, "ratio");
}

int run(const std::filesystem::path& directory) {
    std::filesystem::remove_all(directory);
    Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory);
    require(store.has_value(), store ? "" : store.error().detail.c_str());
    const double syncs_per_s = measure_latency(**store, directory);
    measure_throughput(**store, syncs_per_s);
    (*store).reset();
    std::filesystem::remove_all(directory);
    return 0;
}

}  // namespace
}  // namespace atelier::storage

int main(int argument_count, char** arguments) {
    const std::filesystem::path beside =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "commit_bench.data";
    return atelier::storage::run(argument_count > 1 ? std::filesystem::path(arguments[1]) : beside);
}
