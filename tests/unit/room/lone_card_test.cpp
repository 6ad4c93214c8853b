// A card that no session signs (rule W34): judged like others, added once, changed by whoever has its key, and nothing in what
// anybody gets or what is kept ties it to who wrote it. And authorship that is taken away.
// SPDX-License-Identifier: MIT
#include "server/room/lone_card.h"

#include <optional>
#include <string>
#include <vector>

#include "server/workshop/capability.h"
#include "tests/unit/room/hall.h"

using namespace atelier;
using namespace atelier::room;

namespace {

using What = LoneGesture::What;

// Phase 1 hides authors, phase 2 their work too, phase 3 lets kinds be said, phase 4 everything; phase 5 takes no cards.
constexpr const char* kLevels = R"({"format":"atelier-run-of-show/1","title":"T","phases":[
    {"title":"A","may":["fear","edit_own"],"anonymity":"nothing"},
    {"title":"B","may":["fear","edit_own"],"anonymity":"nothing","sees":"own"},
    {"title":"C","may":["fear","edit_own"],"anonymity":"kind"},
    {"title":"D","may":["fear","edit_own"],"anonymity":"named"},
    {"title":"E","may":["vote"],"anonymity":"nothing"}]})";

struct Place : Hall {
    Place() : bob(world, Role::Participant, 3) {
        devices.push_back(&bob);
        lead.set(SettingKey::RunOfShow, 0, kNullId, kLevels);
        settle();
    }
    // "ok" or the name of the error, once the disk has answered.
    std::string write(What what, const std::string& text = "", const std::string& key = "k",
                      const std::string& label = "") {
        LoneGesture gesture;
        gesture.what = what;
        gesture.actor = workshop::actor_of_edit_key(test_board(), key, world.key);
        gesture.kind = CardKind::Fear;
        gesture.label = label;
        gesture.text = text;
        std::optional<Result<void>> answer;
        world.room->write_alone(gesture, [&](Result<void> done) { answer = std::move(done); });
        settle();
        REQUIRE(answer);
        return *answer ? "ok" : std::string(error_name(answer->error().code));
    }
    Id card(const std::string& key = "k") const {
        return lone_card(workshop::actor_of_edit_key(test_board(), key, world.key));
    }
    std::string text_of(const Device& device, Id id) const {
        const board::Item* item = device.client.board().find(id);
        return item == nullptr ? "(none)" : item->text.str();
    }

    Device bob;
};

}  // namespace

TEST_CASE("[W34][J5] a card without a session is added once, whoever asks again, and changed by its key alone") {
    Place place;
    place.phase(1);
    CHECK(place.write(What::Reword, "rien") == "unknown_item");
    REQUIRE(place.write(What::Add, "Peur de parler 💧") == "ok");
    const std::uint64_t lamport = place.world.room->board().lamport();
    CHECK(place.write(What::Add, "Peur de parler 💧") == "ok");
    CHECK(place.write(What::Add, "autre chose") == "ok");
    CHECK(place.world.room->board().lamport() == lamport);  // nothing came of it
    CHECK(place.text_of(place.bob, place.card()) == "Peur de parler 💧");
    CHECK(place.write(What::Reword, "Peur de me taire 💦") == "ok");
    CHECK(place.text_of(place.bob, place.card()) == "Peur de me taire 💦");
    CHECK(place.write(What::Reword, "Peur de me taire 💦") == "ok");
    CHECK(place.write(What::Reword, "") == "malformed");
    CHECK(place.write(What::Reword, "\x01") == "bad_text");
    CHECK(place.write(What::Add, "une autre", "k2") == "ok");
    CHECK(place.card("k2").actor != place.card().actor);
    CHECK(place.write(What::Remove) == "ok");
    CHECK(place.bob.client.board().find(place.card())->removed.value);
    CHECK(place.write(What::Remove) == "ok");
    place.check_same();

    // The server reads its board from the disk, and knows the key still.
    for (Device* device : place.devices) {
        device->cut();
    }
    place.world.restart();
    for (Device* device : place.devices) {
        device->connect();
    }
    CHECK(place.write(What::Reword, "Revenue", "k2") == "ok");
    CHECK(place.text_of(place.bob, place.card("k2")) == "Revenue");
    place.check_same();
}

TEST_CASE("[W38] whoever has the key is told what became of the card, and what facilitators ask") {
    Place place;
    const auto fate = [&](const std::string& key = "k") {
        const ActorId actor = workshop::actor_of_edit_key(test_board(), key, place.world.key);
        std::optional<std::string> told;
        place.world.room->tell_fate(actor, [&](Result<LoneFate> found) {
            told = !found ? std::string(error_name(found.error().code))
                          : std::string(found->is_hidden ? "hidden " : "") + (found->is_parked ? "parked " : "") +
                                (found->is_removed ? "removed " : "") + found->note;
        });
        place.settle();
        REQUIRE(told);
        return *told;
    };
    place.phase(2);
    CHECK(fate() == "unknown_item");
    REQUIRE(place.write(What::Add, "mal dit") == "ok");
    CHECK(fate() == "hidden ");
    place.lead.set(SettingKey::Note, 0, place.card(), "Peux-tu dire autrement ?");
    place.settle();
    CHECK(fate() == "hidden Peux-tu dire autrement ?");
    // Nobody else is told: not even that there is a note.
    CHECK_FALSE(place.bob.has_received("dire autrement"));
    CHECK_FALSE(place.ana.has_received("dire autrement"));
    place.lead.set(SettingKey::Parked, 1, place.card());
    place.settle();
    CHECK(fate() == "hidden parked Peux-tu dire autrement ?");
    CHECK(fate("another") == "unknown_item");
    place.lead.set(SettingKey::Parked, 0, place.card());
    place.lead.set(SettingKey::Note, 0, place.card(), "");
    place.lead.set(SettingKey::Revealed, 1, place.card());
    place.settle();
    CHECK(fate().empty());
    CHECK(place.write(What::Remove) == "ok");
    CHECK(fate() == "removed ");
}

