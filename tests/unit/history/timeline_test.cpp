// The timeline: what it says of a day, that it is the same however it was made, and that it is kept.
// SPDX-License-Identifier: MIT
#include "server/history/timeline.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/timeline_codec.h"
#include "server/history/timeline_reader.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;
using history::CurtainChange;
using history::Happening;
using history::Stretch;

namespace {

std::vector<Stretch> timeline(Hall& hall) {
    return history::read_timeline(hall.world.store, test_board()).value();
}

std::vector<Happening> happenings(const std::vector<Stretch>& stretches) {
    std::vector<Happening> found;
    for (const Stretch& stretch : stretches) {
        for (const history::Mark& mark : stretch.marks) {
            found.push_back(mark.what);
        }
    }
    return found;
}

// Records of one op each by one hand, a second apart.
class LongHistory {
public:
    explicit LongHistory(storage::MemoryStore& store) : store_(store) {}

    void write(std::uint64_t count) {
        std::vector<storage::Append> batch;
        for (std::uint64_t i = 0; i < count; ++i) {
            board::Op op;
            op.id = {ActorId{5}, static_cast<std::uint32_t>(position_ + 1)};
            op.lamport = position_ + 1;
            op.body = board::Void{};
            if (position_ % 100 == 0) {
                op.body = board::AddItem{board::ItemKind::Card, CardKind::Need, {kNullId, "a", 0, 0}, "", ""};
            }
            ++position_;
            batch.push_back({test_board(), OpSeq{position_}, 1, static_cast<std::int64_t>(position_) * 1000,
                             board::encode_batch(std::vector{op})});
        }
        REQUIRE(store_.append(batch));
    }
    std::uint64_t position() const { return position_; }

private:
    storage::MemoryStore& store_;
    std::uint64_t position_ = 0;
};

}  // namespace

TEST_CASE(
    "a timeline tells the phases by their titles, reveals, and what was merged, reworded, removed and brought back") {
    Hall hall;
    const Id first = hall.ana.add("un");
    const Id second = hall.ana.add("deux");
    hall.settle();
    hall.phase(3);
    REQUIRE(hall.ana.client.derive({board::DerivedBy::Reword, board::VoteRule::Union, {first}}, {"mieux"}));
    REQUIRE(hall.ana.client.derive({board::DerivedBy::Split, board::VoteRule::Union, {second}}, {"a", "b"}));
    hall.settle();
    REQUIRE(hall.ana.client.set_removed(second, true));
    hall.settle();
    REQUIRE(hall.ana.client.set_removed(second, false));
    hall.settle();
    hall.phase(1);
    hall.ana.add("caché");
    hall.settle();
    hall.lead.set(SettingKey::Revealed, 1 << 1);
    hall.settle();
    hall.phase(3);
    hall.phase(0);

    const std::vector<Stretch> stretches = timeline(hall);
    REQUIRE(stretches.size() == 1);
    using H = Happening;
    // All phases have the same vote: it is open as long as one of them is on.
    CHECK(happenings(stretches) == std::vector<H>{H::Phase, H::VoteOpened, H::Reword, H::Split, H::Remove, H::Restore,
                                                  H::Phase, H::Reveal, H::Phase, H::Reveal, H::Phase, H::VoteClosed});
    const std::vector<history::Mark>& marks = stretches[0].marks;
    CHECK(marks[0].text == "C");
    CHECK(marks[0].number == 3);
    CHECK(marks[6].text == "A");
    CHECK(marks[4].item == second);
    CHECK(marks[0].time_ms == hall.world.clock.now_ms);
    CHECK(std::none_of(marks.begin(), marks.end(), [](const history::Mark& mark) { return mark.is_covered; }));
    REQUIRE(stretches[0].curtain.size() == 3);
    CHECK(stretches[0].curtain[0].what == CurtainChange::What::Lowered);
    CHECK(stretches[0].curtain[1].what == CurtainChange::What::Revealed);
    CHECK(stretches[0].curtain[2].what == CurtainChange::What::Raised);
    CHECK(stretches[0].curtain[0].at == marks[6].at);
    const history::Bin& bin = stretches[0].bins.at(0);
    CHECK(stretches[0].bins.size() == 1);
    CHECK(bin.items == std::array<std::uint32_t, 6>{0, 6, 0, 0, 0, 0});
    CHECK(bin.ops == stretches[0].last.value);
}

