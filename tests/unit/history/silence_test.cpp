// Authorship that was taken away is gone from the past that people read, once the history was erased of it, and from boards that
// start again there.
// SPDX-License-Identifier: MIT
#include "server/history/silence.h"

#include <string>

#include "server/history/erasure.h"
#include "server/history/past.h"
#include "server/history/segment.h"
#include "server/history/start_again.h"
#include "storage/commit_queue.h"
#include "tests/support/whole_frame.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr const char* kSecret = "Mairie-secrete";

// Ana's cards in sight and behind a curtain, then one revealed phase.
struct Told {
    Told() {
        open = hall.ana.add("au grand jour");
        hall.settle();
        hall.phase(1);
        hidden = hall.ana.add("pour soi");
        hall.settle();
        before = hall.world.room->committed();
        hall.phase(3);
    }
    void raise(workshop::Anonymity level) {
        hall.world.room->raise_anonymity(level, {{kSecret, "collectivite"}}, [](Result<void> done) { REQUIRE(done); });
        hall.settle();
        REQUIRE(history::erase_from_history(hall.world.store, test_board()));
    }
    std::string read(bool sees_all) {
        std::string bytes;
        const OpSeq end = hall.world.room->committed();
        for (OpSeq at; at < end;) {
            const auto segment = history::read_segment(hall.world.store, {test_board(), at, end, sees_all, 99});
            REQUIRE(segment);
            bytes += test::whole_frame(segment->keyframe);
            for (const history::Segment::Commit& commit : segment->commits) {
                bytes += commit.frame;
            }
            const OpSeq next = segment->commits.empty() ? segment->start : segment->commits.back().last;
            REQUIRE(at < next);
            at = next;
        }
        return bytes;
    }
    std::string label_at(OpSeq position, Id card, bool sees_all) {
        const auto board = history::board_seen_at(hall.world.store, {test_board(), position, position, sees_all, 99});
        REQUIRE(board);
        const board::Item* item = board->find(card);
        return item == nullptr ? "(none)" : item->organisation.value;
    }

    Hall hall;
    Id open, hidden;
    OpSeq before;
};

bool has(const std::string& bytes) {
    return bytes.find(kSecret) != std::string::npos;
}

}  // namespace

TEST_CASE("[J6] what was taken from cards is read nowhere in the past, whoever looks back") {
    Told told;
    CHECK(has(told.read(true)));
    CHECK(has(told.read(false)));
    CHECK(told.label_at(told.before, told.open, false) == kSecret);
    told.raise(workshop::Anonymity::Kind);
    for (const bool sees_all : {true, false}) {
        CHECK_FALSE(has(told.read(sees_all)));
        CHECK(told.label_at(told.before, told.open, sees_all) == "collectivite");
    }
    CHECK(told.label_at(told.before, told.hidden, true) == "collectivite");
    CHECK(told.label_at(told.before, told.hidden, false) == "(none)");
    told.raise(workshop::Anonymity::Nothing);
    CHECK(told.read(true).find("collectivite") == std::string::npos);
    CHECK(told.label_at(told.before, told.open, true).empty());
}

TEST_CASE("[J6] a board that starts again from before does not bring authorship back") {
    Told told;
    told.raise(workshop::Anonymity::Nothing);
    storage::CommitQueue commits(told.hall.world.store, [](const Error&) { FAIL("the disk"); });
    BoardId board;
    board.bytes.fill(9);
    REQUIRE(history::start_again(told.hall.world.store, commits, {test_board(), told.before, board, "Autre", 1}));
    const auto now = history::board_now(told.hall.world.store, board);
    REQUIRE(now);
    CHECK(now->find(told.open)->organisation.value.empty());
    CHECK(now->find(told.hidden)->organisation.value.empty());
}