TEST_CASE("[W34] a text is reworded where it differs, in whole characters") {
    Place place;
    place.phase(1);
    const std::vector<std::string> texts = {"été", "êté", "êtéé", "é", "aéa", "💧💦", "💧", "x💦💦x", "xx", "xxx", "x"};
    REQUIRE(place.write(What::Add, texts.front()) == "ok");
    for (const std::string& text : texts) {
        REQUIRE(place.write(What::Reword, text) == "ok");
        CHECK(place.text_of(place.bob, place.card()) == text);
    }
    place.check_same();
}

TEST_CASE("[W34][J5] the phase decides as for everybody, and what it refuses leaves nothing in the history") {
    Place place;
    place.phase(5);
    const std::uint64_t before = place.world.room->committed().value;
    CHECK(place.write(What::Add, "trop tard") == "not_now");
    CHECK(place.world.room->committed() == OpSeq{before});
    place.phase(1);
    CHECK(place.write(What::Add, "d'une mairie", "k", "collectivite") == "tells_too_much");
    CHECK(place.write(What::Add, "sans rien") == "ok");  // the same key: what was refused had not used it up
    place.phase(3);
    CHECK(place.write(What::Add, "d'une mairie", "k3", "collectivite") == "ok");
    CHECK(place.world.room->board().find(place.card("k3"))->organisation.value == "collectivite");
    place.lead.set(SettingKey::Locked, 1, place.card());
    place.settle();
    CHECK(place.write(What::Reword, "verrou") == "held");
    place.phase(5);
    CHECK(place.write(What::Remove, "", "k3") == "not_now");

    // Through a session the author's number would be on it: refused, and kept by its author as a draft.
    place.phase(1);
    const Id draft = place.bob.add("signée");
    place.settle();
    const board::Item* kept = place.world.room->board().find(draft);
    CHECK(kept == nullptr);
    place.phase(4);
    CHECK(place.write(What::Add, "en dit moins", "k4") == "ok");
}

TEST_CASE("[W34][J5][F3] nothing that anybody gets, and no record, ties an anonymous card to its author's session") {
    Place place;
    place.bob.cut();
    place.phase(2);
    for (Device* device : place.devices) {
        device->received.clear();
    }
    // Ana is here by name, and writes on.
    REQUIRE(place.write(What::Add, "PLANTED") == "ok");
    place.bob.connect();
    Device late(place.world, Role::Participant, 6);
    Device screen(place.world, Role::Screen, 7);
    place.devices.insert(place.devices.end(), {&late, &screen});
    place.settle();
    for (const Device* device : {&place.bob, &late, &screen, &place.ana}) {
        CHECK_FALSE(device->has_received("PLANTED"));
        CHECK_FALSE(device->has_received(place.card().actor));
    }
    CHECK(place.lead.has_received("PLANTED"));
    CHECK_FALSE(place.lead.has_received("Mairie-secrete"));  // one person of one organisation: no count of it
    place.phase(1);
    for (Device* device : place.devices) {
        CHECK(place.text_of(*device, place.card()) == "PLANTED");
        if (device != &place.ana) {
            CHECK_FALSE(device->has_received(place.ana.client.actor()));
        }
    }
    const auto row = place.world.store.get_actor(test_board(), place.card().actor);
    REQUIRE(row);
    CHECK_FALSE(*row);  // not even when it came
    CHECK(place.world.room->people().size() == place.devices.size());
}

TEST_CASE("[J5] what cards say of their authors is taken away for good, from hidden, removed and waiting ones too") {
    Place place;
    place.phase(4);
    const Id named = place.ana.add("nommée");
    const Id removed = place.ana.add("partie");
    place.settle();
    REQUIRE(place.ana.client.set_removed(removed, true));
    REQUIRE(place.write(What::Add, "d'une entreprise", "k", "entreprise") == "ok");
    const auto raise = [&](workshop::Anonymity level) {
        std::optional<Result<void>> answer;
        place.world.room->raise_anonymity(level, {{"Mairie-secrete", "collectivite"}},
                                          [&](Result<void> done) { answer = std::move(done); });
        place.settle();
        REQUIRE(answer);
        REQUIRE(*answer);
    };
    const auto labels = [&] {
        std::vector<std::string> all;
        for (const Id id : {named, removed, place.card()}) {
            all.push_back(place.lead.client.board().find(id)->organisation.value);
        }
        return all;
    };
    CHECK(labels() == std::vector<std::string>{"Mairie-secrete", "Mairie-secrete", "entreprise"});
    raise(workshop::Anonymity::Kind);
    CHECK(labels() == std::vector<std::string>{"collectivite", "collectivite", "entreprise"});
    raise(workshop::Anonymity::Nothing);
    CHECK(labels() == std::vector<std::string>{"", "", ""});
    const OpSeq position = place.world.room->committed();
    raise(workshop::Anonymity::Kind);  // nothing comes back
    CHECK(labels() == std::vector<std::string>{"", "", ""});
    CHECK(place.world.room->committed() == position);
    place.check_same();
    Device late(place.world, Role::Participant, 8);
    CHECK_FALSE(late.has_received("Mairie-secrete"));  // a snapshot has what is now
    for (Device* device : {&place.lead, &place.ana, &place.bob, &late}) {
        device->cut();
    }
    place.world.restart();
    Device later(place.world, Role::Participant, 9);
    CHECK_FALSE(later.has_received("Mairie-secrete"));
}
