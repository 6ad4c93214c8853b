// Runs as columns: what a reader gives back is what was written, and what follows from before is not written at all.
// SPDX-License-Identifier: MIT
#include "server/board/run_columns.h"

#include <string>
#include <vector>

#include "server/base/random.h"
#include "server/board/state_format.h"
#include "tests/support/catch.h"

namespace atelier::board {
namespace {

namespace field = state_format::field::text;

constexpr std::uint32_t kActors = 4;

struct SavedText {
    CharId item;
    std::vector<TextRun> runs;
};

Bytes written(const std::vector<SavedText>& texts) {
    RunWriter runs(kActors);
    for (const SavedText& text : texts) {
        runs.start(text.item);
        for (const TextRun& run : text.runs) {
            runs.add(run);
        }
    }
    Bytes bytes;
    pbf::Writer writer(bytes);
    runs.write(writer);
    return bytes;
}

bool equal(const TextRun& a, const TextRun& b) {
    return a.first == b.first && a.length == b.length && a.left == b.left && a.right == b.right &&
           a.visible == b.visible;
}

// True when a reader finds these texts and nothing behind them.
bool reads_back(const Bytes& bytes, const std::vector<SavedText>& texts) {
    RunReader runs(kActors);
    runs.read(pbf::Reader(bytes.data(), bytes.size()));
    for (const SavedText& text : texts) {
        runs.start(text.item);
        for (const TextRun& run : text.runs) {
            const auto read = runs.next();
            if (!read || !equal(*read, run)) {
                return false;
            }
        }
    }
    return runs.is_used_up();
}

// How many entries a column has.
std::size_t entries(const Bytes& bytes, pbf::Tag column) {
    pbf::Reader reader(bytes.data(), bytes.size());
    while (reader.next(column)) {
        const auto values = reader.get_packed_uint64();
        return static_cast<std::size_t>(std::distance(values.begin(), values.end()));
    }
    return 0;
}

// Any run at all, about what is near: ids small enough that many follow from others by chance.
TextRun any_run(SeededRandom& random) {
    const auto id = [&] {
        const auto actor = static_cast<std::uint32_t>(random.below(kActors));
        const auto counter = static_cast<std::uint32_t>(random.below(9));
        return counter == 0 ? CharId{} : CharId{actor, counter};
    };
    TextRun run{id(), static_cast<std::uint32_t>(1 + random.below(3)), id(), id(), {}};
    if (random.below(2) == 0) {
        constexpr std::string_view kLetters = "aé€";  // one byte, two, three
        run.visible = kLetters.substr(0, run.length == 1 ? 1 : run.length == 2 ? 3 : 6);
    }
    return run;
}

}  // namespace

TEST_CASE("a text typed by its author, with a word inserted and a letter deleted, names only two counters") {
    // "ab|XY|c" and a deleted letter behind: the author's run is cut twice, and goes on each time.
    const CharId author{1, 10};
    const std::vector<SavedText> texts = {{author,
                                           {
                                               {{1, 11}, 2, {}, {}, "ab"},
                                               {{2, 5}, 2, {1, 12}, {1, 13}, "XY"},
                                               {{1, 13}, 1, {1, 12}, {}, "c"},
                                               {{1, 14}, 1, {1, 13}, {}, {}},
                                           }}};
    const Bytes bytes = written(texts);
    CHECK(reads_back(bytes, texts));
    CHECK(entries(bytes, field::kCode) == 4);
    CHECK(entries(bytes, field::kCounter) == 2);
    CHECK(entries(bytes, field::kOriginCounter) == 0);
}

TEST_CASE("each text starts afresh: nothing goes on from one into the next") {
    const std::vector<SavedText> texts = {{{1, 10}, {{{1, 11}, 2, {}, {}, "ab"}}},
                                          {{1, 12}, {{{1, 13}, 2, {1, 12}, {}, "cd"}}},
                                          {{3, 1}, {}},
                                          {{2, 1}, {{{2, 2}, 1, {}, {1, 12}, {}}}}};
    CHECK(reads_back(written(texts), texts));
}

TEST_CASE("any runs are read as they were written") {
    SeededRandom random(11);
    for (int round = 0; round < 500; ++round) {
        std::vector<SavedText> texts(1 + random.below(3));
        for (SavedText& text : texts) {
            text.item = any_run(random).first;
            for (std::size_t i = random.below(40); i > 0; --i) {
                text.runs.push_back(any_run(random));
            }
        }
        REQUIRE(reads_back(written(texts), texts));
    }
}

TEST_CASE("no origin is nobody's, whoever is written beside it") {
    Bytes bytes;
    pbf::Writer writer(bytes);
    const auto add = [&](pbf::Tag column, std::vector<std::uint64_t> values) {
        writer.add_packed_uint64(column, values.begin(), values.end());
    };
    add(field::kCode, {2 * (2 * RunContext::kRights) + 1});  // its own, left origin written, deleted
    add(field::kLength, {1});
    add(field::kActor, {1});
    add(field::kCounter, {0});
    add(field::kOriginActor, {kActors + 3});
    add(field::kOriginCounter, {0});
    CHECK(reads_back(bytes, {{{1, 10}, {{{1, 11}, 1, {}, {}, {}}}}}));
}

TEST_CASE("columns that do not fit together are no runs") {
    const std::vector<SavedText> texts = {{{1, 10}, {{{1, 11}, 2, {}, {}, "ab"}, {{2, 5}, 2, {1, 12}, {}, "cd"}}}};
    const Bytes whole = written(texts);
    const auto with = [&](pbf::Tag column, std::vector<std::uint64_t> values) {
        Bytes bytes = whole;
        pbf::Writer(bytes).add_packed_uint64(column, values.begin(), values.end());  // the last of two counts
        return reads_back(bytes, texts);
    };
    CHECK(reads_back(whole, texts));
    CHECK_FALSE(with(field::kLength, {2}));
    CHECK_FALSE(with(field::kLength, {2, 2, 2}));
    CHECK_FALSE(with(field::kLength, {2, std::uint64_t{1} << 32U}));
    CHECK_FALSE(with(field::kActor, {1, kActors}));
    CHECK_FALSE(with(field::kCounter, {0}));
    CHECK_FALSE(with(field::kCode, {0, 2 * (RunContext::kCodes + 7)}));  // seven runs back there is none
    CHECK_FALSE(with(field::kOriginActor, {1}));
}

}  // namespace atelier::board
