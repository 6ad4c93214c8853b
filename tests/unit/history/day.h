// A day by chance on a real room: phases that hide, reveals, cards, votes; and what people there had at each position.
// SPDX-License-Identifier: MIT
#pragma once

#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "tests/unit/room/hall.h"

namespace atelier::room {

// A day by chance, with somebody who only looks on and notes what there was to see at each position.
struct Day {
    explicit Day(std::uint64_t seed)
        : random(seed),
          bob(hall.world, Role::Participant, 100 + seed),
          watcher(hall.world, Role::Observer, 300 + seed) {
        hall.devices.insert(hall.devices.end(), {&bob, &watcher});
        hall.settle();
    }
    std::uint64_t pick(std::uint64_t below) { return random.next() % below; }

    void act() {
        Device& who = *hall.devices[1 + pick(2)];
        switch (pick(9)) {
            case 0: hall.lead.set(SettingKey::Phase, static_cast<std::int64_t>(pick(4))); break;
            case 1: hall.lead.set(SettingKey::Revealed, static_cast<std::int64_t>(pick(128))); break;
            case 2:
                if (!cards.empty() && hall.lead.sees(cards.back())) {
                    hall.lead.set(SettingKey::Revealed, 1, cards.back());
                    static_cast<void>(hall.lead.client.set_removed(cards.back(), pick(2) == 0));
                }
                break;
            case 3:
                if (!cards.empty()) {
                    const Id card = cards[pick(cards.size())];
                    static_cast<void>(who.client.vote(card, 1));
                    static_cast<void>(who.client.edit_text(card, 0, 0, "x"));
                    static_cast<void>(who.client.move_card(card, static_cast<CardKind>(1 + pick(5)), kNullId));
                }
                break;
            default:
                if (const auto made = who.client.add_card(static_cast<CardKind>(1 + pick(5)),
                                                          "PLANTED" + std::to_string(cards.size()) + ";")) {
                    cards.push_back(*made);
                }
        }
        hall.settle();
        note();
    }
    void note() {
        REQUIRE(hall.lead.client.position() == watcher.client.position());
        live[hall.lead.client.position()] = hall.lead.client.board().shared_hash();
        seen[watcher.client.position()] = watcher.client.board().shared_hash();
        told[watcher.client.position()] = watcher.received.size();
    }
    // What of that text somebody who looked on had been told when they stood there.
    bool was_told(const std::string& text, OpSeq position) const {
        const std::size_t size = std::prev(told.upper_bound(position))->second;
        return watcher.received.substr(0, size).find(text) != std::string::npos;
    }

    SeededRandom random;
    Hall hall;
    Device bob;
    Device watcher;
    std::vector<Id> cards;
    std::map<OpSeq, std::uint64_t> live;  // hashes by position: the facilitator's
    std::map<OpSeq, std::uint64_t> seen;  // and the watcher's
    std::map<OpSeq, std::size_t> told;    // bytes
};

}  // namespace atelier::room
