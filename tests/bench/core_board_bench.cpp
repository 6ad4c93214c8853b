// How fast a board takes ops that are not text, and how fast a large one loads. Google Benchmark times; the reporter
// prints what the other benchmarks print, one JSON object a line.
// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "server/board/board.h"
#include "server/board/codec.h"
#include "tests/bench/measure.h"
#include "tests/bench/workshop_board.h"

namespace atelier::testing {
namespace {

using board::Board;

constexpr std::size_t kMapOps = 50'000;
constexpr int kRepetitions = 7;

struct Fixture {
    Board board;  // the large workshop
    Bytes state;
    std::vector<board::Op> ops;
    std::vector<Bytes> batches;  // the same, encoded one by one
};

const Fixture& fixture() {
    static const Fixture made = [] {
        Fixture f;
        for (const board::Op& op : workshop_ops()) {
            require(f.board.apply(op).has_value(), "an op was not applied");
        }
        f.state = f.board.encode();
        f.ops = map_ops(f.board, kMapOps);
        for (const board::Op& op : f.ops) {
            f.batches.push_back(board::encode_batch({&op, 1}));
        }
        return f;
    }();
    return made;
}

void apply(Board& board, const board::Op& op) {
    const auto outcome = board.apply(op);
    require(outcome && *outcome == board::Outcome::Applied, "an op was not applied");
}

void snapshot_load(benchmark::State& state) {
    const Fixture& f = fixture();
    for (auto _ : state) {
        auto loaded = Board::decode(f.state);
        require(loaded.has_value(), "the state does not load");
        state.PauseTiming();
        loaded = Error(ErrorCode::NotFound, "taken down outside the clock");
        state.ResumeTiming();
    }
}

void snapshot_save(benchmark::State& state) {
    const Fixture& f = fixture();
    for (auto _ : state) {
        benchmark::DoNotOptimize(f.board.encode());
    }
}

void map_ops_applied(benchmark::State& state) {
    const Fixture& f = fixture();
    for (auto _ : state) {
        state.PauseTiming();
        Board board = f.board.copy();
        state.ResumeTiming();
        for (const board::Op& op : f.ops) {
            apply(board, op);
        }
        state.PauseTiming();
        board = Board();
        state.ResumeTiming();
    }
    state.counters["ops"] = static_cast<double>(f.ops.size());
}

void map_ops_decoded_and_applied(benchmark::State& state) {
    const Fixture& f = fixture();
    for (auto _ : state) {
        state.PauseTiming();
        Board board = f.board.copy();
        state.ResumeTiming();
        for (const Bytes& batch : f.batches) {
            const auto ops = board::decode_batch(batch);
            require(ops.has_value(), "a batch does not decode");
            apply(board, ops->front());
        }
        state.PauseTiming();
        board = Board();
        state.ResumeTiming();
    }
    state.counters["ops"] = static_cast<double>(f.ops.size());
}

// One kind alone, to see which one costs.
template <class Body>
void one_kind_applied(benchmark::State& state) {
    const Fixture& f = fixture();
    Board start = f.board.copy();
    std::vector<board::Op> ops;
    for (const board::Op& op : f.ops) {
        if (std::holds_alternative<Body>(op.body)) {
            board::Op alone = op;
            alone.id = {ActorId{7}, static_cast<std::uint32_t>(1 + ops.size())};
            ops.push_back(std::move(alone));
        }
    }
    for (auto _ : state) {
        state.PauseTiming();
        Board board = start.copy();
        state.ResumeTiming();
        for (const board::Op& op : ops) {
            apply(board, op);
        }
        state.PauseTiming();
        board = Board();
        state.ResumeTiming();
    }
    state.counters["ops"] = static_cast<double>(ops.size());
}

// Prints the least time of the repetitions: milliseconds, or ops a second where ops are counted.
class JsonLines final : public benchmark::BenchmarkReporter {
public:
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        double best = 0;
        for (const Run& run : runs) {
            if (run.run_type == Run::RT_Iteration) {
                const double ms = 1000.0 * run.cpu_accumulated_time / static_cast<double>(run.iterations);
                best = best == 0 ? ms : std::min(best, ms);
            }
        }
        if (best == 0) {
            return;  // means and deviations over the repetitions
        }
        const Run& first = runs.front();
        const auto ops = first.counters.find("ops");
        if (ops == first.counters.end()) {
            report(first.run_name.function_name, best, "ms");
        } else {
            report(first.run_name.function_name, 1000.0 * ops->second / best, "ops/s");
        }
    }
};

void add(const char* name, void (*run)(benchmark::State&), int iterations) {
    benchmark::RegisterBenchmark(name, run)->Iterations(iterations)->Repetitions(kRepetitions);
}

}  // namespace
}  // namespace atelier::testing

int main(int argc, char** argv) {
    using namespace atelier;
    benchmark::Initialize(&argc, argv);
    testing::add("snapshot.load_native_ms", testing::snapshot_load, 4);
    testing::add("snapshot.save_native_ms", testing::snapshot_save, 4);
    testing::add("apply.map_ops_per_s", testing::map_ops_applied, 3);
    testing::add("apply.map_ops_decoded_per_s", testing::map_ops_decoded_and_applied, 3);
    testing::add("apply.registers_per_s", testing::one_kind_applied<board::SetRegister>, 3);
    testing::add("apply.links_per_s", testing::one_kind_applied<board::AddLink>, 3);
    testing::add("apply.memberships_per_s", testing::one_kind_applied<board::JoinThread>, 3);
    testing::add("apply.ballots_per_s", testing::one_kind_applied<board::CastBallot>, 3);
    testing::JsonLines reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    return 0;
}
