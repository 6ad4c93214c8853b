// An archive gives everything back: the same bytes of the log, hence the same ids, hashes and replay; and what is not one is
// told so, wherever it is damaged.
// SPDX-License-Identifier: MIT
#include "server/history/archive.h"

#include <sstream>
#include <string>
#include <vector>

#include "server/base/bytes.h"
#include "server/board/codec.h"
#include "server/history/op_json.h"
#include "server/workshop/tallies.h"
#include "storage/each_record.h"
#include "storage/memory_store.h"
#include "tests/property/random_ops.h"
#include "tests/unit/history/day.h"

using namespace atelier;
using namespace atelier::room;

namespace {

std::string archive_of(storage::Store& store, history::Ballots ballots = history::Ballots::Kept) {
    std::ostringstream out;
    REQUIRE(
        history::write_archive(store, test_board(), {{"board", test_board().text()}, {"title", "Été"}}, ballots, out));
    return out.str();
}

std::vector<storage::Record> records_of(storage::Store& store) {
    std::vector<storage::Record> found;
    REQUIRE(storage::for_each_record(store, test_board(), OpSeq{0}, [&](storage::Record record) -> Result<void> {
        found.push_back(std::move(record));
        return {};
    }));
    return found;
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("an archive of any day gives back the log, byte for byte, and the hash that people had") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 11));
    INFO("seed " << seed);
    Day day(seed);
    for (int step = 0; step < 40; ++step) {
        day.act();
    }
    storage::Store& store = day.hall.world.store;
    const std::string text = archive_of(store);
    CHECK(history::recognise_archive(text));
    const Result<history::Archive> archive = history::read_archive(text);
    REQUIRE(archive);
    CHECK(archive->head.at("title") == "Été");
    CHECK(archive->end.hash == archive->board.hash());
    CHECK(archive->board.shared_hash() == day.hall.lead.client.board().shared_hash());
    const std::vector<storage::Record> records = records_of(store);
    CHECK(lines_of(text) == records.size() + 2);
    REQUIRE(archive->records.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(archive->records[i].first == records[i].first);
        CHECK(archive->records[i].op_count == records[i].op_count);
        CHECK(archive->records[i].server_time_ms == records[i].server_time_ms);
        CHECK(archive->records[i].batch == records[i].batch);
    }
    CHECK(archive->end.link.chain == records.back().chain);
}

TEST_CASE(
    "an archive has no ballots unless they are asked for: same ids, times and shared hash, and no voter in a byte "
    "[W35]") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 11));
    INFO("seed " << seed);
    Day day(seed);
    for (int step = 0; step < 40; ++step) {
        day.act();
    }
    const Id card = day.hall.ana.add("à voter");
    REQUIRE(day.hall.ana.client.vote(card, 1));
    day.hall.settle();
    storage::Store& store = day.hall.world.store;
    const board::Board& live = day.hall.world.room->board();
    REQUIRE(live.ballots().begin() != live.ballots().end());
    const std::string text = archive_of(store, history::Ballots::Withheld);
    CHECK(text.find("\"do\":\"vote\"") == std::string::npos);
    CHECK(text.find("\"do\":\"withdraw_vote\"") == std::string::npos);
    for (const board::BallotEntry& entry : live.ballots()) {
        CHECK(text.find(to_hex(entry.voted.voter.value)) == std::string::npos);
    }
    const Result<history::Archive> archive = history::read_archive(text);
    REQUIRE(archive);
    CHECK(archive->head.at("ballots") == "withheld");
    CHECK(archive->board.ballots().begin() == archive->board.ballots().end());
    CHECK(archive->board.hash() == live.shared_hash());
    const std::vector<storage::Record> records = records_of(store);
    REQUIRE(archive->records.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(archive->records[i].first == records[i].first);
        CHECK(archive->records[i].op_count == records[i].op_count);
        CHECK(archive->records[i].server_time_ms == records[i].server_time_ms);
    }
    // Where it is brought to, it is the same file, and what the votes came to is still told.
    storage::MemoryStore elsewhere;
    REQUIRE(elsewhere.append(archive->records));
    CHECK(archive_of(elsewhere, history::Ballots::Withheld) == text);
    CHECK(workshop::due_tallies(archive->board, 100).empty());
    const auto* tally = archive->board.setting({card, SettingKey::Tally});
    const auto* told = live.setting({card, SettingKey::Tally});
    CHECK((tally == nullptr) == (told == nullptr));
    if (tally != nullptr && told != nullptr) {
        CHECK(tally->value == told->value);
    }
}

