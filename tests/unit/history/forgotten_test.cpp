// Who wrote and who voted what, once that is over: no record and no snapshot has it any more, and everything else is what it was.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "server/board/codec.h"
#include "server/history/erasure.h"
#include "server/history/past.h"
#include "server/history/timeline_reader.h"
#include "server/workshop/votes.h"
#include "storage/each_record.h"
#include "tests/support/planted.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr const char* kSecret = "Mairie-secrete";

// Phase 3, with a card of each; a snapshot in the middle of it.
struct Told {
    Told() {
        hall.phase(3);
        card = hall.ana.add("la salle est froide");
        other = hall.lead.add("le bus est plein", CardKind::Need);
        hall.settle();
    }
    void vote(Device& who, Id on, std::int32_t value) {
        REQUIRE(who.client.vote(on, value));
        hall.settle();
    }
    void save() {
        const board::Board& board = hall.world.room->board();
        REQUIRE(hall.world.store.put_snapshot(test_board(),
                                              {hall.world.room->committed(), board.encode(), board.hash(), {}}));
    }
    Result<void> close_polls() {
        Result<void> closed = Error(ErrorCode::Unavailable, "not answered");
        hall.world.room->close_polls([&](Result<void> done) { closed = done; });
        hall.settle();
        return closed;
    }
    std::vector<board::Op> ops() {
        std::vector<board::Op> all;
        const auto take = [&](const storage::Record& record) -> Result<void> {
            ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
            all.insert(all.end(), ops.begin(), ops.end());
            return {};
        };
        REQUIRE(storage::for_each_record(hall.world.store, test_board(), OpSeq{0}, take));
        return all;
    }
    // Records and snapshots, as they are kept.
    std::string bytes() {
        std::string all;
        const auto take = [&](const storage::Record& record) -> Result<void> {
            all += record.batch;
            if (const auto kept = hall.world.store.find_keyframe(test_board(), record.last()).value()) {
                all += kept->state;
            }
            return {};
        };
        REQUIRE(storage::for_each_record(hall.world.store, test_board(), OpSeq{0}, take));
        return all;
    }
    std::size_t ballots_told() {
        const auto stretches = history::read_timeline(hall.world.store, test_board());
        REQUIRE(stretches);
        std::size_t count = 0;
        for (const history::Stretch& stretch : *stretches) {
            for (const history::Bin& bin : stretch.bins) {
                count += bin.ballots;
            }
        }
        return count;
    }
    std::string closed() const {
        return hall.world.room->board().setting({kNullId, SettingKey::ClosedPolls})->value.text;
    }
    std::string tally(Id of) const {
        const auto* tally = hall.world.room->board().setting({of, SettingKey::Tally});
        return tally == nullptr ? "" : tally->value.text;
    }

    Hall hall;
    Id card, other;
};

bool is_ballot(const board::Op& op) {
    return std::holds_alternative<board::CastBallot>(op.body);
}

}  // namespace

TEST_CASE("[J6] what labels said of authors is in no record and no snapshot, once it was taken away") {
    Told told;
    told.save();
    const Id later = told.hall.ana.add("et sombre");
    told.hall.settle();
    REQUIRE(told.bytes().find(kSecret) != std::string::npos);
    const std::size_t count = told.ops().size();
    told.hall.world.room->raise_anonymity(workshop::Anonymity::Kind, {{kSecret, "collectivite"}},
                                          [](Result<void> done) { REQUIRE(done); });
    told.hall.settle();
    const std::uint64_t hash = told.hall.world.room->board().hash();
    REQUIRE(history::erase_from_history(told.hall.world.store, test_board()));

    CHECK(told.bytes().find(kSecret) == std::string::npos);
    const auto now = history::board_now(told.hall.world.store, test_board());
    REQUIRE(now);
    CHECK(now->hash() == hash);
    CHECK(now->find(later)->organisation.value == "collectivite");
    const OpSeq then{count};
    const auto before = history::board_at(told.hall.world.store, test_board(), then);
    REQUIRE(before);
    CHECK(before->find(later)->organisation.value == "collectivite");
    CHECK(before->find(later)->text.str() == "et sombre");
    CHECK(before->find(told.other)->organisation.value == now->find(told.other)->organisation.value);
}

TEST_CASE(
    "[W39] ballots of closed polls are in no record and no snapshot: that somebody voted then, and the counts, stay") {
    Told told;
    told.vote(told.hall.ana, told.card, 1);
    told.save();
    told.vote(told.hall.ana, told.card, -1);  // another mind
    told.vote(told.hall.lead, told.other, 1);
    const std::string voter = test::little_endian(told.hall.ana.client.voter().value);
    REQUIRE(told.bytes().find(voter) != std::string::npos);
    const std::string tally = told.tally(told.card);
    REQUIRE_FALSE(tally.empty());
    const std::size_t told_before = told.ballots_told();
    CHECK(told_before == 3);

    SECTION("not of the poll that is open, and none while votes are kept for later") {
        REQUIRE(told.close_polls());
        CHECK(workshop::closed_polls(told.hall.world.room->board()).none());
        told.hall.phase(1);
        CHECK(told.close_polls().error().code == ErrorCode::NotNow);
    }
    SECTION("of the others") {
        told.hall.phase(0);
        REQUIRE(told.close_polls());
        CHECK(told.closed() == "[0]");
        const std::uint64_t hash = told.hall.world.room->board().shared_hash();
        const std::size_t count = told.ops().size();
        REQUIRE(history::erase_from_history(told.hall.world.store, test_board()));

        const std::vector<board::Op> ops = told.ops();
        CHECK(ops.size() == count);
        CHECK(std::none_of(ops.begin(), ops.end(), is_ballot));
        CHECK(told.bytes().find(voter) == std::string::npos);
        CHECK(told.ballots_told() == told_before);
        const auto now = history::board_now(told.hall.world.store, test_board());
        REQUIRE(now);
        CHECK(now->shared_hash() == hash);
        CHECK(now->hash() == hash);
        CHECK(now->setting({told.card, SettingKey::Tally})->value.text == tally);

        // The room comes back from what is kept, with the same counts, and the poll takes nothing more.
        told.hall.lead.cut();
        told.hall.ana.cut();
        told.hall.world.restart();
        told.hall.world.directory.listing.history = 100;
        told.hall.lead.connect();
        told.hall.ana.connect();
        told.hall.settle();
        CHECK(told.tally(told.card) == tally);
        REQUIRE(told.hall.ana.client.vote(told.card, 1));
        told.hall.settle();
        bool is_told = false;
        for (const client::Refusal& refusal : told.hall.ana.client.take_changes().refusals) {
            is_told = is_told || refusal.reason == ErrorCode::PollClosed;
        }
        CHECK(is_told);
        CHECK(told.tally(told.card) == tally);
        CHECK(told.hall.world.room->board().ballots().empty());
        told.hall.check_same();
    }
}

TEST_CASE("[W39] a poll is closed once, and another one after it by itself") {
    Told told;
    told.vote(told.hall.ana, told.card, 1);
    told.hall.phase(0);
    REQUIRE(told.close_polls());
    const OpSeq end = told.hall.world.room->committed();
    REQUIRE(told.close_polls());
    CHECK(told.hall.world.room->committed() == end);
    REQUIRE(told.hall.lead.client.vote(told.card, 2, {workshop::poll_number(workshop::VoteForm::Scale, 2), 0}));
    told.hall.settle();
    REQUIRE(told.close_polls());
    CHECK(told.closed() == "[0,6]");
}
