// The four roles of a workshop. Values are those of `Role` in wire.proto.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atelier::workshop {

enum class Role : std::uint8_t { Participant = 1, Facilitator = 2, Screen = 3, Observer = 4 };

// True when the role may change a board at all.
constexpr bool may_write(Role role) noexcept {
    return role == Role::Participant || role == Role::Facilitator;
}

// Lower-case name for the command line and logs: "participant", "facilitator", "screen", "observer".
std::string_view role_name(Role role) noexcept;
std::optional<Role> parse_role(std::string_view name) noexcept;

}  // namespace atelier::workshop
