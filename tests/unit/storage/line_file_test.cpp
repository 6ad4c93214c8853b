// SPDX-License-Identifier: MIT
#include "storage/line_file.h"

#include <sys/stat.h>

#include <fstream>

#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using Lines = std::vector<std::string>;

Lines read(const std::filesystem::path& path) {
    const Result<LineFile> file = LineFile::open(path);
    REQUIRE(file);
    return file->lines();
}

TEST_CASE("a file of lines is its owner's, and has what was appended", "[storage]") {
    const sample::Directory directory;
    const std::filesystem::path path = directory.path() / "folder" / "lines";
    {
        Result<LineFile> file = LineFile::open(path);
        REQUIRE(file);
        CHECK(file->lines().empty());
        REQUIRE(file->append({"one", "two"}));
        REQUIRE(file->append({"", "four"}));
        CHECK(file->lines().empty());
    }
    struct stat found {};
    REQUIRE(::stat(path.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(read(path) == Lines{"one", "two", "", "four"});
}

TEST_CASE("a line that a crash broke off is cut away, and the next one stands by itself", "[storage]") {
    const sample::Directory directory;
    const std::filesystem::path path = directory.path() / "lines";
    std::ofstream(path) << "one\ntw";
    {
        Result<LineFile> file = LineFile::open(path);
        REQUIRE(file);
        CHECK(file->lines() == Lines{"one"});
        REQUIRE(file->append({"three"}));
    }
    CHECK(read(path) == Lines{"one", "three"});
}

TEST_CASE("a file of lines that cannot be is refused, in words", "[storage]") {
    const sample::Directory directory;
    std::ofstream(directory.path() / "file") << "no folder";
    const Result<LineFile> below = LineFile::open(directory.path() / "file" / "lines");
    REQUIRE_FALSE(below);
    CHECK(below.error().code == ErrorCode::Io);
    const Result<LineFile> folder = LineFile::open(directory.path());
    REQUIRE_FALSE(folder);
    CHECK_THAT(folder.error().detail, Catch::Contains(directory.path().string()));
}

}  // namespace
}  // namespace atelier::storage
