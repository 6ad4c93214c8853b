// SPDX-License-Identifier: MIT
#include "storage/directory_lock.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

TEST_CASE("[F13] a second store on the same directory is refused, in words", "[storage]") {
    const sample::Directory directory;
    Result<std::unique_ptr<RocksStore>> first = RocksStore::open(directory.path());
    REQUIRE(first);
    const Result<std::unique_ptr<RocksStore>> second = RocksStore::open(directory.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::Locked);
    CHECK_THAT(second.error().detail,
               Catch::Contains(directory.path().string()) && Catch::Contains("process " + std::to_string(::getpid())));

    (*first).reset();
    CHECK(RocksStore::open(directory.path()));
}

TEST_CASE("[F13] another process is refused as well", "[storage]") {
    const sample::Directory directory;
    const Result<DirectoryLock> lock = DirectoryLock::take(directory.path());
    REQUIRE(lock);
    const pid_t child = ::fork();
    if (child == 0) {
        const Result<DirectoryLock> other = DirectoryLock::take(directory.path());
        ::_exit(!other && other.error().code == ErrorCode::Locked ? 42 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 42);
}

TEST_CASE("[F13] a refused open leaves the lock with its holder", "[storage]") {
    const sample::Directory directory;
    const Result<DirectoryLock> lock = DirectoryLock::take(directory.path());
    REQUIRE(lock);
    CHECK_FALSE(DirectoryLock::take(directory.path()));
    CHECK_FALSE(DirectoryLock::take(directory.path()));
}

TEST_CASE("[F13] who holds the lock can be asked without taking it", "[storage]") {
    const sample::Directory directory;
    CHECK_FALSE(find_holder(directory.path() / "absent"));
    {
        const Result<DirectoryLock> lock = DirectoryLock::take(directory.path());
        REQUIRE(lock);
        CHECK(find_holder(directory.path()) == ::getpid());
    }
    CHECK_FALSE(find_holder(directory.path()));  // the file with the number is still there
    CHECK(DirectoryLock::take(directory.path()));
}

TEST_CASE("[F13] the data directory is made with its parents, for its owner only", "[storage]") {
    const sample::Directory directory;
    const std::filesystem::path deep = directory.path() / "a" / "b";
    REQUIRE(RocksStore::open(deep));
    struct stat info {};
    REQUIRE(::stat(deep.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0700U);
}

TEST_CASE("a data directory that cannot be made is an error that names it", "[storage]") {
    const Result<std::unique_ptr<RocksStore>> opened = RocksStore::open("/proc/atelier");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::Io);
    CHECK_THAT(opened.error().detail, Catch::Contains("/proc/atelier"));
}

}  // namespace
}  // namespace atelier::storage
