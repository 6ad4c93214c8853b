// What replay gets of a board's past is what people had: at every position the state of those who were there then, and
// nothing that was hidden from them (design section 5b; product.md, proposal 10).
// SPDX-License-Identifier: MIT
#include "server/history/segment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/past.h"
#include "server/history/timeline_reader.h"
#include "storage/each_record.h"
#include "tests/support/whole_frame.h"
#include "tests/unit/history/day.h"

using namespace atelier;
using namespace atelier::room;

namespace {

// As a page does it: the client's own code, fed with the frames of a segment.
struct Player {
    explicit Player(std::uint64_t seed = 9) : random(seed), client({test_board(), "", "fr", "", "", false}, random) {}

    void start(const history::Segment& segment) {
        client.on_disconnected();
        client.on_connected();
        REQUIRE(client.next_frame());  // its Hello goes to nobody
        REQUIRE(client.on_frame(test::whole_frame(segment.keyframe)));
        REQUIRE(client.position() == segment.start);
    }
    void step(const history::Segment::Commit& commit) {
        REQUIRE(client.on_frame(commit.frame));
        REQUIRE(client.position() == commit.last);
        REQUIRE_FALSE(client.wants_reconnect());
    }
    std::uint64_t hash() const { return client.board().shared_hash(); }

    SeededRandom random;
    client::ClientSession client;
};

// Pieces of a history as the index names them to whoever sees all, or not.
std::vector<history::SegmentRequest> pieces(storage::Store& store, bool sees_all) {
    std::vector<history::SegmentRequest> found;
    const std::vector<history::Stretch> timeline = history::read_timeline(store, test_board()).value();
    for (const history::Piece& piece : history::pieces_of(timeline, sees_all)) {
        found.push_back({test_board(), piece.after, piece.last, sees_all, 99});
    }
    return found;
}

Bytes all_bytes(const history::Segment& segment) {
    Bytes bytes = test::whole_frame(segment.keyframe);
    for (const history::Segment::Commit& commit : segment.commits) {
        bytes += commit.frame;
    }
    return bytes;
}

// State hashes after each record, by the slow way that everything must agree with.
std::map<OpSeq, std::uint64_t> hashes(storage::Store& store) {
    std::map<OpSeq, std::uint64_t> found;
    board::Board board;
    found[OpSeq{0}] = board.shared_hash();
    REQUIRE(storage::for_each_record(store, test_board(), OpSeq{0}, [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        for (const board::Op& op : ops) {
            ATELIER_TRY(board.apply(op));
        }
        found[record.last()] = board.shared_hash();
        return {};
    }));
    return found;
}

}  // namespace

TEST_CASE("replay has at every position the hash that live clients had there") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 21));
    INFO("seed " << seed);
    Day day(seed);
    for (int step = 0; step < 50; ++step) {
        day.act();
    }
    storage::Store& store = day.hall.world.store;
    const std::map<OpSeq, std::uint64_t> slow = hashes(store);
    std::size_t compared = 0;
    Player player;
    for (const history::SegmentRequest& piece : pieces(store, true)) {
        const Result<history::Segment> read = history::read_segment(store, piece);
        INFO("behind " << piece.after.value << " up to " << piece.last.value);
        INFO((read ? "" : read.error().detail));
        REQUIRE(read);
        const history::Segment& segment = *read;
        player.start(segment);
        CHECK(player.hash() == slow.at(segment.start));
        for (const history::Segment::Commit& commit : segment.commits) {
            player.step(commit);
            REQUIRE(player.hash() == slow.at(commit.last));
            if (const auto live = day.live.find(commit.last); live != day.live.end()) {
                REQUIRE(player.hash() == live->second);
                ++compared;
            }
        }
        player.start(segment);  // back again
        CHECK(player.hash() == slow.at(segment.start));
    }
    CHECK(compared > 20);
}

