// Two people on one board of a FakeServer.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "tests/support/catch.h"
#include "tests/support/fake_server.h"

namespace atelier::testing {

struct Room {
    Room() {
        anne.connect();
        bob.connect();
    }
    void settle() {
        for (int i = 0; i < 3; ++i) {
            anne.settle();
            bob.settle();
        }
    }
    // A new card by one of them, seen by both.
    board::Id post(FakeDevice& author, board::CardKind kind, const std::string& text) {
        const auto card = author.session().add_card(kind, text);
        REQUIRE(card.has_value());
        settle();
        return *card;
    }
    void check_equal() {
        settle();
        CHECK(anne.session().pending_ops() == 0);
        CHECK(bob.session().pending_ops() == 0);
        CHECK(anne.session().board().hash() == server.board().hash());
        CHECK(bob.session().board().hash() == server.board().hash());
    }

    FakeServer server;
    FakeDevice anne{server, 1};
    FakeDevice bob{server, 2};
};

}  // namespace atelier::testing
