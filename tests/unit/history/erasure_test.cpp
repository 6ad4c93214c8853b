// Content that was removed for good: nothing at rest has it, and everything else is what it was.
// SPDX-License-Identifier: MIT
#include "server/history/erasure.h"

#include <map>
#include <sstream>
#include <string>

#include "server/history/archive.h"
#include "server/history/past.h"
#include "server/history/segment.h"
#include "server/history/start_again.h"
#include "server/history/timeline_reader.h"
#include "storage/commit_queue.h"
#include "storage/each_record.h"
#include "tests/support/whole_frame.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

constexpr const char* kSecret = "TELEPHONE-0612345678";
constexpr std::int64_t kWhen = 1'700'000'123'456;

Bytes some_devices() {
    Devices devices;
    devices.note(ActorId{5}, kWhen, OpSeq{2});
    return devices.encode();
}

bool has(const std::string& bytes) {
    return bytes.find(kSecret) != std::string::npos || bytes.find("0612345678") != std::string::npos ||
           bytes.find("Mairie-secrete") != std::string::npos;
}

// Ana's card with the secret, edited, noted on, linked, merged into another; and somebody else's beside it.
struct Told {
    Told() {
        hall.lead.set(SettingKey::Phase, 3);
        hall.settle();
        secret = hall.ana.client.add_card(CardKind::Fear, "appelez ").value();
        REQUIRE(hall.ana.client.edit_text(secret, 8, 0, kSecret));
        other = hall.lead.add("la salle est froide", CardKind::Need);
        hall.settle();
        hall.lead.set(SettingKey::Note, 0, secret, std::string("est-ce ") + kSecret);
        hall.settle();
        REQUIRE(hall.ana.client.edit_text(secret, 0, 7, "joignez"));
        REQUIRE(hall.lead.client.edit_text(other, 0, 2, "notre"));
        hall.settle();
        save();
        REQUIRE(hall.lead.client.set_removed(secret, true));
        hall.settle();
        save();
    }
    void save() {
        const board::Board& board = hall.world.room->board();
        REQUIRE(hall.world.store.put_snapshot(
            test_board(), {hall.world.room->committed(), board.encode(), board.hash(), some_devices()}));
    }
    // The whole of it, as the server does.
    void erase() {
        const history::Erasures erasures{{secret, kWhen}};
        hall.world.room->erase(erasures, [](Result<void> done) { REQUIRE(done); });
        hall.settle();
        REQUIRE(history::erase_from_history(hall.world.store, test_board()));
    }
    // Everything at rest, as it is read.
    std::string all() {
        std::string bytes;
        const auto take = [&](const storage::Record& record) -> Result<void> {
            bytes += record.batch;
            for (std::uint64_t at = record.first.value; at <= record.last().value; ++at) {
                if (const auto kept = hall.world.store.find_keyframe(test_board(), {at}).value()) {
                    bytes += kept->state;
                }
            }
            return {};
        };
        REQUIRE(storage::for_each_record(hall.world.store, test_board(), OpSeq{0}, take));
        const auto blocks = hall.world.store.list_timeline(test_board());
        REQUIRE(blocks);
        for (const storage::TimelineBlock& block : *blocks) {
            bytes += block.value;
        }
        const OpSeq end = hall.world.room->committed();
        for (const bool sees_all : {true, false}) {
            for (OpSeq at; at < end;) {
                const auto segment = history::read_segment(hall.world.store, {test_board(), at, end, sees_all, 99});
                REQUIRE(segment);
                bytes += test::whole_frame(segment->keyframe);
                for (const history::Segment::Commit& commit : segment->commits) {
                    bytes += commit.frame;
                }
                at = segment->commits.empty() ? segment->start : segment->commits.back().last;
            }
        }
        std::ostringstream archive;
        REQUIRE(
            history::write_archive(hall.world.store, test_board(), {{"title", "T"}}, history::Ballots::Kept, archive));
        return bytes + archive.str();
    }
    // Every other card and thread at every position, as text.
    std::map<OpSeq, std::string> others() {
        std::map<OpSeq, std::string> found;
        const auto take = [&](const storage::Record& record) -> Result<void> {
            ATELIER_TRY_ASSIGN(const board::Board board,
                               history::board_at(hall.world.store, test_board(), record.last()));
            std::string& said = found[record.last()];
            for (const board::Item& item : board.items()) {
                if (item.id != secret) {
                    said += item.text.str() + "|" + item.organisation.value + "|" + item.placement.value.order + ";";
                }
            }
            return {};
        };
        REQUIRE(storage::for_each_record(hall.world.store, test_board(), OpSeq{0}, take));
        return found;
    }

    Hall hall;
    Id secret, other;
};

}  // namespace

