// What a simulated participant does next: something that the phase which is on lets participants do.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "server/workshop/stage.h"

namespace atelier::rehearsal {

enum class Gesture { Card, Text, Link, Vote };

// One person's part; not thread-safe.
struct Part {
    std::string name;              // starts the texts of its cards: "Répétition 12"
    std::vector<board::Id> cards;  // made by this person
    workshop::Stage stage;
    std::optional<board::Id> made;  // the card of the last gesture, when it made one
};

// Does one thing, chosen by chance among what is allowed; nothing when nothing is. Nobody writes more cards than a busy
// participant does in a day.
std::optional<Gesture> act(client::ClientSession& session, Part& part, Random& random);

// Takes back what the person made, as far as the phase allows: its votes, its cards. The history keeps both.
void take_back(client::ClientSession& session, Part& part);

}  // namespace atelier::rehearsal
