// How fast a text takes the recorded sessions, and whether it slows down as it grows. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "server/base/limits.h"
#include "server/base/random.h"
#include "server/board/board.h"
#include "server/board/text.h"
#include "tests/bench/measure.h"
#include "tests/support/trace.h"

namespace atelier::testing {
namespace {

using board::CharRange;
using board::Id;
using board::Origins;
using board::Text;

// n and 2n of every step; the longest card has 20,000 visible characters, and tombstones come on top.
constexpr std::array<std::size_t, 3> kSizes = {6'000, 12'000, 24'000};
static_assert(2 * kSizes.back() > limits::kTextCharsMax);

const auto kLess = [](std::uint32_t a, std::uint32_t b) { return a < b; };

// The recorded session as the ops of a board, in the order of the file. Deletions of an author are signed by an actor of
// their own, so that ids of characters stay as the trace has them.
std::vector<board::Op> to_board_ops(const std::vector<TraceOp>& trace) {
    constexpr ActorId kOwner{1'000'000};
    constexpr std::uint64_t kErasers = 1'000;
    const auto id = [](board::CharId c) {
        return c.is_null() ? board::kNullId : Id{ActorId{1ULL + c.actor}, c.counter};
    };
    std::vector<board::Op> ops;
    const Id card{kOwner, 1};
    ops.push_back({card, 1, 1, board::AddItem{board::ItemKind::Card, board::CardKind::Story, {}, "", ""}});
    std::uint32_t erased = 0;
    for (const TraceOp& op : trace) {
        const std::uint64_t lamport = 1 + ops.size();
        if (op.length > 0) {
            ops.push_back({id(op.first), lamport, op.length,
                           board::InsertText{card, id(op.origins.left), id(op.origins.right), op.text}});
            continue;
        }
        board::DeleteText body{card, {}};
        for (const CharRange& range : op.erased) {
            body.ranges.push_back({id(range.first), range.span});
        }
        ops.push_back({{ActorId{kErasers}, ++erased}, lamport, 1, std::move(body)});
    }
    return ops;
}

// As they come from others: merged one by one into a board, and the text read at the end.
void replay_ops(const std::string& name) {
    const Trace trace = read_trace(name);
    const std::vector<board::Op> ops = to_board_ops(trace_to_ops(trace));
    const Id card = ops.front().id;
    std::size_t runs = 0;
    const double ms = best_ms(5, [&] {
        std::string end;
        const double spent = timed([&] {
            board::Board board;
            for (const board::Op& op : ops) {
                const auto outcome = board.apply(op);
                require(outcome && *outcome == board::Outcome::Applied, "an op was not applied");
            }
            end = board.find(card)->text.str();
            runs = board.find(card)->text.run_count();
        });
        require(end == trace.end_content, "a replay ends in another text");
        return spent;
    });
    report("trace." + name + ".native_ms", ms, "ms");
    report("trace." + name + ".runs", static_cast<double>(runs), "runs");
}

// As a page does: each edit by position becomes an op, which is merged. The bound of 20,000 characters a card is the
// server's to check, so the whole session fits.
void replay_edits(const std::string& name) {
    const Trace trace = read_trace(name);
    const double ms = best_ms(5, [&] {
        std::string end;
        const double spent = timed([&] {
            board::Board board;
            const ActorId actor{1};
            const Id card{actor, 1};
            const auto make = [&](board::OpBody body, std::uint32_t span) {
                const board::Op op{{actor, board.next_counter(actor)}, board.lamport() + 1, span, std::move(body)};
                const auto outcome = board.apply(op);
                require(outcome && *outcome == board::Outcome::Applied, "an op was not applied");
            };
            make(board::AddItem{board::ItemKind::Card, board::CardKind::Story, {}, "", ""}, 1);
            for (const TraceTransaction& t : trace.transactions) {
                for (const TraceEdit& edit : t.edits) {
                    if (edit.deleted > 0) {
                        make(board::DeleteText{card, board.characters(card, edit.at, edit.deleted)}, 1);
                    }
                    if (edit.inserted_length > 0) {
                        const auto between = board.neighbours(card, edit.at);
                        make(board::InsertText{card, between.left, between.right, edit.inserted}, edit.inserted_length);
                    }
                }
            }
            end = board.find(card)->text.str();
        });
        require(end == trace.end_content, "a replay ends in another text");
        return spent;
    });
    report("trace." + name + ".local_native_ms", ms, "ms");
}

Text written_at_random(std::size_t characters) {
    Text text;
    SeededRandom random(7);
    for (std::uint32_t i = 1; i <= characters; ++i) {
        text.insert({0, i}, 1, text.origins_at(random.below(i)), "x", kLess);
    }
    return text;
}

double insert_sequential(std::size_t n) {
    return timed([n] {
        Text text;
        for (std::uint32_t i = 1; i <= n; ++i) {
            text.insert({0, i}, 1, {{0, i - 1}, {}}, "x", kLess);
        }
        require(text.size_utf16() == n, "characters are missing");
    });
}

double insert_random(std::size_t n) {
    return timed([n] { require(written_at_random(n).size_utf16() == n, "characters are missing"); });
}

struct Typed {
    board::CharId id;
    Origins origins;
};

// Two people write n characters each at one place, offline, then one gets the other's: the worst case of list forms.
double insert_by_two(std::size_t n, bool backwards) {
    std::vector<Typed> typed;
    Text mine;
    Text theirs;
    for (std::uint32_t i = 1; i <= n; ++i) {
        const std::size_t at = backwards ? 0 : i - 1;
        mine.insert({0, i}, 1, mine.origins_at(at), "a", kLess);
        typed.push_back({{1, i}, theirs.origins_at(at)});
        theirs.insert({1, i}, 1, typed.back().origins, "b", kLess);
    }
    return timed([&] {
        for (const Typed& t : typed) {
            mine.insert(t.id, 1, t.origins, "b", kLess);
        }
        require(mine.size_utf16() == 2 * n, "characters are missing");
    });
}

double erase_sequential(std::size_t n) {
    Text text;
    text.insert({0, 1}, static_cast<std::uint32_t>(n), {}, std::string(n, 'x'), kLess);
    return timed([&] {
        for (auto i = static_cast<std::uint32_t>(n); i >= 1; --i) {
            text.erase({{0, i}, 1});
        }
        require(text.size_utf16() == 0, "characters are left");
    });
}

double erase_random(std::size_t n) {
    Text text = written_at_random(n);
    SeededRandom random(8);
    return timed([&] {
        for (std::size_t left = n; left > 0; --left) {
            for (const CharRange& range : text.ranges_at(random.below(left), 1)) {
                text.erase(range);
            }
        }
        require(text.size_utf16() == 0, "characters are left");
    });
}

// The text of two people who wrote at random places of one text without seeing each other, merged.
// `theirs` gets what the second one did.
Text written_by_two(std::size_t characters, std::vector<Typed>& theirs) {
    Text mine = written_at_random(characters / 2);
    Text other = written_at_random(characters / 2);
    SeededRandom random(11);
    const auto half = static_cast<std::uint32_t>(characters / 4);
    for (std::uint32_t i = 1; i <= half; ++i) {
        const std::size_t at = random.below(other.size_utf16());
        theirs.push_back({{1, i}, other.origins_at(at)});
        other.insert({1, i}, 1, theirs.back().origins, "b", kLess);
        const std::uint32_t mine_next = static_cast<std::uint32_t>(characters / 2) + i;
        mine.insert({0, mine_next}, 1, mine.origins_at(random.below(mine.size_utf16())), "a", kLess);
    }
    return mine;
}

double insert_random_by_two(std::size_t n) {
    std::vector<Typed> theirs;
    Text text = written_by_two(n, theirs);
    return timed([&] {
        for (const Typed& t : theirs) {
            text.insert(t.id, 1, t.origins, "b", kLess);
        }
        require(text.size_utf16() == n / 2 + 2 * (n / 4), "characters are missing");
    });
}

Text merged_from_two(std::size_t n) {
    std::vector<Typed> theirs;
    Text text = written_by_two(n, theirs);
    for (const Typed& t : theirs) {
        text.insert(t.id, 1, t.origins, "b", kLess);
    }
    return text;
}

// Both delete three quarters of the text in an order of their own; one gets the deletions of the other.
double erase_by_two(std::size_t n) {
    Text mine = merged_from_two(n);
    Text theirs = mine;
    std::vector<CharRange> deletions;
    SeededRandom random(12);
    for (std::size_t left = theirs.size_utf16(); left > n / 4; --left) {
        for (const CharRange& range : theirs.ranges_at(random.below(left), 1)) {
            theirs.erase(range);
            deletions.push_back(range);
        }
    }
    for (std::size_t left = mine.size_utf16(); left > n / 4; --left) {
        for (const CharRange& range : mine.ranges_at(random.below(left), 1)) {
            mine.erase(range);
        }
    }
    return timed([&] {
        for (const CharRange& range : deletions) {
            mine.erase(range);
        }
        require(mine.size_utf16() < n / 4, "nothing was deleted");
    });
}

double seek(const Text& text, const std::vector<std::size_t>& positions) {
    std::size_t sum = 0;
    return timed([&] {
        for (const std::size_t at : positions) {
            sum += text.position_of(text.origins_at(at).left) + 1 - at;
        }
        require(sum == 0, "a position does not come back");
    });
}

std::vector<std::size_t> positions_in_order(std::size_t n) {
    std::vector<std::size_t> positions;
    for (std::size_t at = 1; at <= n; ++at) {
        positions.push_back(at);
    }
    return positions;
}

std::vector<std::size_t> positions_at_random(std::size_t n) {
    std::vector<std::size_t> positions;
    SeededRandom random(9);
    for (std::size_t i = 0; i < n; ++i) {
        positions.push_back(1 + random.below(n));
    }
    return positions;
}

// Small and large take turns and the best of each counts, so that a busy machine does not make the ratio. The worst step
// of all counts.
template <class F>
void report_scaling(const std::string& name, F work) {
    double worst = 0;
    double longest = 0;
    for (const std::size_t n : kSizes) {
        double once = work(n);
        double twice = work(2 * n);
        for (int i = 0; i < 15; ++i) {
            once = std::min(once, work(n));
            twice = std::min(twice, work(2 * n));
        }
        worst = std::max(worst, twice / once);
        longest = twice;
    }
    report("scaling." + name, worst, "ratio");
    report("scaling." + name + ".48k_ms", longest, "ms");
}

int run() {
    replay_ops("automerge-paper");
    replay_edits("automerge-paper");
    replay_ops("friendsforever");
    report_scaling("insert.sequential", insert_sequential);
    report_scaling("insert.random", insert_random);
    report_scaling("insert.concurrent", insert_random_by_two);
    report_scaling("insert.concurrent_forwards", [](std::size_t n) { return insert_by_two(n, false); });
    report_scaling("insert.concurrent_backwards", [](std::size_t n) { return insert_by_two(n, true); });
    report_scaling("delete.sequential", erase_sequential);
    report_scaling("delete.random", erase_random);
    report_scaling("delete.concurrent", erase_by_two);
    report_scaling("seek.sequential", [](std::size_t n) { return seek(written_at_random(n), positions_in_order(n)); });
    report_scaling("seek.random", [](std::size_t n) { return seek(written_at_random(n), positions_at_random(n)); });
    report_scaling("seek.concurrent", [](std::size_t n) { return seek(merged_from_two(n), positions_at_random(n)); });
    return 0;
}

}  // namespace
}  // namespace atelier::testing

int main() {
    return atelier::testing::run();
}
