// The format of archives is what docs/archive.md says: a reader that shares no code with us makes the same board of one.
// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "server/history/archive.h"
#include "server/history/op_json.h"
#include "server/history/past.h"
#include "storage/memory_store.h"
#include "tests/property/random_ops.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

BoardId test_board() {
    BoardId board;
    board.bytes[0] = 7;
    return board;
}

constexpr const char* kReader = "docs/read_archive.py";

// What the reader says of a file, at a position; null: at its end.
nlohmann::json read_by_others(const std::string& text, OpSeq position) {
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("atelier-archive-" + std::to_string(getpid()) + ".jsonl");
    std::ofstream(file, std::ios::binary) << text;
    const std::string command =
        "python3 " + std::string(kReader) + " " + file.string() + " " + std::to_string(position.value);
    std::string out;
    std::FILE* pipe = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): a test's own command
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> part{};
    while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe)) {
        out.append(part.data(), size);
    }
    REQUIRE(pclose(pipe) == 0);
    std::filesystem::remove(file);
    return nlohmann::json::parse(out);
}

// Three people who see each other's work late, and a log that has it all in some order.
class Party {
public:
    explicit Party(std::uint64_t seed) : random_(seed) {
        for (std::uint64_t actor = 1; actor <= 3; ++actor) {
            people_.push_back({testing::Replica(actor * 0x1111'0000'0000'0001), {}, 0});
        }
    }

    void act() {
        Person& who = people_[random_.below(people_.size())];
        switch (random_.below(4)) {
            case 0: return send(who);
            case 1: return catch_up(who);
            default: who.waiting.push_back(testing::random_op(who.replica, random_));
        }
    }
    OpSeq position() const { return OpSeq{log_.size()}; }

    storage::MemoryStore store;

private:
    struct Person {
        testing::Replica replica;
        std::vector<board::Op> waiting;
        std::size_t seen = 0;  // of the log
    };

    void send(Person& who) {
        if (who.waiting.empty()) {
            return;
        }
        const storage::Append record{test_board(),
                                     {log_.size() + 1},
                                     static_cast<std::uint32_t>(who.waiting.size()),
                                     1'660'000'000'000 + static_cast<std::int64_t>(log_.size()),
                                     board::encode_batch(who.waiting)};
        REQUIRE(store.append({record}));
        log_.insert(log_.end(), who.waiting.begin(), who.waiting.end());
        who.waiting.clear();
    }
    void catch_up(Person& who) {
        for (; who.seen < log_.size(); ++who.seen) {
            REQUIRE(who.replica.board.apply(log_[who.seen]));
        }
    }

    SeededRandom random_;
    std::vector<Person> people_;
    std::vector<board::Op> log_;
};

}  // namespace

TEST_CASE("somebody else's reader makes the same board of an archive as the merge core, at its end and on the way") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 6));
    INFO("seed " << seed);
    Party party(seed);
    for (int step = 0; step < 400; ++step) {
        party.act();
    }
    std::ostringstream out;
    const bool is_whole = seed % 2 == 0;
    REQUIRE(history::write_archive(party.store, test_board(), {{"board", test_board().text()}},
                                   is_whole ? history::Ballots::Kept : history::Ballots::Withheld, out));
    const std::vector<storage::Record> records = party.store.read_log(test_board(), OpSeq{0}, {}).value();
    for (const OpSeq position : {records[records.size() / 2].last(), party.position()}) {
        const nlohmann::json theirs = read_by_others(out.str(), position);
        const board::Board ours = history::board_at(party.store, test_board(), position).value();
        REQUIRE(theirs.at("items").size() == ours.items().size());
        CHECK(theirs.at("ballots").empty() == !is_whole);
        for (const board::Item& item : ours.items()) {
            const nlohmann::json& read = theirs.at("items").at(history::id_text(item.id));
            CHECK(read.at("text") == item.text.str());
            CHECK(read.at("removed") == item.removed.value);
            CHECK(read.at("organisation") == item.organisation.value);
            CHECK(read.at("order") == item.placement.value.order);
            CHECK((read.at("what") == "thread") == (item.kind == board::ItemKind::Thread));
        }
    }
}
