// Which links make sense: what the card of one kind may be said to do to the card of another. docs/links.md has the same
// table for people, and the page has its own; tests compare all three.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "server/board/op.h"

namespace atelier::workshop {

// A set of verbs. A value.
class Verbs {
public:
    constexpr Verbs() = default;
    constexpr explicit Verbs(board::Verb verb) : bits_(bit(verb)) {}

    // What is no verb is in no set.
    constexpr bool contains(board::Verb verb) const noexcept { return (bits_ & bit(verb)) != 0; }
    friend constexpr Verbs operator|(Verbs a, Verbs b) noexcept {
        a.bits_ = static_cast<std::uint8_t>(a.bits_ | b.bits_);
        return a;
    }

private:
    static constexpr std::uint8_t bit(board::Verb verb) noexcept {
        const auto value = static_cast<unsigned>(verb);
        return value >= 1 && value <= 6 ? static_cast<std::uint8_t>(1U << value) : std::uint8_t{0};
    }

    std::uint8_t bits_ = 0;
};

// The verbs of a link from a card of kind `from` to one of kind `to`; none when either is no kind.
Verbs verbs_between(board::CardKind from, board::CardKind to) noexcept;

}  // namespace atelier::workshop
