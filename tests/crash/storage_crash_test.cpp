// A writer is killed with -9 at any moment, many times over on one directory. What it had said was kept must be there.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/base/random.h"
#include "storage/rocks_store.h"
#include "tests/crash/crash_script.h"
#include "tests/support/catch.h"

namespace atelier::storage {
namespace {

constexpr int kRounds = 12;

// Board number to the last position acknowledged.
using Ledger = std::map<std::uint8_t, std::uint64_t>;

// A running crash_writer and the reading end of its ledger.
class Writer {
public:
    explicit Writer(const std::filesystem::path& directory) {
        int pipe_ends[2];
        REQUIRE(::pipe2(pipe_ends, O_CLOEXEC) == 0);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::dup2(pipe_ends[1], STDOUT_FILENO);
            ::execl(CRASH_WRITER, CRASH_WRITER, directory.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(pipe_ends[1]);
        lines_ = ::fdopen(pipe_ends[0], "r");
        REQUIRE(lines_ != nullptr);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { std::fclose(lines_); }

    // False at the end of the pipe.
    bool read_line(Ledger& ledger) {
        unsigned board = 0;
        unsigned long position = 0;
        if (std::fscanf(lines_, "%u %lu\n", &board, &position) != 2) {
            return false;
        }
        ledger[static_cast<std::uint8_t>(board)] = position;
        return true;
    }

    // What the writer still said before it died counts as well. Returns how it ended.
    int kill_and_drain(Ledger& ledger) {
        ::kill(pid_, SIGKILL);
        while (read_line(ledger)) {
        }
        int status = 0;
        REQUIRE(::waitpid(pid_, &status, 0) == pid_);
        return status;
    }

private:
    pid_t pid_ = -1;
    std::FILE* lines_ = nullptr;
};

void check_board(Store& store, std::uint8_t number, std::uint64_t acknowledged) {
    CAPTURE(int{number}, acknowledged);
    const Result<Head> head = store.verify_board(sample::board(number));
    REQUIRE(head);
    REQUIRE(head->position.value >= acknowledged);

    const Result<std::vector<Record>> records = store.read_log(sample::board(number), {0}, {});
    REQUIRE(records);
    std::uint64_t first = 1;
    for (const Record& record : *records) {
        const Append expected = crash_script::append_at(number, first);
        REQUIRE(record.first.value == first);
        REQUIRE(record.op_count == expected.op_count);
        REQUIRE(record.batch == expected.batch);
        first += record.op_count;
    }
    REQUIRE(first == head->position.value + 1);

    const Result<std::optional<Snapshot>> snapshot = store.find_snapshot(sample::board(number), {UINT64_MAX});
    REQUIRE(snapshot);
    if (*snapshot) {
        REQUIRE((*snapshot)->state == crash_script::snapshot_at((*snapshot)->position.value).state);
    }
}

TEST_CASE("[F11] after kill -9 at any moment everything acknowledged is there, whole", "[crash]") {
    const sample::Directory directory;
    SeededRandom random(20'220'302);
    Ledger ledger;
    int kills = 0;
    for (int round = 0; round < kRounds; ++round) {
        CAPTURE(round);
        Writer writer(directory.path());
        // A round in four is killed while it opens; the others after some acknowledgements.
        const std::uint64_t lines = round % 4 == 0 ? 0 : random.below(600);
        for (std::uint64_t line = 0; line < lines; ++line) {
            REQUIRE(writer.read_line(ledger));
        }
        if (lines == 0) {
            ::usleep(static_cast<useconds_t>(random.below(30'000)));
        }
        const int status = writer.kill_and_drain(ledger);
        REQUIRE(WIFSIGNALED(status));
        kills += WTERMSIG(status) == SIGKILL ? 1 : 0;

        const Result<std::unique_ptr<RocksStore>> store = RocksStore::open(directory.path(), crash_script::options());
        REQUIRE(store);
        for (std::uint8_t number = 1; number <= crash_script::kBoards; ++number) {
            check_board(**store, number, ledger[number]);
        }
    }
    CHECK(kills == kRounds);
    for (std::uint8_t number = 1; number <= crash_script::kBoards; ++number) {
        CHECK(ledger[number] > 100);
    }
}

}  // namespace
}  // namespace atelier::storage
