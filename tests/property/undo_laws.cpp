// SPDX-License-Identifier: MIT
#include "tests/property/undo_laws.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "tests/support/content_hash.h"
#include "tests/support/fake_server.h"

namespace atelier::testing {
namespace {

using board::Id;
using client::ClientSession;
using client::Undone;

constexpr std::array<std::string_view, 6> kWords = {"frein ", "é", "🌱", "données", "x\n", "𝒜"};

std::vector<Id> items_of(const board::Board& board, board::ItemKind kind) {
    std::vector<Id> ids;
    for (const board::Item& item : board.items()) {
        if (item.kind == kind) {
            ids.push_back(item.id);
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

void edit(ClientSession& session, Id item, SeededRandom& random) {
    const std::size_t size = session.board().find(item)->text.size_utf16();
    const std::size_t at = random.below(size + 1);
    const std::string_view text = random.below(3) == 0 ? "" : kWords[random.below(kWords.size())];
    (void)session.edit_text(item, at, random.below(3) == 0 ? random.below(6) : 0, text);
}

void change_edges(ClientSession& session, const std::vector<Id>& cards, SeededRandom& random) {
    const std::vector<Id> threads = items_of(session.board(), board::ItemKind::Thread);
    const Id card = cards[random.below(cards.size())];
    const Id other = cards[random.below(cards.size())];
    const auto verb = static_cast<board::Verb>(1 + random.below(2));
    const Id thread = threads.empty() ? board::kNullId : threads[random.below(threads.size())];
    switch (random.below(5)) {
        case 0: (void)session.add_link(card, other, verb); break;
        case 1: (void)session.remove_link(card, other, verb); break;
        case 2: (void)session.join_thread(thread, card); break;
        case 3: (void)session.leave_thread(thread, card); break;
        default: (void)session.add_thread("fil");
    }
}

void derive(ClientSession& session, const std::vector<Id>& cards, SeededRandom& random) {
    const Id one = cards[random.below(cards.size())];
    const Id two = cards[random.below(cards.size())];
    switch (random.below(3)) {
        case 0: (void)session.derive({board::DerivedBy::Merge, board::VoteRule::Union, {one, two}}, {"m"}); break;
        case 1: (void)session.derive({board::DerivedBy::Split, board::VoteRule::Reset, {one}}, {"s", "t"}); break;
        default: (void)session.derive({board::DerivedBy::Reword, board::VoteRule::Union, {one}}, {"r"});
    }
}

// What a person does; a gesture that cannot be is refused and changes nothing.
void gesture(ClientSession& session, SeededRandom& random) {
    const std::vector<Id> cards = items_of(session.board(), board::ItemKind::Card);
    const auto kind = static_cast<board::CardKind>(1 + random.below(5));
    if (cards.empty() || random.below(12) == 0) {
        (void)session.add_card(kind, kWords[random.below(kWords.size())]);
        return;
    }
    const Id card = cards[random.below(cards.size())];
    switch (random.below(12)) {
        case 0: (void)session.move_card(card, kind, cards[random.below(cards.size())]); break;
        case 1: (void)session.place_card(card, 1 + static_cast<std::int32_t>(random.below(900)), -7); break;
        case 2: (void)session.set_removed(card, random.below(2) == 0); break;
        case 3: (void)session.vote(card, static_cast<std::int32_t>(random.below(3)) - 1); break;
        case 4: (void)session.vote(card, std::nullopt); break;
        case 5:
        case 6: change_edges(session, cards, random); break;
        case 7: derive(session, cards, random); break;
        default: edit(session, card, random);
    }
}

// What others than `me` wrote last on a board.
struct OthersWork {
    std::map<std::pair<Id, int>, board::Stamp> registers;
    std::set<Id> characters;  // visible
    std::set<Id> tags;        // live
    std::map<board::BallotKey, board::Stamp> ballots;

    OthersWork(const board::Board& board, ActorId me) {
        for (const board::Item& item : board.items()) {
            const std::array stamps = {item.placement.stamp, item.card_kind.stamp, item.removed.stamp};
            for (std::size_t i = 0; i < stamps.size(); ++i) {
                if (stamps[i].actor != me) {
                    registers[{item.id, static_cast<int>(i)}] = stamps[i];
                }
            }
            for (const board::IdRange& range : board.characters(item.id, 0, item.text.size_utf16())) {
                for (std::uint32_t i = 0; i < range.span && range.first.actor != me; ++i) {
                    characters.insert({range.first.actor, range.first.counter + i});
                }
            }
        }
        for (const board::EdgeSet* edges : {&board.links(), &board.memberships()}) {
            for (const auto& [tag, edge] : edges->all()) {
                if (!edge.removed && tag.actor != me) {
                    tags.insert(tag);
                }
            }
        }
        for (const auto& [key, ballot, previous] : board.ballots()) {
            if (ballot.stamp.actor != me) {
                ballots[key] = ballot.stamp;
            }
        }
    }
    friend bool operator==(const OthersWork&, const OthersWork&) = default;
};

}  // namespace

bool undo_law_leaves_others_alone(std::uint64_t seed, std::string& why, UndoLawWork& work) {
    SeededRandom random(seed);
    FakeServer server;
    std::vector<std::unique_ptr<FakeDevice>> people;
    for (std::uint64_t i = 0; i < 3; ++i) {
        people.push_back(std::make_unique<FakeDevice>(server, random.next()));
        people.back()->connect();
    }
    std::chrono::milliseconds now{0};
    std::array<bool, 3> heard{};
    for (int i = 0; i < 120; ++i) {
        const std::size_t who = random.below(3);
        ClientSession& session = people[who]->session();
        now += std::chrono::milliseconds(random.below(400));
        session.set_time(now);
        const std::uint64_t choice = random.below(10);
        if (choice < 2) {
            const OthersWork before(session.board(), session.actor());
            const auto done = choice == 0 ? session.undo() : session.redo();
            if (!done || !(before == OthersWork(session.board(), session.actor()))) {
                why = "an undo changed what another had written last";
                return false;
            }
            const bool any = *done != Undone::Nothing;
            work.undone += any && choice == 0 ? 1U : 0U;
            work.redone += any && choice == 1 ? 1U : 0U;
            work.contested += any && heard[who] ? 1U : 0U;
        } else if (choice == 2) {
            const std::uint64_t before = session.board().hash();
            people[who]->settle();
            heard[who] = heard[who] || session.board().hash() != before;
        } else {
            gesture(session, random);
            ++work.gestures;
        }
    }
    for (int round = 0; round < 3; ++round) {
        for (auto& person : people) {
            person->settle();
        }
    }
    for (auto& person : people) {
        if (person->session().board().hash() != server.board().hash() || !person->refusals.empty()) {
            why = "boards differ, or the server refused what undo made";
            return false;
        }
    }
    return true;
}

bool undo_law_walks_back_and_forth(std::uint64_t seed, std::string& why, UndoLawWork& work, UndoLawFault fault) {
    SeededRandom random(seed);
    FakeServer server;
    FakeDevice me(server, random.next());
    FakeDevice other(server, random.next());
    me.connect();
    other.connect();
    ClientSession& session = me.session();
    for (int i = 0; i < 15; ++i) {  // what others did before
        gesture(other.session(), random);
    }
    other.settle();
    me.settle();
    const auto content = [&] { return content_hash(session.board(), RemovedItems::Left); };
    std::chrono::milliseconds now{0};
    std::vector<std::uint64_t> contents{content()};
    for (int i = 0; i < 30; ++i) {
        now += std::chrono::milliseconds(1000);
        session.set_time(now);
        const std::uint64_t before = session.board().lamport();
        for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
            gesture(session, random);
        }
        ++work.gestures;
        if (session.board().lamport() != before) {
            contents.push_back(content());
        }
        if (random.below(4) != 0) {
            continue;
        }
        if (random.below(2) == 0) {
            me.settle();  // acknowledged or not makes no difference
        }
        // A group that others made pointless, or that changed nothing to begin with, is passed over by undo and by redo
        // alike: so contents are looked for in order, not counted.
        std::size_t at = contents.size() - 1;
        const std::size_t top = at;
        for (std::uint64_t n = 1 + random.below(4); n > 0 && at > 0; --n) {
            if (session.undo().value() == Undone::Nothing) {
                break;
            }
            ++work.undone;
            for (--at; at > 0 && contents[at] != content(); --at) {
            }
            if (contents[at] != content()) {
                why = "undo did not give a content there was";
                return false;
            }
        }
        ++work.walks;
        if (fault == UndoLawFault::OthersWrite) {
            gesture(other.session(), random);
            other.settle();
            me.settle();
        }
        while (session.redo().value() != Undone::Nothing) {
            ++work.redone;
        }
        if (content() != contents[top]) {
            why = "undo and redo did not give the content there was";
            return false;
        }
    }
    return true;
}

}  // namespace atelier::testing
