// Tells a story to a store whose disk says no at one place, and prints what became of it, a line each:
//   ack BOARD POSITION    acknowledged
//   refused               a write was refused, or the store did not open
//   violation SENTENCE    what must never be
//   operations N          at the end: how many places the story has
// A process of its own, because Debian's RocksDB is built with its assertions, and some of them hold a failing disk to
// be impossible: the process then dies, as the server would.
// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "storage/rocks_store.h"
#include "tests/unit/storage/failing_sites.h"
#include "tests/unit/storage/fault_file_system.h"

namespace {

using namespace atelier;
using namespace atelier::storage;

// One write, so that a line is in the pipe whole or not at all.
void say(const std::string& words) {
    const std::string line = words + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
        ::_exit(3);
    }
}

// Says what came of a write; false once one was refused.
class Teller {
public:
    bool take(const Result<void>& result) {
        if (result) {
            if (was_refused_) {  // F15: refused once is refused for good, though the disk works again
                say("violation a write was taken after one was refused");
            }
            return !was_refused_;
        }
        if (result.error().code != ErrorCode::DiskFull && result.error().code != ErrorCode::Io) {
            say("violation refused for another reason: " + result.error().detail);
        }
        if (!was_refused_) {
            say("refused");
        }
        was_refused_ = true;
        return false;
    }
    bool was_refused() const { return was_refused_; }

private:
    bool was_refused_ = false;
};

void tell_story(const std::string& directory, rocksdb::Env* env) {
    const auto store = RocksStore::open(
        directory, {.cache_bytes = 4 << 20, .memtable_bytes = failing_sites::kMemtableBytes, .env = env});
    if (!store) {
        const ErrorCode code = store.error().code;
        if (code != ErrorCode::DiskFull && code != ErrorCode::Io && code != ErrorCode::Corrupt) {
            say("violation did not open for another reason: " + store.error().detail);
        }
        say("refused");
        return;
    }
    Teller teller;
    teller.take((*store)->put_entry("board/x", "entry"));
    for (std::uint64_t first = 1; first <= failing_sites::kAppends; ++first) {
        for (const std::uint8_t number : failing_sites::kBoards) {
            if (teller.take((*store)->append({failing_sites::append_at(number, first)}))) {
                say("ack " + std::to_string(number) + " " + std::to_string(first));
            }
        }
        if (first % 8 == 0 && !teller.was_refused()) {
            teller.take((*store)->put_snapshot(sample::board(1), {{first}, sample::noise(first, 6000), first}));
        }
    }
    if (!teller.was_refused()) {
        teller.take((*store)->note_heads());  // with nothing to note it has nothing to refuse
    }
}

}  // namespace

int main(int argument_count, char** arguments) {
    if (argument_count != 4) {
        std::fputs("usage: failing_sites_writer DIRECTORY SITE full|broken   (site 0: none fails)\n", stderr);
        return 2;
    }
    const std::uint64_t site = std::strtoull(arguments[2], nullptr, 10);
    const bool is_full = std::string(arguments[3]) == "full";
    const auto disk = std::make_shared<FaultFileSystem>(site);
    const std::unique_ptr<rocksdb::Env> env = env_on(disk);
    disk->spare_the_disk();
    if (site != 0) {
        disk->fail_operation(site, is_full ? FaultFileSystem::Failure::NoSpace : FaultFileSystem::Failure::Broken);
    }
    tell_story(arguments[1], env.get());
    say("operations " + std::to_string(disk->operations()));
    return 0;
}
