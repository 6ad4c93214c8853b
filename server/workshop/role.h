// The five roles of a workshop. Values are those of `Role` in wire.proto.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atelier::workshop {

enum class Role : std::uint8_t { Participant = 1, Facilitator = 2, Screen = 3, Observer = 4, Tablet = 5 };

// True when the role may change a board at all. A tablet lies on a table: whoever sits there writes on it as participants do,
// and signs each card; one device casts no ballots for several people (rule W37).
constexpr bool may_write(Role role) noexcept {
    return role == Role::Participant || role == Role::Facilitator || role == Role::Tablet;
}

// Lower-case name for the command line and logs: "participant", "facilitator", "screen", "observer", "tablet".
std::string_view role_name(Role role) noexcept;
std::optional<Role> parse_role(std::string_view name) noexcept;

}  // namespace atelier::workshop
