// What one check found: a verdict, what was measured, and what to do about it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "server/app/language.h"

namespace atelier::app {

// Ok: nothing to do. Warning: the day may suffer. Problem: the server will not start, or will lose or stall people.
enum class State : std::uint8_t { Ok, Warning, Problem };

struct Finding {
    std::string_view name;  // "free-space": the same in both languages, for scripts; a literal
    State state = State::Ok;
    Sentence measured;
    Sentence remedy;  // what to type or to change; empty when it is ok
};

// A finding of each kind. `name` is a literal.
inline Finding fine(std::string_view name, Sentence measured) {
    return {name, State::Ok, std::move(measured), {}};
}

inline Finding warning(std::string_view name, Sentence measured, Sentence remedy) {
    return {name, State::Warning, std::move(measured), std::move(remedy)};
}

inline Finding problem(std::string_view name, Sentence measured, Sentence remedy) {
    return {name, State::Problem, std::move(measured), std::move(remedy)};
}

}  // namespace atelier::app