TEST_CASE("a reveal by table is marked, and a piece of the past ends there") {
    Hall hall;
    hall.phase(1);
    const Id card = hall.lead.add("apportée");
    hall.lead.set(SettingKey::Origin, 0, card, std::string(32, 'a') + " 1111111111111111-3 Table");
    hall.settle();
    hall.lead.set(SettingKey::RevealedTable, 0, board::kNullId, std::string(32, 'a'));
    hall.settle();
    const std::vector<Stretch> stretches = timeline(hall);
    CHECK(happenings(stretches) == std::vector<Happening>{Happening::Phase, Happening::VoteOpened, Happening::Reveal});
    REQUIRE(stretches[0].curtain.size() == 2);
    CHECK(stretches[0].curtain[1].what == CurtainChange::What::Revealed);
}

TEST_CASE("what is made while others' work is hidden is marked as covered") {
    Hall hall;
    hall.phase(1);
    const Id card = hall.ana.add("caché");
    hall.settle();
    REQUIRE(hall.ana.client.set_removed(card, true));
    hall.settle();
    const std::vector<Stretch> stretches = timeline(hall);
    REQUIRE(stretches[0].marks.size() == 3);
    CHECK_FALSE(stretches[0].marks[0].is_covered);
    CHECK_FALSE(stretches[0].marks[1].is_covered);
    CHECK(stretches[0].marks[2].is_covered);
    CHECK(stretches[0].carried.is_down);
}

TEST_CASE("a timeline is the same however often it was looked at while it grew, and whole stretches are kept") {
    storage::MemoryStore once;
    storage::MemoryStore often;
    LongHistory first(once);
    LongHistory second(often);
    first.write(3 * limits::kStretchOps + 100);
    while (second.position() < first.position()) {
        second.write(std::min<std::uint64_t>(777, first.position() - second.position()));
        REQUIRE(history::read_timeline(often, test_board()));
    }
    const std::vector<Stretch> stretches = history::read_timeline(once, test_board()).value();
    REQUIRE(stretches.size() == 4);
    CHECK(stretches == history::read_timeline(often, test_board()).value());
    CHECK(stretches == history::read_timeline(once, test_board()).value());
    CHECK(once.list_timeline(test_board()).value().size() == 3);
    CHECK(stretches[1].after == stretches[0].last);
    CHECK(stretches[0].last == OpSeq{limits::kStretchOps});
    CHECK(stretches[3].last.value == first.position());
    std::uint64_t ops = 0;
    for (const Stretch& stretch : stretches) {
        for (const history::Bin& bin : stretch.bins) {
            ops += bin.ops;
        }
    }
    CHECK(ops == first.position());
}

TEST_CASE("a kept block that does not read, or does not follow, is made again") {
    storage::MemoryStore store;
    LongHistory history(store);
    history.write(2 * limits::kStretchOps + 5);
    const std::vector<Stretch> right = history::read_timeline(store, test_board()).value();
    SECTION("not one") {
        REQUIRE(store.put_timeline(test_board(), {OpSeq{0}, "\xff\xff"}));
    }
    SECTION("of another place") {
        REQUIRE(store.put_timeline(test_board(), {right[0].last, history::encode_stretch(right[0])}));
    }
    SECTION("that goes nowhere") {
        Stretch empty;
        REQUIRE(store.put_timeline(test_board(), {OpSeq{0}, history::encode_stretch(empty)}));
    }
    CHECK(history::read_timeline(store, test_board()).value() == right);
    CHECK(history::decode_stretch(store.list_timeline(test_board()).value()[0].value) == right[0]);
}

TEST_CASE("a stretch is read back as it was written") {
    Hall hall;
    hall.phase(1);
    hall.ana.add("x");
    hall.settle();
    hall.lead.set(SettingKey::Revealed, 126);
    hall.settle();
    const Stretch stretch = timeline(hall)[0];
    CHECK(history::decode_stretch(history::encode_stretch(stretch)) == stretch);
    CHECK_FALSE(history::decode_stretch("").has_value());
}
