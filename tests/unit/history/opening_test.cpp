// The boards that are kept for pieces of the past to begin with: what comes of them is what comes of the log, and they know no more
// than whoever looks back may know.
// SPDX-License-Identifier: MIT
#include "server/history/opening.h"

#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/erasure.h"
#include "server/history/past.h"
#include "server/history/segment.h"
#include "server/history/server_actor.h"
#include "server/history/timeline_reader.h"
#include "storage/compression.h"
#include "storage/memory_store.h"
#include "tests/support/catch.h"
#include "tests/support/whole_frame.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr ActorId kHand{5};
constexpr const char* kOrganisation = "Ferme des Tilleuls";

// Cards of one hand, without words, which would take ids of their own, each with a vote, in records of 64 ops.
struct Written {
    void write(std::uint64_t ops) {
        for (std::vector<board::Op> batch; ops > 0; batch.clear()) {
            while (batch.size() < 64) {
                if (counter % 2 == 1) {
                    batch.push_back(
                        op(kHand, board::AddItem{
                                      board::ItemKind::Card, CardKind::Need, {kNullId, "a", 0, 0}, kOrganisation, ""}));
                } else {
                    const board::Id card{kHand, counter - 1};
                    batch.push_back(op(kHand, board::CastBallot{VoterId{7}, 1, card, 1, false}));
                }
            }
            append(batch);
            ops -= std::min<std::uint64_t>(ops, batch.size());
        }
    }
    board::Op op(ActorId actor, board::OpBody body) {
        std::uint32_t& next = actor == kHand ? counter : server_counter;
        return {{actor, next++}, ++lamport, 1, std::move(body)};
    }
    void append(const std::vector<board::Op>& batch) {
        REQUIRE(store.append({{test_board(), OpSeq{position + 1}, static_cast<std::uint32_t>(batch.size()),
                               static_cast<std::int64_t>(position) * 1000, board::encode_batch(batch)}}));
        position += batch.size();
    }
    // What the server does when authorship is taken back.
    void silence(std::uint32_t card) {
        append({op(history::kServerActor, board::SetRegister{{kHand, card}, board::Organisation{""}})});
    }
    history::Segment read(OpSeq after) {
        history::Segment segment =
            history::read_segment(store, {test_board(), after, OpSeq{position}, false, 99}).value();
        return segment;
    }

    storage::MemoryStore store;
    std::uint32_t counter = 1;
    std::uint32_t server_counter = 1;
    std::uint64_t lamport = 0;
    std::uint64_t position = 0;
};

std::string frames(const history::Segment& segment) {
    std::string bytes = test::whole_frame(segment.keyframe);
    for (const history::Segment::Commit& commit : segment.commits) {
        bytes += commit.frame;
    }
    return bytes;
}

bool has(const std::string& bytes, const std::string& what) {
    return bytes.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a piece begins with a copy of what was kept for it, which is what the log makes of it") {
    Written told;
    told.write(limits::kStretchOps + 64);
    const OpSeq end = history::read_timeline(told.store, test_board())->front().last;
    const auto kept = history::find_opening(told.store, test_board(), end);
    REQUIRE(kept);
    const history::Segment copied = told.read(end);
    CHECK(copied.keyframe.is_packed);
    CHECK(copied.keyframe.state == kept->packed);
    const Bytes state = storage::decompress(kept->packed).value();
    const board::Board then = history::board_at(told.store, test_board(), end).value();
    CHECK(state.size() == kept->size);
    CHECK(kept->hash == then.shared_hash());
    const board::Board seen = board::Board::decode(state).value();
    CHECK(seen.hash() == then.shared_hash());
    CHECK(seen.ballots().empty());
    CHECK_FALSE(then.ballots().empty());

    SECTION("one that does not read is made again, and kept") {
        REQUIRE(told.store.put_opening(test_board(), end, "not one"));
        const history::Segment made = told.read(end);
        CHECK_FALSE(made.keyframe.is_packed);
        CHECK(frames(made) == frames(copied));
        CHECK(told.read(end).keyframe.is_packed);
    }
    SECTION("nothing is kept where no stretch ends") {
        const OpSeq between{end.value - 64};
        CHECK_FALSE(told.read(between).keyframe.is_packed);
        CHECK_FALSE(told.read(between).keyframe.is_packed);
    }
    SECTION("it goes with a log that is written anew") {
        REQUIRE(told.store.rewrite_log(test_board(), [](const storage::Record& record) -> Result<std::optional<Bytes>> {
            return record.first == OpSeq{1} ? std::optional(record.batch) : std::nullopt;
        }));
        CHECK_FALSE(history::find_opening(told.store, test_board(), end));
    }
}

TEST_CASE(
    "[J6] what was taken from a card is in no board that is kept for a piece, once the history was erased of it") {
    Written told;
    told.write(limits::kStretchOps + 64);
    const OpSeq end = history::read_timeline(told.store, test_board())->front().last;
    CHECK(has(frames(told.read(end)), kOrganisation));
    for (std::uint32_t card = 1; card < told.counter; card += 2) {
        told.silence(card);
    }
    REQUIRE(history::erase_from_history(told.store, test_board()));
    CHECK_FALSE(history::find_opening(told.store, test_board(), end));
    CHECK_FALSE(has(frames(told.read(end)), kOrganisation));
    CHECK(told.read(end).keyframe.is_packed);
}

TEST_CASE("[P13] who reads a timeline beside the others keeps nothing in the store") {
    Written told;
    told.write(limits::kStretchOps + 64);
    const auto stretches = history::read_timeline(told.store, test_board(), history::Keep::No);
    REQUIRE(stretches);
    CHECK(told.store.list_timeline(test_board())->empty());
    CHECK_FALSE(history::find_opening(told.store, test_board(), stretches->front().last));
    REQUIRE(history::board_seen_at(told.store, {test_board(), {}, OpSeq{told.position}, false, 99, history::Keep::No}));
    CHECK(told.store.list_timeline(test_board())->empty());
    CHECK(*history::read_timeline(told.store, test_board()) == *stretches);
    CHECK(told.store.list_timeline(test_board())->size() == 1);
}
