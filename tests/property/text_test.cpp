// SPDX-License-Identifier: MIT
#include <rapidcheck.h>
#include <string>

#include "tests/property/text_laws.h"
#include "tests/support/catch.h"
#include "tests/support/trace.h"

namespace atelier::testing {

TEST_CASE("[M7][M11] texts converge to the tree of the paper, after any causal order of delivery") {
    TextLawWork work;
    const bool holds = rc::check("text_law_converges", [&work](std::uint64_t seed) {
        std::string why;
        const bool converges = text_law_converges(seed, why, work);
        RC_LOG() << "seed " << seed << ": " << why;
        RC_ASSERT(converges);
    });
    CHECK(holds);
    CHECK(work.inserts > 2000);
    CHECK(work.deletes > 2000);
    CHECK(work.deliveries > 8000);
    CHECK(work.contested > 1000);
    CHECK(work.wide > 1000);
    CHECK(work.reloads > 50);  // the seeds differ from run to run, and so do these: far below the least seen
    CHECK(work.purges > 50);
    CHECK(work.purged > 500);
}

TEST_CASE("texts of many leaves converge too") {
    TextLawWork work;
    for (const std::uint64_t seed : {16U, 32U, 48U, 64U}) {  // multiples of 16 are long sessions
        std::string why;
        INFO("seed " << seed);
        CHECK(text_law_converges(seed, why, work));
        INFO(why);
    }
    CHECK(work.runs > 200);
}

TEST_CASE("canary: with ties broken unfairly the law of convergence fails") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        TextLawWork work;
        std::string why;
        failed += text_law_converges(seed, why, work, TextLawFault::UnfairTies) ? 0U : 1U;
    }
    CHECK(failed > 5);
}

TEST_CASE("[M11] canary: when one replica does not forget what the others do, the law of convergence fails") {
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        TextLawWork work;
        std::string why;
        failed += text_law_converges(seed, why, work, TextLawFault::UnevenPurge) ? 0U : 1U;
    }
    CHECK(failed > 3);
}

TEST_CASE("words typed at one place at once, forwards or backwards, are not interleaved") {
    const bool holds = rc::check("text_law_keeps_words_whole", [](std::uint64_t seed) {
        std::string why;
        const bool whole = text_law_keeps_words_whole(seed, why);
        RC_LOG() << "seed " << seed << ": " << why;
        RC_ASSERT(whole);
    });
    CHECK(holds);
}

TEST_CASE("the automerge-paper trace ends in its text, by position and as ops") {
    const Trace trace = read_trace("automerge-paper");
    REQUIRE(trace.transactions.size() == 259'778);
    board::Text typed;
    std::uint32_t next = 1;
    for (const TraceTransaction& t : trace.transactions) {
        for (const TraceEdit& edit : t.edits) {
            apply_trace_edit(typed, edit, 0, next);
        }
    }
    CHECK(typed.str() == trace.end_content);
    typed.check_invariants();

    board::Text received;
    for (const TraceOp& op : trace_to_ops(trace)) {
        apply_trace_op(received, op);
    }
    CHECK(received.str() == trace.end_content);
    received.check_invariants();
    CHECK(received.run_count() < 15'000);  // of 182,315 characters: typing and deleting keep runs together
}

TEST_CASE("the friendsforever trace, two people at once, ends in its text") {
    const Trace trace = read_trace("friendsforever");
    REQUIRE(trace.concurrent);
    REQUIRE(trace.transactions.size() == 26'078);
    const std::vector<TraceOp> ops = trace_to_ops(trace);
    CHECK(ops.size() >= trace.transactions.size());
    board::Text text;
    for (const TraceOp& op : ops) {
        apply_trace_op(text, op);
    }
    CHECK(text.str() == trace.end_content);
    text.check_invariants();
}

}  // namespace atelier::testing
