// SPDX-License-Identifier: MIT
#include "server/workshop/role.h"

#include "tests/support/catch.h"

using atelier::workshop::may_write;
using atelier::workshop::parse_role;
using atelier::workshop::Role;
using atelier::workshop::role_name;

TEST_CASE("a role is known by its lower-case name, both ways") {
    for (const Role role : {Role::Participant, Role::Facilitator, Role::Screen, Role::Observer, Role::Tablet}) {
        CHECK(parse_role(role_name(role)) == role);
    }
    CHECK(role_name(Role::Facilitator) == "facilitator");
}

TEST_CASE("what is not exactly a role's name is no role") {
    CHECK_FALSE(parse_role("").has_value());
    CHECK_FALSE(parse_role("Participant").has_value());
    CHECK_FALSE(parse_role("participant ").has_value());
    CHECK_FALSE(parse_role("admin").has_value());
}

TEST_CASE("participants, facilitators and the tablets of tables write, screens and observers only read") {
    CHECK(may_write(Role::Participant));
    CHECK(may_write(Role::Facilitator));
    CHECK(may_write(Role::Tablet));
    CHECK_FALSE(may_write(Role::Screen));
    CHECK_FALSE(may_write(Role::Observer));
}
