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

constexpr std::size_t kLargeBytes = 12'000;  // a few make a snapshot due; far from the bound of a text
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

Gesture move(ClientSession& session, Id card, board::CardKind kind, Id before) {
    const bool is_made = session.move_card(card, kind, before).has_value();
    return {"move", !is_made || session.board().find(card)->card_kind.value == kind};
}

Gesture remove(ClientSession& session, Id card, bool removed) {
    const bool is_made = session.set_removed(card, removed).has_value();
    return {removed ? "remove" : "restore", !is_made || session.board().find(card)->removed.value == removed};
}

Gesture vote(ClientSession& session, Id card, std::optional<std::int32_t> value) {
    const bool is_made = session.vote(card, value).has_value();
    const board::Ballot* ballot = is_made ? session.board().standing_ballot(session.voter(), 0, card) : nullptr;
    const bool is_cast =
        ballot != nullptr && (value ? !ballot->withdrawn && ballot->value == *value : ballot->withdrawn);
    return {value ? "vote" : "withdraw", !is_made || is_cast};
}

}  // namespace

Gesture make_gesture(ClientSession& session, SeededRandom& random, const Plan& plan) {
    const std::vector<Id> cards = items_of(session.board(), board::ItemKind::Card);
    const auto kind = static_cast<board::CardKind>(1 + random.below(5));
    if (cards.empty() || random.below(10) == 0) {
        const bool is_large = plan.large_cards && random.below(2) == 0;
        static_cast<void>(session.add_card(kind, is_large ? std::string(random.below(kLargeBytes), 'l')
                                                          : std::string(kWords[random.below(kWords.size())])));
        return {"card"};
    }
    const Id card = cards[random.below(cards.size())];
    switch (random.below(14)) {
        case 0:
        case 1: return move(session, card, kind, cards[random.below(cards.size())]);
        case 2: return remove(session, card, random.below(2) == 0);
        case 3: return vote(session, card, static_cast<std::int32_t>(random.below(3)) - 1);
        case 4: return vote(session, card, std::nullopt);
        case 5:
        case 6: return {change_edges(session, cards, random)};
        case 7: return {derive(session, cards, random)};
        case 8: static_cast<void>(session.undo()); return {"undo"};
        case 9: static_cast<void>(session.redo()); return {"redo"};
        default:
            return {plan.long_texts && random.below(3) == 0 ? fill(session, cards.front(), random)
                                                            : edit(session, card, random)};
    }
}

}  // namespace atelier::simulation
