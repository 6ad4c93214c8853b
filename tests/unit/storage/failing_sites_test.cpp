// Every place where the disk can say no, one after the other: the n-th append, sync, rename or new file fails, for every
// n of a story that has them all. Nothing acknowledged is lost, and after a write was refused none is taken again.
// SPDX-License-Identifier: MIT
#include "tests/unit/storage/failing_sites.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"

namespace atelier::storage {
namespace {

struct Told {
    std::map<std::uint8_t, std::uint64_t> acknowledged;  // board -> last position
    bool was_refused = false;
    bool has_died = false;  // by an assertion of RocksDB
    std::uint64_t operations = 0;
    std::vector<std::string> violations;
};

void hear(const std::string& line, Told& told) {
    std::istringstream words(line);
    std::string verb;
    words >> verb;
    if (verb == "ack") {
        unsigned board = 0;
        std::uint64_t position = 0;
        words >> board >> position;
        told.acknowledged[static_cast<std::uint8_t>(board)] = position;
    } else if (verb == "refused") {
        told.was_refused = true;
    } else if (verb == "operations") {
        words >> told.operations;
    } else {
        told.violations.push_back(line);
    }
}

// The story in a process of its own, with the site-th operation failing; 0 is none.
Told tell_story(const std::filesystem::path& directory, std::uint64_t site, const char* failure) {
    const std::string command =
        std::string(FAILING_SITES_WRITER) + " '" + directory.string() + "' " + std::to_string(site) + " " + failure;
    FILE* output = ::popen(command.c_str(), "r");
    REQUIRE(output != nullptr);
    Told told;
    std::array<char, 512> line{};
    while (std::fgets(line.data(), line.size(), output) != nullptr) {
        hear(line.data(), told);
    }
    const int status = ::pclose(output);
    told.has_died = (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) ||
                    (WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGABRT);  // as a shell tells it
    const bool has_ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    CAPTURE(status);
    CHECK((has_ended || told.has_died));
    return told;
}

void check_nothing_lost(const std::filesystem::path& directory, const Told& told) {
    const auto store = RocksStore::open(directory);
    REQUIRE(store);
    for (const auto& [number, last] : told.acknowledged) {
        const Result<Head> head = (*store)->verify_board(sample::board(number));
        REQUIRE(head);
        REQUIRE(head->position.value >= last);
        const auto records = (*store)->read_log(sample::board(number), {0}, {}).value();
        for (std::uint64_t first = 1; first <= last; ++first) {
            REQUIRE(records[first - 1].batch == failing_sites::append_at(number, first).batch);
        }
        // And it goes on from there.
        CHECK((*store)->append({failing_sites::append_at(number, head->position.value + 1)}));
    }
}

TEST_CASE("[F15] whichever write or sync fails, acknowledgements stop there and nothing acknowledged is lost",
          "[storage]") {
    const char* const failure = GENERATE("full", "broken");
    std::uint64_t sites = 0;
    {
        const sample::Directory directory;
        const Told told = tell_story(directory.path(), 0, failure);
        CHECK_FALSE(told.was_refused);
        CHECK(told.acknowledged.at(2) == failing_sites::kAppends);
        sites = told.operations;
    }
    REQUIRE(sites > 100);

    std::uint64_t stopped = 0;
    for (std::uint64_t site = 1; site <= sites; ++site) {
        CAPTURE(site, failure);
        const sample::Directory directory;
        const Told told = tell_story(directory.path(), site, failure);
        stopped += told.was_refused || told.has_died ? 1U : 0U;
        CHECK(told.violations == std::vector<std::string>{});
        check_nothing_lost(directory.path(), told);
    }
    // RocksDB's own diagnostics may fail without harm; the log and what it needs may not.
    CHECK(stopped > sites / 2);
}

}  // namespace
}  // namespace atelier::storage
