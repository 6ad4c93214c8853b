// Ids as types, so that a position is never passed where an actor is meant.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "server/base/result.h"

namespace atelier {

template <class Tag>
struct StrongId {
    std::uint64_t value = 0;
    friend constexpr auto operator<=>(StrongId, StrongId) = default;
};

// A board-local random number that signs ops. Never an identity of a person. 0 is "none".
using ActorId = StrongId<struct ActorTag>;
// A board-local random number: one voter, on however many devices. 0 is "none".
using VoterId = StrongId<struct VoterTag>;
// Position in a board's history: the number of ops committed before and including this one; 0 is "before the first".
using OpSeq = StrongId<struct OpSeqTag>;

// 16 random bytes that name a board (or an atelier) for ever. Text form: 32 hexadecimal digits.
struct BoardId {
    std::array<std::uint8_t, 16> bytes{};
    // libc++ 16 has no <=> for arrays.
    friend bool operator==(const BoardId& a, const BoardId& b) noexcept { return a.bytes == b.bytes; }
    friend bool operator<(const BoardId& a, const BoardId& b) noexcept { return a.bytes < b.bytes; }

    std::string_view view() const noexcept { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    std::string text() const;
};

// Fails with Malformed when `text` is not 32 hexadecimal digits.
Result<BoardId> parse_board_id(std::string_view text);
// Fails with Malformed when `raw` is not 16 bytes.
Result<BoardId> board_id_from_bytes(std::string_view raw);

}  // namespace atelier

template <class Tag>
struct std::hash<atelier::StrongId<Tag>> {
    std::size_t operator()(atelier::StrongId<Tag> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};

template <>
struct std::hash<atelier::BoardId> {
    std::size_t operator()(const atelier::BoardId& id) const noexcept {
        return std::hash<std::string_view>{}(id.view());
    }
};
