// What a dress rehearsal saw, in numbers. Values; times in milliseconds.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace atelier::rehearsal {

struct Figures {
    std::size_t people = 0;        // who were to come
    std::size_t joined = 0;        // who were let in
    std::size_t there_at_end = 0;  // connected, nothing waiting, when it ended
    std::vector<double> join_ms;   // from the first try to the whole board
    std::vector<double> kept_ms;   // from a gesture to "kept"
    std::vector<double> seen_ms;   // from a card's writing to each other screen
    std::size_t cards = 0;
    std::size_t texts = 0;
    std::size_t links = 0;
    std::size_t votes = 0;    // gestures; changed ones count again
    std::size_t ballots = 0;  // votes that stood at the end
    std::map<std::string, std::size_t>
        refused;                          // by error_name; what a phase or a lock did not let through is not here
    std::size_t not_now = 0;              // that: a phase changed while something was on its way
    std::size_t cuts = 0;                 // connections that ended though the server did not end them
    double longest_absence_ms = 0;        // of one person
    std::size_t unseen = 0;               // cards, times screens that never showed them though they were to
    std::optional<bool> same_everywhere;  // nothing where a phase hides what others make: boards differ then
    double own_cpu = 0;                   // of this process, in cores
    std::string last_refusal;             // why a connection was not made, in the system's words
};

// The value below which that share of them is; 0 of none.
double percentile(std::vector<double> values, double share);

}  // namespace atelier::rehearsal
