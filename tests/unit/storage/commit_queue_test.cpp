// The commit queue with a store whose append waits, fails or refuses when told to.
// SPDX-License-Identifier: MIT
#include "storage/commit_queue.h"

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "server/base/limits.h"
#include "storage/memory_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

// A MemoryStore behind a gate. Appends are counted when they begin.
class GatedStore final : public Store {
public:
    Result<void> append(const std::vector<Append>& batch) override {
        std::optional<Error> failure;
        {
            std::unique_lock lock(mutex_);
            batch_sizes_.push_back(batch.size());
            changed_.notify_all();
            changed_.wait(lock, [this] { return is_open_; });
            for (const Append& item : batch) {
                if (refused_.contains(item.board)) {
                    return Error(ErrorCode::Unavailable, "quarantined");
                }
            }
            failure = failure_;
        }
        if (failure) {
            return *failure;
        }
        return memory_.append(batch);
    }

    void shut() {
        const std::lock_guard lock(mutex_);
        is_open_ = false;
    }
    void open() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    void fail_with(const Error& error) {
        const std::lock_guard lock(mutex_);
        failure_ = error;
    }
    void refuse(const BoardId& id) {
        const std::lock_guard lock(mutex_);
        refused_.insert(id);
    }
    void wait_for_appends(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return batch_sizes_.size() >= count; });
    }
    std::vector<std::size_t> batch_sizes() {
        const std::lock_guard lock(mutex_);
        return batch_sizes_;
    }

    Result<void> note_heads() override { return {}; }
    Result<Head> verify_board(const BoardId& id) override { return memory_.verify_board(id); }
    Result<std::vector<Record>> read_log(const BoardId& id, OpSeq after, ReadBounds bounds) override {
        return memory_.read_log(id, after, bounds);
    }
    Result<Rewritten> rewrite_log(const BoardId& id, const NewBatch& change) override {
        return memory_.rewrite_log(id, change);
    }
    Result<void> scrub(const BoardId&) override { return {}; }
    Result<void> put_snapshot(const BoardId&, const Snapshot&) override { return {}; }
    Result<std::optional<Snapshot>> find_snapshot(const BoardId&, OpSeq) override { return std::optional<Snapshot>(); }
    Result<std::optional<Snapshot>> find_keyframe(const BoardId&, OpSeq) override { return std::optional<Snapshot>(); }
    Result<void> put_timeline(const BoardId&, const TimelineBlock&) override { return {}; }
    Result<std::vector<TimelineBlock>> list_timeline(const BoardId&) override { return std::vector<TimelineBlock>(); }
    Result<void> put_opening(const BoardId&, OpSeq, BytesView) override { return {}; }
    Result<std::optional<Bytes>> find_opening(const BoardId&, OpSeq) override { return std::optional<Bytes>(); }
    Result<std::optional<Bytes>> get_actor(const BoardId&, ActorId) override { return std::optional<Bytes>(); }
    Result<void> erase_actor(const BoardId&, ActorId) override { return {}; }
    Result<void> change_entries(const EntryChanges&) override { return {}; }
    Result<std::optional<Bytes>> get_entry(std::string_view) override { return std::optional<Bytes>(); }
    Result<std::vector<Entry>> list_entries(std::string_view) override { return std::vector<Entry>(); }

private:
    MemoryStore memory_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = true;
    std::optional<Error> failure_;
    std::set<BoardId> refused_;
    std::vector<std::size_t> batch_sizes_;
};

// Touched by the committer thread only, read after stop().
struct Outcomes {
    std::vector<std::pair<std::uint64_t, std::optional<ErrorCode>>> seen;

    CommitQueue::Completion note(std::uint64_t number) {
        return [this, number](Result<void> result) {
            seen.emplace_back(number, result ? std::optional<ErrorCode>() : result.error().code);
        };
    }
    std::size_t count(std::optional<ErrorCode> outcome) const {
        std::size_t found = 0;
        for (const auto& entry : seen) {
            found += entry.second == outcome ? 1U : 0U;
        }
        return found;
    }
};