TEST_CASE("every op there is comes back from its JSON as it was") {
    SeededRandom random(3);
    testing::Replica person(7);
    for (int i = 0; i < 3000; ++i) {
        const board::Op op = testing::random_op(person, random);
        const nlohmann::ordered_json json = history::op_to_json(op);
        const Result<board::Op> back = history::op_from_json(nlohmann::ordered_json::parse(json.dump()));
        INFO(json.dump());
        REQUIRE(back);
        CHECK(*back == op);
    }
    const auto same = [](board::Op op) {
        const Result<board::Op> back = history::op_from_json(history::op_to_json(op));
        return back && *back == op;
    };
    const board::Id item{ActorId{0xfedcba9876543210}, 0x7fffffff};
    CHECK(same({item, 1ULL << 53U, 4000, board::Void{}}));
    CHECK(same({item, 9, 1, board::PurgeText{{item, {ActorId{1}, 1}}, UINT64_MAX}}));
    CHECK(same({item, 9, 1, board::SetSetting{{item, SettingKey::Locked}, {-5, ""}}}));
    CHECK(same({item, 9, 1, board::SetSetting{{kNullId, SettingKey::RunOfShow}, {0, "{\"é\":1}"}}}));
    CHECK(same({item, 9, 1, board::CastBallot{VoterId{UINT64_MAX}, 0, item, -1, true}}));
}

TEST_CASE("what a newer version wrote is kept as it came") {
    Day day(1);
    day.act();
    storage::MemoryStore& store = day.hall.world.store;
    // A field that no op of today has.
    board::Op op{{ActorId{77}, 1}, 1, 1, board::Void{}};
    Bytes batch = board::encode_batch({&op, 1});
    const std::size_t empty_body = batch.find(Bytes("\x8a\x01\x00", 3));
    const std::vector<storage::Record> before = records_of(store);
    REQUIRE(empty_body != Bytes::npos);
    batch[empty_body] = '\xf2';  // field 30
    REQUIRE(store.append({{test_board(), {before.back().last().value + 1}, 1, 5, batch}}));
    const Result<history::Archive> archive = history::read_archive(archive_of(store));
    REQUIRE(archive);
    CHECK(archive->records.back().batch == batch);
}

TEST_CASE("an archive that was changed, cut or put together wrongly is none, and says in which line") {
    Day day(4);
    for (int step = 0; step < 20; ++step) {
        day.act();
    }
    const std::string text = archive_of(day.hall.world.store);
    REQUIRE(history::read_archive(text));
    SeededRandom random(1);
    for (int i = 0; i < 400; ++i) {
        std::string changed = text;
        char& letter = changed[random.below(changed.size())];
        letter = static_cast<char>(letter ^ (1 << random.below(7)));
        INFO("change " << i);
        CHECK_FALSE(history::read_archive(changed));
        CHECK_FALSE(history::read_archive(text.substr(0, random.below(text.size()))));
    }
    std::string without = text;
    without.erase(without.find("{\"at\":2"),
                  without.find('\n', without.find("{\"at\":2")) - without.find("{\"at\":2") + 1);
    CHECK_FALSE(history::read_archive(without));
    CHECK_FALSE(history::read_archive(text + text));
    CHECK(history::read_archive(R"({"format":"atelier-history/9"})").error().code == ErrorCode::UnknownType);
    CHECK(history::read_archive(R"({"format":"atelier-history/1","format":1})").error().code == ErrorCode::UnknownType);
    std::string bad_line = text;
    bad_line.replace(bad_line.find("{\"at\":2"), 1, "(");
    CHECK(history::read_archive(bad_line).error().detail.find("line 3") != std::string::npos);
}

TEST_CASE("JSON that is no op is told so") {
    const auto is_none = [](const std::string& text) {
        const Result<board::Op> op = history::op_from_json(nlohmann::ordered_json::parse(text));
        return !op && op.error().code == ErrorCode::Malformed;
    };
    CHECK(is_none("[]"));
    CHECK(is_none("{}"));
    CHECK(is_none(R"({"id":"0000000000000001-0","lamport":1,"do":"void"})"));
    CHECK(is_none(R"({"id":"1-1","lamport":1,"do":"void"})"));
    CHECK(is_none(R"({"id":"0000000000000001-1","lamport":"1","do":"void"})"));
    for (const char* number : {"1.5", "-1", "1e300", "18446744073709551616", "null"}) {
        CAPTURE(number);
        CHECK(is_none(R"({"id":"0000000000000001-1","do":"void","lamport":)" + std::string(number) + "}"));
    }
    CHECK(is_none(R"({"id":"0000000000000001-1","lamport":1,"do":"void","span":4294967296})"));
    CHECK(is_none(R"({"id":"0000000000000001-1","lamport":1,"do":"dance"})"));
    CHECK(is_none(
        R"({"id":"0000000000000001-1","lamport":1,"do":"set_kind","item":"0000000000000001-1","kind":"idea"})"));
    CHECK(is_none(R"({"id":"0000000000000001-1","lamport":1,"do":"add_card","text":"","order":"a","x":0,"y":0,)"
                  R"("derived":{"how":"split","votes":"union","from":[]}})"));
    CHECK_FALSE(is_none(R"({"id":"0000000000000001-1","lamport":1,"do":"void"})"));
}
