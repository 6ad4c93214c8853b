// How fast a text takes the recorded sessions, and whether it slows down as it grows. One JSON object a line.
// Times are of the processor, not of the wall: nothing here waits, and a busy machine should not show in a ratio.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "server/base/limits.h"
#include "server/base/random.h"
#include "server/board/text.h"
#include "tests/support/trace.h"

namespace atelier::testing {
namespace {

using board::CharRange;
using board::Origins;
using board::Text;

constexpr std::size_t kSmall = limits::kTextCharsMax / 2;  // twice that is the longest card

const auto kLess = [](std::uint32_t a, std::uint32_t b) { return a < b; };

void report(const std::string& name, double value, const char* unit) {
    std::printf("{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}\n", name.c_str(), value, unit);
}

double now_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

template <class F>
double median_ms(int times, F run) {
    std::vector<double> all;
    for (int i = 0; i < times; ++i) {
        all.push_back(run());
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

template <class F>
double timed(F work) {
    const double start = now_ms();
    work();
    return now_ms() - start;
}

void require(bool condition, const char* what) {
    if (!condition) {
        std::fprintf(stderr, "text_bench: %s\n", what);
        std::exit(1);
    }
}

void replay_ops(const std::string& name) {
    const Trace trace = read_trace(name);
    const std::vector<TraceOp> ops = trace_to_ops(trace);
    std::size_t runs = 0;
    const double ms = median_ms(5, [&] {
        std::string end;
        const double spent = timed([&] {
            Text text;
            for (const TraceOp& op : ops) {
                apply_trace_op(text, op);
            }
            end = text.str();
            runs = text.run_count();
        });
        require(end == trace.end_content, "a replay ends in another text");
        return spent;
    });
    report("trace." + name + ".native_ms", ms, "ms");
    report("trace." + name + ".runs", static_cast<double>(runs), "runs");
}

void replay_edits(const std::string& name) {
    const Trace trace = read_trace(name);
    const double ms = median_ms(5, [&] {
        std::string end;
        const double spent = timed([&] {
            Text text;
            std::uint32_t next = 1;
            for (const TraceTransaction& t : trace.transactions) {
                for (const TraceEdit& edit : t.edits) {
                    apply_trace_edit(text, edit, 0, next);
                }
            }
            end = text.str();
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

double seek_random(std::size_t n) {
    const Text text = written_at_random(n);
    SeededRandom random(9);
    std::size_t sum = 0;
    return timed([&] {
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t at = 1 + random.below(n);
            sum += text.position_of(text.origins_at(at).left) + 1 - at;
        }
        require(sum == 0, "a position does not come back");
    });
}

// Small and large take turns and the best of each counts, so that a busy machine does not make the ratio.
template <class F>
void report_scaling(const std::string& name, F work) {
    double once = work(kSmall);
    double twice = work(2 * kSmall);
    for (int i = 0; i < 20; ++i) {
        once = std::min(once, work(kSmall));
        twice = std::min(twice, work(2 * kSmall));
    }
    report("scaling." + name + ".ms", once, "ms");
    report("scaling." + name, twice / once, "ratio");
}

int run() {
    replay_ops("automerge-paper");
    replay_edits("automerge-paper");
    replay_ops("friendsforever");
    report_scaling("text.insert_sequential", insert_sequential);
    report_scaling("text.insert_random", insert_random);
    report_scaling("text.insert_two_writers_forwards", [](std::size_t n) { return insert_by_two(n, false); });
    report_scaling("text.insert_two_writers_backwards", [](std::size_t n) { return insert_by_two(n, true); });
    report_scaling("text.delete_sequential", erase_sequential);
    report_scaling("text.delete_random", erase_random);
    report_scaling("text.seek_random", seek_random);
    return 0;
}

}  // namespace
}  // namespace atelier::testing

int main() {
    return atelier::testing::run();
}