void never_fails(const Error& error) {
    FAIL("on_failure was called: " << error.detail);
}

TEST_CASE("an append is in the store when its completion runs", "[commit_queue]") {
    MemoryStore store;
    CommitQueue queue(store, never_fails);
    std::promise<OpSeq> head;
    REQUIRE(queue.submit(append(board(1), 1, 3), [&](Result<void> result) {
        head.set_value(result ? store.verify_board(board(1))->position : OpSeq{0});
    }));
    CHECK(head.get_future().get() == OpSeq{3});
    queue.stop();
    CHECK(queue.counters().syncs == 1);
    CHECK(queue.counters().ops == 3);
    CHECK(queue.counters().bytes == 40);
}

TEST_CASE("what queues up during one sync is written by the next one alone, in order", "[commit_queue]") {
    GatedStore store;
    store.shut();
    Outcomes outcomes;
    CommitQueue queue(store, never_fails);
    REQUIRE(queue.submit(append(board(1), 1), outcomes.note(1)));
    store.wait_for_appends(1);
    for (std::uint64_t number = 2; number <= 500; ++number) {
        REQUIRE(queue.submit(append(board(1), number), outcomes.note(number)));
    }
    store.open();
    queue.stop();

    CHECK(store.batch_sizes() == std::vector<std::size_t>{1, 499});
    CHECK(queue.counters().syncs == 2);
    CHECK(queue.counters().ops == 500);
    REQUIRE(outcomes.seen.size() == 500);
    for (std::uint64_t number = 1; number <= 500; ++number) {
        CHECK(outcomes.seen[number - 1].first == number);
    }
    CHECK(outcomes.count(std::nullopt) == 500);
    CHECK(store.read_log(board(1), {0}, {}).value().size() == 500);
}

TEST_CASE("one write never passes kCommitBatchBytesMax, unless a single append does", "[commit_queue]") {
    GatedStore store;
    store.shut();
    Outcomes outcomes;
    CommitQueue queue(store, never_fails);
    REQUIRE(queue.submit(append(board(1), 1), outcomes.note(1)));
    store.wait_for_appends(1);
    constexpr std::size_t kPart = limits::kCommitBatchBytesMax * 2 / 5;
    for (std::uint64_t number = 2; number <= 6; ++number) {
        REQUIRE(queue.submit(append(board(1), number, 1, kPart), outcomes.note(number)));
    }
    REQUIRE(queue.submit(append(board(1), 7, 1, 2 * limits::kCommitBatchBytesMax), outcomes.note(7)));
    store.open();
    queue.stop();
    CHECK(store.batch_sizes() == std::vector<std::size_t>{1, 2, 2, 1, 1});
    CHECK(outcomes.count(std::nullopt) == 7);
}

TEST_CASE("after a failed write everybody queued gets the error and nothing more is written", "[commit_queue]") {
    const ErrorCode code = GENERATE(ErrorCode::Io, ErrorCode::DiskFull);
    GatedStore store;
    store.shut();
    store.fail_with(Error(code, "no"));
    Outcomes outcomes;
    std::vector<Error> failures;
    {
        CommitQueue queue(store, [&](const Error& error) { failures.push_back(error); });
        REQUIRE(queue.submit(append(board(1), 1), outcomes.note(1)));
        store.wait_for_appends(1);
        REQUIRE(queue.submit(append(board(1), 2), outcomes.note(2)));
        std::promise<void> last;
        REQUIRE(queue.submit(append(board(2), 1), [&](Result<void> result) {
            outcomes.note(3)(result);
            last.set_value();
        }));
        store.open();
        last.get_future().wait();

        const Result<void> late = queue.submit(append(board(3), 1), outcomes.note(4));
        REQUIRE_FALSE(late);
        CHECK(late.error().code == ErrorCode::Unavailable);
        queue.stop();
        CHECK(queue.counters().syncs == 0);
    }
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].code == code);
    CHECK(store.batch_sizes() == std::vector<std::size_t>{1});
    CHECK(outcomes.seen.size() == 3);
    CHECK(outcomes.count(code) == 3);
}