TEST_CASE("[P13] content removed for good is in no record, snapshot, block, frame or archive any more") {
    Told told;
    REQUIRE(has(told.all()));
    const std::map<OpSeq, std::string> before = told.others();
    told.erase();
    CHECK_FALSE(has(told.all()));
    std::map<OpSeq, std::string> after = told.others();
    std::erase_if(after, [&](const auto& moment) { return !before.contains(moment.first); });
    CHECK(after == before);

    SECTION("the board as it is has nothing of it, and nobody who is there has to read it anew") {
        told.hall.check_same();
        const auto now = history::board_now(told.hall.world.store, test_board());
        REQUIRE(now);
        CHECK(now->hash() == told.hall.world.room->board().hash());
        CHECK(now->find(told.secret)->removed.value);
        CHECK(now->setting_number({told.secret, SettingKey::Erased}) == kWhen);
    }
    SECTION("the past has as many letters as before, and says when they went") {
        const auto then = history::board_at(told.hall.world.store, test_board(), before.begin()->first);
        REQUIRE(then);
        const auto stretches = history::read_timeline(told.hall.world.store, test_board());
        REQUIRE(stretches);
        CHECK(history::erased_in(*stretches).at(told.secret) == kWhen);
        bool had_letters = false;
        for (const auto& [position, said] : before) {
            const board::Board moment = history::board_at(told.hall.world.store, test_board(), position).value();
            const board::Item* item = moment.find(told.secret);
            had_letters = had_letters ||
                          (item != nullptr && item->text.str() == std::string(8 + std::string(kSecret).size(), '*'));
        }
        CHECK(had_letters);
    }
    SECTION("the snapshots are made again, and what they say of devices is kept") {
        const auto kept = told.hall.world.store.find_snapshot(test_board(), told.hall.world.room->committed()).value();
        REQUIRE(kept);
        CHECK(kept->devices == some_devices());
        CHECK(board::Board::decode(kept->state)->hash() == kept->hash);
    }
    SECTION("done again it changes nothing") {
        const auto head = told.hall.world.store.verify_board(test_board()).value();
        told.erase();
        CHECK(told.hall.world.store.verify_board(test_board())->chain == head.chain);
    }
}

TEST_CASE("[W36] nobody brings back what was removed for good, nor writes in its place") {
    Told told;
    // Ana writes on while she is away, and comes back.
    told.hall.ana.cut();
    REQUIRE(told.hall.ana.client.edit_text(told.secret, 0, 0, std::string(kSecret) + " encore "));
    told.erase();
    told.hall.ana.connect();
    told.hall.settle();
    bool is_told = false;
    for (const client::Refusal& refusal : told.hall.ana.client.take_changes().refusals) {
        is_told = is_told || refusal.reason == ErrorCode::Erased;
    }
    CHECK(is_told);
    CHECK(told.hall.lead.client.set_removed(told.secret, false));
    told.hall.settle();
    told.hall.check_same();
    CHECK(told.hall.world.room->board().find(told.secret)->removed.value);
    CHECK(told.hall.world.room->board().find(told.secret)->text.str().empty());
    CHECK_FALSE(has(told.all()));
}

TEST_CASE("[W36] an author whose echo was lost before the content was removed is still the same author") {
    Told told;
    const Id card = told.hall.ana.add(std::string("perdu ") + kSecret);
    told.hall.ana.pump();  // the op has left
    told.hall.ana.cut();   // its echo finds nobody
    told.hall.world.sync();
    const history::Erasures erasures{{card, kWhen}};
    told.hall.world.room->erase(erasures, [](Result<void> done) { REQUIRE(done); });
    told.hall.world.sync();
    REQUIRE(history::erase_from_history(told.hall.world.store, test_board()));
    told.hall.lead.cut();
    told.hall.world.restart();
    told.hall.world.directory.listing.history = 100;
    const ActorId before = told.hall.ana.client.actor();
    told.hall.lead.connect();
    told.hall.ana.connect();
    told.hall.settle();
    told.hall.check_same();
    CHECK(told.hall.ana.client.actor() == before);
    CHECK(told.hall.world.room->board().items().size() == told.hall.ana.client.board().items().size());
    std::size_t secrets = 0;
    for (const board::Item& item : told.hall.world.room->board().items()) {
        secrets += has(item.text.str()) && !item.removed.value ? 1U : 0U;
    }
    CHECK(secrets == 0);
}

TEST_CASE("[P13] a board that starts again from before has no such card") {
    Told told;
    OpSeq then;
    for (const auto& [position, said] : told.others()) {
        const board::Board board = history::board_at(told.hall.world.store, test_board(), position).value();
        const board::Item* item = board.find(told.secret);
        then = item != nullptr && has(item->text.str()) ? position : then;
    }
    REQUIRE(then > OpSeq{0});
    told.erase();
    storage::CommitQueue commits(told.hall.world.store, [](const Error&) { FAIL("the disk"); });
    BoardId board;
    board.bytes.fill(9);
    REQUIRE(history::start_again(told.hall.world.store, commits, {test_board(), then, board, "Autre", 1}));
    const auto now = history::board_now(told.hall.world.store, board);
    REQUIRE(now);
    CHECK(now->title().value == "Autre");
    CHECK(now->find(told.secret)->removed.value);
    CHECK(now->find(told.secret)->text.str().empty());
    CHECK(history::erased_on(*now) == history::Erasures{{told.secret, kWhen}});
}

TEST_CASE("[P13] what was begun says so until it is ended") {
    storage::MemoryStore store;
    const Id item{{7}, 3};
    REQUIRE(history::begin_erasures(store, test_board(), {item}, kWhen));
    CHECK(history::open_erasures(store, test_board()).value() == history::Erasures{{item, kWhen}});
    CHECK(history::open_erasures(store)->at(test_board()).size() == 1);
    REQUIRE(history::end_erasures(store, test_board(), {{item, kWhen}}));
    CHECK(history::open_erasures(store, test_board())->empty());
}
