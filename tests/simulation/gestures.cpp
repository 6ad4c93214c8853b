// SPDX-License-Identifier: MIT
#include "tests/simulation/gestures.h"

#include <algorithm>
#include <array>
#include <vector>

#include "server/base/limits.h"

namespace atelier::simulation {
namespace {

using board::Id;
using client::ClientSession;

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

std::string edit(ClientSession& session, Id item, SeededRandom& random) {
    const std::size_t size = session.board().find(item)->text.size_utf16();
    const std::size_t at = random.below(size + 1);
    const std::string_view text = random.below(3) == 0 ? "" : kWords[random.below(kWords.size())];
    static_cast<void>(session.edit_text(item, at, random.below(3) == 0 ? random.below(6) : 0, text));
    return "edit";
}

std::string fill(ClientSession& session, Id item, SeededRandom& random) {
    const std::size_t size = session.board().find(item)->text.size_utf16();
    const std::size_t room = limits::kTextCharsMax - std::min(size, limits::kTextCharsMax);
    const std::string text(random.below(room + 1), 'l');
    static_cast<void>(session.edit_text(item, random.below(size + 1), 0, text));
    return "paste";
}

std::string change_edges(ClientSession& session, const std::vector<Id>& cards, SeededRandom& random) {
    const std::vector<Id> threads = items_of(session.board(), board::ItemKind::Thread);
    const Id card = cards[random.below(cards.size())];
    const Id other = cards[random.below(cards.size())];
    const auto verb = static_cast<board::Verb>(1 + random.below(2));
    if (threads.empty() || random.below(8) == 0) {
        static_cast<void>(session.add_thread("fil"));
        return "thread";
    }
    const Id thread = threads[random.below(threads.size())];
    switch (random.below(4)) {
        case 0: static_cast<void>(session.add_link(card, other, verb)); return "link";
        case 1: static_cast<void>(session.remove_link(card, other, verb)); return "unlink";
        case 2: static_cast<void>(session.join_thread(thread, card)); return "join";
        default: static_cast<void>(session.leave_thread(thread, card)); return "leave";
    }
}

std::string derive(ClientSession& session, const std::vector<Id>& cards, SeededRandom& random) {
    const Id one = cards[random.below(cards.size())];
    const Id two = cards[random.below(cards.size())];
    const auto votes = random.below(2) == 0 ? board::VoteRule::Union : board::VoteRule::Reset;
    switch (random.below(3)) {
        case 0: static_cast<void>(session.derive({board::DerivedBy::Merge, votes, {one, two}}, {"m"})); return "merge";
        case 1: static_cast<void>(session.derive({board::DerivedBy::Split, votes, {one}}, {"s", "t"})); return "split";
        default: static_cast<void>(session.derive({board::DerivedBy::Reword, votes, {one}}, {"r"})); return "reword";
    }
}

}  // namespace

std::string make_gesture(ClientSession& session, SeededRandom& random, bool long_texts) {
    const std::vector<Id> cards = items_of(session.board(), board::ItemKind::Card);
    const auto kind = static_cast<board::CardKind>(1 + random.below(5));
    if (cards.empty() || random.below(10) == 0) {
        static_cast<void>(session.add_card(kind, kWords[random.below(kWords.size())]));
        return "card";
    }
    const Id card = cards[random.below(cards.size())];
    switch (random.below(14)) {
        case 0:
        case 1: static_cast<void>(session.move_card(card, kind, cards[random.below(cards.size())])); return "move";
        case 2: static_cast<void>(session.set_removed(card, random.below(2) == 0)); return "remove";
        case 3: static_cast<void>(session.vote(card, static_cast<std::int32_t>(random.below(3)) - 1)); return "vote";
        case 4: static_cast<void>(session.vote(card, std::nullopt)); return "withdraw";
        case 5:
        case 6: return change_edges(session, cards, random);
        case 7: return derive(session, cards, random);
        case 8: static_cast<void>(session.undo()); return "undo";
        case 9: static_cast<void>(session.redo()); return "redo";
        default:
            return long_texts && random.below(3) == 0 ? fill(session, cards.front(), random)
                                                      : edit(session, card, random);
    }
}

}  // namespace atelier::simulation