TEST_CASE("a board that the store refuses fails alone", "[commit_queue]") {
    GatedStore store;
    store.shut();
    store.refuse(board(2));
    Outcomes outcomes;
    CommitQueue queue(store, never_fails);
    REQUIRE(queue.submit(append(board(1), 1), outcomes.note(1)));
    store.wait_for_appends(1);
    REQUIRE(queue.submit(append(board(1), 2), outcomes.note(2)));
    REQUIRE(queue.submit(append(board(2), 1), outcomes.note(3)));
    REQUIRE(queue.submit(append(board(3), 1), outcomes.note(4)));
    REQUIRE(queue.submit(append(board(1), 3), outcomes.note(5)));
    store.open();
    queue.stop();

    using Seen = decltype(outcomes.seen);
    CHECK(
        outcomes.seen ==
        Seen{{1, std::nullopt}, {2, std::nullopt}, {3, ErrorCode::Unavailable}, {4, std::nullopt}, {5, std::nullopt}});
    CHECK(store.verify_board(board(1))->position == OpSeq{3});
    CHECK(store.verify_board(board(3))->position == OpSeq{1});
}

TEST_CASE("a full queue refuses at once, and takes again when it has room", "[commit_queue]") {
    GatedStore store;
    store.shut();
    Outcomes outcomes;
    CommitQueue queue(store, never_fails);
    const Bytes megabyte(1024 * 1024, 'x');
    std::uint64_t taken = 0;
    std::optional<Error> refusal;
    while (!refusal) {
        const Append item{board(1), {taken + 1}, 1, 0, megabyte};
        if (const Result<void> result = queue.submit(item, outcomes.note(taken + 1)); result) {
            ++taken;
        } else {
            refusal = result.error();
        }
    }
    CHECK(refusal->code == ErrorCode::TooMany);
    CHECK(taken == limits::kCommitQueueBytesMax / megabyte.size() - 1);

    store.open();
    store.wait_for_appends(taken);
    while (!queue.submit({board(1), {taken + 1}, 1, 0, megabyte}, outcomes.note(taken + 1))) {
        std::this_thread::yield();
    }
    queue.stop();
    CHECK(outcomes.count(std::nullopt) == taken + 1);
}

TEST_CASE("stop writes what is queued, then refuses", "[commit_queue]") {
    GatedStore store;
    store.shut();
    Outcomes outcomes;
    CommitQueue queue(store, never_fails);
    for (std::uint64_t number = 1; number <= 50; ++number) {
        REQUIRE(queue.submit(append(board(1), number), outcomes.note(number)));
    }
    std::thread opener([&] {
        store.wait_for_appends(1);
        store.open();
    });
    queue.stop();
    opener.join();
    CHECK(outcomes.count(std::nullopt) == 50);
    CHECK(queue.submit(append(board(1), 51), outcomes.note(51)).error().code == ErrorCode::Unavailable);
    queue.stop();
    CHECK(outcomes.seen.size() == 50);
}

TEST_CASE("many threads submit at once and each board keeps its order", "[commit_queue]") {
    constexpr std::uint8_t kThreads = 4;
    constexpr std::uint64_t kAppends = 500;
    MemoryStore store;
    std::atomic<std::uint64_t> completed = 0;
    CommitQueue queue(store, never_fails);
    std::vector<std::thread> threads;
    std::atomic<bool> all_taken = true;
    for (std::uint8_t number = 1; number <= kThreads; ++number) {
        threads.emplace_back([&, number] {
            for (std::uint64_t first = 1; first <= kAppends; ++first) {
                const Result<void> taken = queue.submit(append(board(number), first),
                                                        [&](Result<void> result) { completed += result ? 1U : 0U; });
                all_taken = all_taken && taken.has_value();
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    queue.stop();
    CHECK(all_taken);
    CHECK(completed == kThreads * kAppends);
    CHECK(queue.counters().syncs <= kThreads * kAppends);
    CHECK(store.verify_board(board(1))->position == OpSeq{kAppends});
}

}  // namespace
}  // namespace atelier::storage
