// SPDX-License-Identifier: MIT
#include "server/board/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "server/base/utf8.h"
#include "tests/support/catch.h"

namespace atelier::board {
namespace {

const auto kLess = [](std::uint32_t a, std::uint32_t b) { return a < b; };

// Types at a UTF-16 position as actor 1 and gives the ids from `counter` on.
void type(Text& text, std::uint32_t counter, std::size_t at, const std::string& typed) {
    const auto length = utf8::measure(typed);
    text.insert({1, counter}, static_cast<std::uint32_t>(length->code_points), text.origins_at(at), typed, kLess);
}

void erase_at(Text& text, std::size_t at, std::size_t units) {
    for (const CharRange& range : text.ranges_at(at, units)) {
        text.erase(range);
    }
}

Text text_of(const std::string& typed) {
    Text text;
    type(text, 1, 0, typed);
    return text;
}

struct SavedRun {
    CharId first;
    std::uint32_t length;
    CharId left;
    CharId right;
    std::string visible;
    friend bool operator==(const SavedRun&, const SavedRun&) = default;
};

std::vector<SavedRun> saved(const Text& text) {
    std::vector<SavedRun> runs;
    text.for_each_run([&runs](const TextRun& run) {
        runs.push_back({run.first, run.length, run.left, run.right, std::string(run.visible)});
    });
    return runs;
}

}  // namespace

TEST_CASE("an empty text has nothing and takes a first insertion between its borders") {
    Text text;
    CHECK(text.size_utf16() == 0);
    CHECK(text.str().empty());
    CHECK(text.run_count() == 0);
    CHECK(saved(text).empty());
    CHECK(text.origins_at(5).left.is_null());
    CHECK(text.origins_at(5).right.is_null());
    CHECK(text.ranges_at(0, 5).empty());
    CHECK_FALSE(text.contains({1, 1}));
    CHECK_FALSE(text.erase({{1, 1}, 9}));
    text.check_invariants();
    type(text, 1, 0, "bonjour");
    CHECK(text.str() == "bonjour");
    text.check_invariants();
}

TEST_CASE("positions are UTF-16 units, and none falls inside a pair") {
    const Text text = text_of("é😀z");
    CHECK(text.size_utf16() == 4);
    CHECK(text.origins_at(1).left == CharId{1, 1});
    CHECK(text.origins_at(2).left == CharId{1, 1});  // inside the pair: before it
    CHECK(text.origins_at(2).right == CharId{1, 2});
    CHECK(text.origins_at(3).left == CharId{1, 2});
    CHECK(text.origins_at(99).left == CharId{1, 3});
    CHECK(text.origins_at(99).right.is_null());
    CHECK(text.position_of({1, 2}) == 1);
    CHECK(text.position_of({1, 3}) == 3);
}

TEST_CASE("a pair at the very start is not entered either") {
    const Text text = text_of("😀");
    CHECK(text.origins_at(1).left.is_null());
    CHECK(text.origins_at(1).right == CharId{1, 1});
}

TEST_CASE("a range that touches a pair by half holds it whole, and is cut to the text") {
    const Text text = text_of("a😀b");
    CHECK(text.ranges_at(2, 1) == std::vector<CharRange>{{{1, 2}, 1}});
    CHECK(text.ranges_at(0, 2) == std::vector<CharRange>{{{1, 1}, 2}});
    CHECK(text.ranges_at(2, 99) == std::vector<CharRange>{{{1, 2}, 2}});
    CHECK(text.ranges_at(2, 0).empty());
    CHECK(text.ranges_at(4, 1).empty());
}

TEST_CASE("origins name tombstones: the character behind the caret may be deleted, the one before is visible") {
    Text text = text_of("abc");
    CHECK(text.erase({{1, 2}, 1}));
    const Origins origins = text.origins_at(1);
    CHECK(origins.left == CharId{1, 1});
    CHECK(origins.right == CharId{1, 2});
    CHECK(text.position_of({1, 2}) == 1);
    CHECK(text.contains({1, 2}));
}

TEST_CASE("ranges pass over deleted characters and join ids that follow each other") {
    Text text = text_of("abcdef");
    text.erase({{1, 3}, 2});
    CHECK(text.ranges_at(0, 4) == std::vector<CharRange>{{{1, 1}, 2}, {{1, 5}, 2}});
    type(text, 20, 2, "x");
    CHECK(text.str() == "abxef");
    CHECK(text.ranges_at(1, 3) == std::vector<CharRange>{{{1, 2}, 1}, {{1, 20}, 1}, {{1, 5}, 1}});
}

TEST_CASE("deleting twice, or what was never there, changes nothing") {
    Text text = text_of("abc");
    CHECK(text.erase({{1, 2}, 1}));
    CHECK_FALSE(text.erase({{1, 2}, 1}));
    CHECK_FALSE(text.erase({{1, 50}, 3}));
    CHECK_FALSE(text.erase({{7, 1}, 3}));
    CHECK(text.str() == "ac");
}

TEST_CASE("a hostile range of two thousand million ids costs no more than the runs that are there") {
    Text text = text_of("abc");
    type(text, 1'000'000, 3, "def");
    CHECK(text.erase({{1, 2}, 0xffff'ffffU}));
    CHECK(text.str() == "a");
    type(text, 2'000'000, 1, std::string(5000, 'x'));  // with an index now
    CHECK(text.erase({{1, 3}, 0x7fff'fff0U}));
    CHECK(text.str() == "a");
    text.check_invariants();
}

TEST_CASE("typing on keeps one run, whether op by op or by position") {
    Text text;
    for (std::uint32_t i = 1; i <= 500; ++i) {
        type(text, i, text.size_utf16(), "e");
        text.check_invariants();
    }
    CHECK(text.run_count() == 1);
    CHECK(saved(text) == std::vector<SavedRun>{{{1, 1}, 500, {}, {}, std::string(500, 'e')}});
}

TEST_CASE("deleting character by character leaves one deleted run, from either end") {
    Text text = text_of("abcdefgh");
    for (int i = 0; i < 4; ++i) {
        erase_at(text, 6 - static_cast<std::size_t>(i), 1);  // backspace
    }
    CHECK(text.str() == "abch");
    CHECK(text.run_count() == 3);
    erase_at(text, 0, 1);
    erase_at(text, 0, 1);  // the delete key
    CHECK(text.str() == "ch");
    CHECK(text.run_count() == 4);
    erase_at(text, 0, 2);
    CHECK(text.run_count() == 1);
    text.check_invariants();
}

TEST_CASE("a paste of 60 kB is one run to the world and stays editable everywhere") {
    std::string pasted;
    while (pasted.size() < 60'000) {
        pasted += "à😀b";
    }
    Text text = text_of(pasted);
    text.check_invariants();
    CHECK(text.str() == pasted);
    CHECK(saved(text).size() == 1);
    SeededRandom random(1);
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::size_t at = random.below(text.size_utf16());
        const std::size_t before = text.size_utf16();
        type(text, 100'000 + 2 * i, at, "x");
        CHECK(text.size_utf16() == before + 1);
        erase_at(text, random.below(text.size_utf16()), 5);
    }
    text.check_invariants();
    CHECK(saved(text).size() > 300);
}

TEST_CASE("a text grows to many levels of its tree, in any order, and comes back to nothing") {
    Text text;
    SeededRandom random(2);
    std::u16string expected;
    for (std::uint32_t i = 1; i <= 40'000; ++i) {
        const std::size_t at = random.below(expected.size() + 1);
        type(text, i, at, i % 2 == 0 ? "a" : "b");
        expected.insert(at, 1, i % 2 == 0 ? u'a' : u'b');
    }
    text.check_invariants();
    CHECK(text.str() == std::string(expected.begin(), expected.end()));
    std::size_t same = 0;
    for (std::size_t at = 1; at <= expected.size(); at += 7) {
        same += text.position_of(text.origins_at(at).left) == at - 1 ? 1U : 0U;
    }
    CHECK(same == (expected.size() + 6) / 7);
    while (text.size_utf16() > 0) {
        erase_at(text, random.below(text.size_utf16()), 1 + random.below(20));
    }
    text.check_invariants();
    CHECK(text.str().empty());
    CHECK(text.contains({1, 40'000}));
}

TEST_CASE("inserting in front of one place again and again fills leaves instead of making new ones") {
    Text text = text_of("ab");
    for (std::uint32_t i = 3; i < 5000; ++i) {
        type(text, i, 1, "x");
    }
    text.check_invariants();
    CHECK(text.size_utf16() == 4999);
}

TEST_CASE("ties at one place go by actor, whatever arrives first") {
    for (const bool swapped : {false, true}) {
        Text text;
        text.insert({swapped ? 2U : 1U, 1}, 2, {}, swapped ? "22" : "11", kLess);
        text.insert({swapped ? 1U : 2U, 1}, 2, {}, swapped ? "11" : "22", kLess);
        CHECK(text.str() == "1122");
    }
}

TEST_CASE("borders stand around everything") {
    Text text = text_of("ab");
    CHECK(text.is_before({}, {1, 1}));
    CHECK(text.is_before({1, 2}, {}));
    CHECK(text.is_before({}, {}));
    CHECK(text.is_before({1, 1}, {1, 2}));
    CHECK_FALSE(text.is_before({1, 2}, {1, 1}));
    CHECK_FALSE(text.is_before({1, 1}, {1, 1}));
}

TEST_CASE("a copy is equal and goes its own way") {
    Text text = text_of(std::string(3000, 'a'));
    erase_at(text, 10, 100);
    Text copy(text);
    copy.check_invariants();
    CHECK(saved(copy) == saved(text));
    type(copy, 5000, 0, "x");
    CHECK(text.size_utf16() == 2900);
    CHECK(copy.size_utf16() == 2901);
    text = copy;
    CHECK(saved(copy) == saved(text));
    const Text moved(std::move(copy));
    CHECK(saved(moved) == saved(text));
}

TEST_CASE("what was saved does not depend on the way there") {
    Text typed;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        type(typed, i + 1, i, "q");
    }
    erase_at(typed, 100, 2000);
    Text pasted = text_of(std::string(3000, 'q'));
    for (int i = 0; i < 2000; ++i) {
        erase_at(pasted, 100, 1);
    }
    CHECK(saved(typed) == saved(pasted));
    CHECK(saved(typed).size() == 3);
}

TEST_CASE("two people who both write backwards at one place stay apart") {
    Text mine;
    Text theirs;
    std::vector<Origins> origins;
    for (std::uint32_t i = 1; i <= 300; ++i) {
        mine.insert({1, i}, 1, mine.origins_at(0), "m", kLess);
        origins.push_back(theirs.origins_at(0));
        theirs.insert({2, i}, 1, origins.back(), "t", kLess);
    }
    for (std::uint32_t i = 1; i <= 300; ++i) {
        mine.insert({2, i}, 1, origins[i - 1], "t", kLess);
    }
    mine.check_invariants();
    CHECK(mine.str() == std::string(300, 'm') + std::string(300, 't'));
}

TEST_CASE("deleted runs cost ids and lengths only, one run for what one person typed in one go") {
    // 20 bursts of 1,000 letters, each typed in the middle of what is there, then deleted in an order that respects nothing.
    Text text;
    for (std::uint32_t burst = 0; burst < 20; ++burst) {
        type(text, 1 + burst * 1000, text.size_utf16() / 2, std::string(1000, 'e'));
    }
    const std::size_t typed = saved(text).size();
    CHECK(typed == 39);  // each burst but the last is cut in two by the next
    SeededRandom random(3);
    while (text.size_utf16() > 0) {
        erase_at(text, random.below(text.size_utf16()), 1 + random.below(3));
    }
    text.check_invariants();
    CHECK(saved(text).size() == typed);
    for (const SavedRun& run : saved(text)) {
        CHECK(run.visible.empty());
    }
}

TEST_CASE("[M11] purging forgets what is deleted and keeps what can be read, at its ids") {
    Text text = text_of("les données 😀 ouvertes");
    type(text, 100, 4, "vraies ");
    erase_at(text, 0, 4);
    erase_at(text, 7, 3);
    const std::string visible = text.str();
    REQUIRE(visible == "vraies nées 😀 ouvertes");
    text.purge();
    text.check_invariants();
    CHECK(text.str() == visible);
    CHECK(text.contains({1, 100}));
    CHECK_FALSE(text.contains({1, 1}));
    CHECK_FALSE(text.contains({1, 5}));
    CHECK(saved(text) ==
          std::vector<SavedRun>{{{1, 100}, 7, {}, {1, 8}, "vraies "}, {{1, 8}, 15, {}, {}, "nées 😀 ouvertes"}});
    CHECK(text.position_of({1, 8}) == 7);
    text.purge();
    CHECK(saved(text).size() == 2);
}

TEST_CASE("[M11] a text of which nothing can be read is empty once purged") {
    Text text = text_of("abc");
    erase_at(text, 0, 3);
    CHECK(text.run_count() == 1);
    text.purge();
    CHECK(text.run_count() == 0);
    CHECK_FALSE(text.contains({1, 1}));
    type(text, 10, 0, "d");
    CHECK(text.str() == "d");
    text.check_invariants();
}

TEST_CASE("[M11] 200,000 edits of one card stay within as many runs as can be read, when it is purged now and then") {
    Text text;
    SeededRandom random(4);
    std::uint32_t next = 1;
    std::size_t most = 0;
    for (std::uint32_t edit = 0; edit < 200'000; ++edit) {
        const std::size_t size = text.size_utf16();
        if (size < 500 || (size < 1500 && random.below(2) == 0)) {
            const std::string typed(1 + random.below(8), 'e');
            type(text, next, random.below(size + 1), typed);
            next += static_cast<std::uint32_t>(typed.size());
        } else {
            erase_at(text, random.below(size), 1 + random.below(8));
        }
        if (edit % 1000 == 999) {
            text.purge();
            CHECK(text.run_count() <= text.size_utf16());
        }
        most = std::max(most, text.run_count());
    }
    text.check_invariants();
    CHECK(next > 400'000);
    CHECK(most < 4'000);
}

}  // namespace atelier::board
