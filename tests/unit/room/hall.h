// A facilitator and participants on a room, real clients on connections without sockets, in a show whose phases hide.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "server/client/client_session.h"
#include "tests/support/catch.h"
#include "tests/unit/room/room_fixture.h"

namespace atelier::room {

using board::CardKind;
using board::Id;
using board::kNullId;
using board::SettingKey;
using workshop::Role;

// Phases 1 and 2 hide, phase 3 shows.
inline constexpr const char* kShow = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"A","may":["fear","barrier","need","story","solution","edit_own","link","thread","vote","move"],"sees":"own"},
    {"title":"B","may":["fear","barrier","need","story","solution","edit_own","link","thread","vote","move"],"sees":"own"},
    {"title":"C","may":["fear","barrier","need","story","solution","edit_own","edit_others","vote"]}]})";

// A real client on a connection without sockets, which comes back when it is told to.
class Device {
public:
    Device(TestWorld& world, Role role, std::uint64_t seed, std::string organisation = "")
        : world_(world),
          role_(role),
          random_(seed),
          client({test_board(), world.token(role), "fr", "", std::move(organisation), false}, random_) {
        connect();
    }

    void connect() {
        member_ = std::make_unique<TestMember>(world_);
        ++connections;
        client.on_connected();
        pump();
    }
    void cut() {
        member_.reset();
        client.on_disconnected();
    }
    bool is_connected() const { return member_ != nullptr; }

    // Moves frames both ways until none is left; false when the connection ended and a new one was made.
    void pump() {
        if (member_ == nullptr) {
            return;
        }
        for (bool moved = true; moved;) {
            moved = false;
            if (const auto save = client.take_save()) {
                client.on_saved(save->version);
            }
            while (const auto frame = client.next_frame()) {
                member_->session.on_frame(*frame);
                moved = true;
            }
            while (member_->session.has_frame()) {
                const SharedFrame frame = member_->session.next_frame();
                received += *frame;
                const Result<void> taken = client.on_frame(*frame);
                REQUIRE(taken);
                moved = true;
            }
            if (client.wants_reconnect() || member_->session.closing()) {
                cut();
                return connect();
            }
        }
    }

    Id add(const std::string& text, CardKind kind = CardKind::Fear) { return client.add_card(kind, text).value(); }
    void set(SettingKey key, std::int64_t number, Id item = kNullId, const std::string& text = "") {
        REQUIRE(client.set({item, key}, {number, text}));
    }
    bool sees(Id item) const { return client.board().find(item) != nullptr; }
    bool has_received(const std::string& planted) const { return received.find(planted) != std::string::npos; }
    bool has_received(ActorId actor) const {
        std::string bytes;  // fixed64, as all actors on the wire
        for (unsigned shift = 0; shift < 64; shift += 8) {
            bytes.push_back(static_cast<char>((actor.value >> shift) & 0xffU));
        }
        return has_received(bytes);
    }

private:
    TestWorld& world_;
    Role role_;
    SeededRandom random_;
    std::unique_ptr<TestMember> member_;

public:
    client::ClientSession client;
    std::string received;
    int connections = 0;
};

struct Hall {
    Hall() : lead(world, Role::Facilitator, 1), ana(world, Role::Participant, 2, "Mairie-secrete") {
        lead.set(SettingKey::RunOfShow, 0, kNullId, kShow);
        devices = {&lead, &ana};
        settle();
    }
    void settle() {
        for (int round = 0; round < 6; ++round) {
            for (Device* device : devices) {
                device->pump();
            }
            world.sync();
            world.room->on_tick();
        }
    }
    void phase(std::int64_t number) {
        lead.set(SettingKey::Phase, number);
        settle();
    }
    void check_same() {
        for (const Device* device : devices) {
            CHECK(device->client.board().shared_hash() == world.room->board().shared_hash());
            CHECK(device->client.pending_ops() == 0);
        }
    }

    TestWorld world;
    Device lead;
    Device ana;
    std::vector<Device*> devices;
};

}  // namespace atelier::room
