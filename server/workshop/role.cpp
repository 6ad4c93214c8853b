// SPDX-License-Identifier: MIT
#include "server/workshop/role.h"

#include "server/base/check.h"

namespace atelier::workshop {

std::string_view role_name(Role role) noexcept {
    switch (role) {
        case Role::Participant: return "participant";
        case Role::Facilitator: return "facilitator";
        case Role::Screen: return "screen";
        case Role::Observer: return "observer";
        case Role::Tablet: return "tablet";
    }
    check_failed(__FILE__, __LINE__, "unknown Role");
}

std::optional<Role> parse_role(std::string_view name) noexcept {
    for (const Role role : {Role::Participant, Role::Facilitator, Role::Screen, Role::Observer, Role::Tablet}) {
        if (role_name(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

}  // namespace atelier::workshop