TEST_CASE("who did not see everything then does not in replay, before it was shown; after it, they do [F3][W32]") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 41));
    INFO("seed " << seed);
    Day day(seed);
    for (int step = 0; step < 50; ++step) {
        day.act();
    }
    storage::Store& store = day.hall.world.store;
    Player player;
    std::size_t compared = 0;
    for (const history::SegmentRequest& piece : pieces(store, false)) {
        const Result<history::Segment> read = history::read_segment(store, piece);
        INFO("behind " << piece.after.value << " up to " << piece.last.value);
        INFO((read ? "" : read.error().detail));
        REQUIRE(read);
        const history::Segment& segment = *read;
        player.start(segment);
        const auto check = [&](OpSeq position) {
            if (const auto seen = day.seen.find(position); seen != day.seen.end()) {
                INFO("position " << position.value);
                REQUIRE(player.hash() == seen->second);
                ++compared;
            }
        };
        check(segment.start);
        for (const history::Segment::Commit& commit : segment.commits) {
            player.step(commit);
            check(commit.last);
        }
        CHECK(player.client.position() == piece.last);
        const Bytes bytes = all_bytes(segment);
        for (std::size_t card = 0; card < day.cards.size(); ++card) {
            const std::string text = "PLANTED" + std::to_string(card) + ";";
            if (bytes.find(text) != std::string::npos) {
                INFO("card " << card << " up to " << piece.last.value);
                CHECK(day.was_told(text, piece.last));
            }
        }
    }
    CHECK(compared > 20);
}

TEST_CASE("a piece that runs over a reveal ends before it, for whoever does not see all [W32]") {
    Day day(1);
    day.hall.phase(1);
    day.hall.ana.add("PLANTED");
    day.hall.settle();
    const OpSeq hidden = day.hall.lead.client.position();
    day.hall.phase(3);
    const OpSeq end = day.hall.lead.client.position();
    const auto read = [&](bool sees_all) {
        return history::read_segment(day.hall.world.store, {test_board(), OpSeq{0}, end, sees_all, 99}).value();
    };
    CHECK(read(false).commits.back().last == hidden);
    CHECK(all_bytes(read(false)).find("PLANTED") == std::string::npos);
    CHECK(read(true).commits.back().last == end);
}

TEST_CASE("a position inside a change is none, and more than a stretch is too much") {
    Day day(1);
    day.hall.ana.add("un");
    REQUIRE(day.hall.ana.client.derive({board::DerivedBy::Split, board::VoteRule::Union, {day.hall.ana.add("a b")}},
                                       {"a", "b"}));
    day.hall.settle();
    storage::MemoryStore& store = day.hall.world.store;
    std::vector<OpSeq> ends;
    REQUIRE(storage::for_each_record(store, test_board(), OpSeq{0}, [&](const storage::Record& record) -> Result<void> {
        ends.push_back(record.last());
        return {};
    }));
    const OpSeq last = ends.back();
    REQUIRE(last.value > ends.size());  // one of them has several ops
    for (std::uint64_t position = 0; position <= last.value; ++position) {
        CAPTURE(position);
        const bool is_end = position == 0 || std::find(ends.begin(), ends.end(), OpSeq{position}) != ends.end();
        const auto board = history::board_at(store, test_board(), OpSeq{position});
        CHECK(board.has_value() == is_end);
        const auto segment = history::read_segment(store, {test_board(), OpSeq{position}, last, true, 99});
        CHECK(segment.has_value() == is_end);
        CHECK((is_end || segment.error().code == ErrorCode::NotFound));
    }
    const OpSeq far{limits::kStretchOps + limits::kSubmitOpsMax + 1};
    CHECK(history::read_segment(store, {test_board(), OpSeq{0}, far, true, 99}).error().code == ErrorCode::TooLarge);
    CHECK(history::read_segment(store, {test_board(), last, OpSeq{0}, true, 99}).error().code == ErrorCode::TooLarge);
    CHECK(history::read_segment(store, {test_board(), {last.value + 1}, {last.value + 1}, true, 99}).error().code ==
          ErrorCode::NotFound);
    const history::Segment end = history::read_segment(store, {test_board(), last, last, true, 99}).value();
    CHECK(end.start == last);
    CHECK(end.commits.empty());
}

TEST_CASE("a keyframe that is not what it was saved as is passed over for the log") {
    Day day(2);
    for (int step = 0; step < 30; ++step) {
        day.act();
    }
    storage::MemoryStore& store = day.hall.world.store;
    const OpSeq end = day.hall.lead.client.position();
    const std::uint64_t hash = day.hall.world.room->board().hash();
    CHECK(history::board_at(store, test_board(), end)->hash() == hash);
    SECTION("with bytes that are none") {
        REQUIRE(store.put_snapshot(test_board(), {end, "not a state", hash}));
    }
    SECTION("of another board") {
        REQUIRE(store.put_snapshot(test_board(), {end, board::Board().encode(), hash}));
    }
    CHECK(history::board_at(store, test_board(), end)->hash() == hash);
}
