// Runs seed after seed; the first that breaks a promise is told with its story and the command that replays it.
// usage: simulate [--seeds N] [--seed FIRST] [--story]
// SPDX-License-Identifier: MIT
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

#include "server/async/log.h"
#include "tests/simulation/simulation.h"

namespace {

using atelier::simulation::Outcome;

struct Options {
    std::uint64_t seeds = 1;
    std::uint64_t first = 1;
    bool story = false;
};

volatile std::sig_atomic_t running_seed = 0;  // seeds of hunts fit

// A broken invariant of the product itself ends in abort(): the seed must not be lost with it.
void on_abort(int) {
    std::fprintf(stderr, "simulate: aborted; replay: ./dev simulate --seed %ld --story\n",
                 static_cast<long>(running_seed));
}

std::optional<std::uint64_t> read_number(const char* text) {
    std::uint64_t value = 0;
    const std::string_view digits(text);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(value) : std::nullopt;
}

std::optional<Options> read_options(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (name == "--story") {
            options.story = true;
            continue;
        }
        const auto value = i + 1 < argc ? read_number(argv[++i]) : std::nullopt;
        if (!value || (name != "--seeds" && name != "--seed")) {
            return std::nullopt;
        }
        (name == "--seeds" ? options.seeds : options.first) = *value;
    }
    return options;
}

void tell(std::uint64_t seed, const Outcome& outcome) {
    for (const std::string& line : outcome.story) {
        std::printf("  %s\n", line.c_str());
    }
    if (!outcome.broken.empty()) {
        std::printf("simulate: seed %llu broke a promise: %s\nreplay: ./dev simulate --seed %llu\n",
                    static_cast<unsigned long long>(seed), outcome.broken.c_str(),
                    static_cast<unsigned long long>(seed));
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::optional<Options> options = read_options(argc, argv);
    if (!options) {
        std::fprintf(stderr, "usage: simulate [--seeds N] [--seed FIRST] [--story]\n");
        return 2;
    }
    std::signal(SIGABRT, on_abort);
    atelier::log::set_up(atelier::log::Format::KeyValue, atelier::log::Level::Off);
    Outcome sum;
    for (std::uint64_t seed = options->first; seed < options->first + options->seeds; ++seed) {
        running_seed = static_cast<std::sig_atomic_t>(seed);
        const Outcome outcome = atelier::simulation::simulate(seed);
        if (!outcome.broken.empty() || options->story) {
            tell(seed, outcome);
        }
        if (!outcome.broken.empty()) {
            return 1;
        }
        sum.works += outcome.works;
        sum.acknowledged += outcome.acknowledged;
        sum.refused += outcome.refused;
        sum.deaths += outcome.deaths;
        sum.trace_hash ^= outcome.trace_hash;
    }
    std::printf(
        "simulate: %llu seeds kept every promise: %zu ops made, %zu acknowledged, %zu refused, %zu deaths of the "
        "server, trace %016llx\n",
        static_cast<unsigned long long>(options->seeds), sum.works, sum.acknowledged, sum.refused, sum.deaths,
        static_cast<unsigned long long>(sum.trace_hash));
    return 0;
}
