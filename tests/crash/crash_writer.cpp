// Appends for ever, and prints "board position" for each append once it is acknowledged. Made to be killed.
// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

#include "storage/commit_queue.h"
#include "storage/rocks_store.h"
#include "tests/crash/crash_script.h"

namespace {

using namespace atelier;
using namespace atelier::storage;

constexpr int kWaitingMax = 32;                 // appends not yet acknowledged
constexpr std::uint64_t kAppendsMax = 100'000;  // in case nobody kills us

// One write, so that a line is in the pipe whole or not at all.
void note(std::uint8_t board, OpSeq last) {
    const std::string line = std::to_string(board) + " " + std::to_string(last.value) + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        ::_exit(3);
    }
}

int fail(const Error& error) {
    std::fprintf(stderr, "crash_writer: %s\n", error.detail.c_str());
    return 1;
}

int run(const char* directory) {
    Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory, crash_script::options());
    if (!store) {
        return fail(store.error());
    }
    std::array<std::uint64_t, crash_script::kBoards + 1> next{};
    for (std::uint8_t board = 1; board <= crash_script::kBoards; ++board) {
        const Result<Head> head = (*store)->verify_board(sample::board(board));
        if (!head) {
            return fail(head.error());
        }
        next[board] = head->position.value + 1;
    }
    std::atomic<int> waiting = 0;
    CommitQueue queue(**store, [](const Error& error) { ::_exit(fail(error)); });
    for (std::uint64_t number = 0; number < kAppendsMax; ++number) {
        const auto board = static_cast<std::uint8_t>(1 + number % crash_script::kBoards);
        const Append append = crash_script::append_at(board, next[board]);
        const OpSeq last{append.first.value + append.op_count - 1};
        next[board] = last.value + 1;
        while (waiting == kWaitingMax) {
            std::this_thread::yield();
        }
        ++waiting;
        const bool with_snapshot = number / crash_script::kBoards % crash_script::kSnapshotEveryRecords == 0;
        const Result<void> taken =
            queue.submit(append, [&store, &waiting, board, last, with_snapshot](Result<void> result) {
                if (!result) {
                    ::_exit(fail(result.error()));
                }
                note(board, last);
                if (with_snapshot) {
                    const Result<void> put =
                        (*store)->put_snapshot(sample::board(board), crash_script::snapshot_at(last.value));
                    if (!put) {
                        ::_exit(fail(put.error()));
                    }
                }
                --waiting;
            });
        if (!taken) {
            return fail(taken.error());
        }
    }
    queue.stop();
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 2) {
        std::fputs("usage: crash_writer DIRECTORY\n", stderr);
        return 2;
    }
    return run(arguments[1]);
}
