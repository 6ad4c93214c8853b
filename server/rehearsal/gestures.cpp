// SPDX-License-Identifier: MIT
#include "server/rehearsal/gestures.h"

#include <array>
#include <cstdint>
#include <optional>

#include "server/workshop/verbs.h"
#include "server/workshop/votes.h"

namespace atelier::rehearsal {
namespace {

using board::CardKind;
using client::ClientSession;
using workshop::Act;

constexpr std::size_t kCardsMax = 40;
constexpr std::size_t kTries = 8;  // to find two cards that can be linked

constexpr std::array kKinds = {CardKind::Fear, CardKind::Barrier, CardKind::Need, CardKind::Story, CardKind::Solution};
constexpr std::array kVerbs = {board::Verb::Answers,     board::Verb::Blocks,      board::Verb::Causes,
                               board::Verb::Illustrates, board::Verb::Contradicts, board::Verb::Completes};
constexpr std::array<const char*, 6> kPhrases = {
    "les vélos en gare",          "une heure par semaine", "des données que personne ne lit",
    "le bus de six heures vingt", "qui porte la suite ?",  "un essai avant de généraliser"};

bool allows(const workshop::Phase* phase, Act act) {
    return phase == nullptr || phase->allows(act);
}

Act adding(CardKind kind) {
    return static_cast<Act>(1U << (static_cast<unsigned>(kind) - 1U));
}

bool is_locked(const board::Board& board, CardKind kind) {
    const std::int64_t locks = board.setting_number({board::kNullId, board::SettingKey::Locked});
    return (locks & (1 | std::int64_t{1} << static_cast<unsigned>(kind))) != 0;
}

// A card that can be seen and is not locked, by chance; null when there is none nearby.
const board::Item* any_card(const board::Board& board, Random& random) {
    const auto& items = board.items();
    for (std::size_t i = 0; i < kTries && items.size() > 0; ++i) {
        const board::Item& item = items[random.below(items.size())];
        if (item.kind == board::ItemKind::Card && !item.removed.value && !board.is_folded(item.id) &&
            !is_locked(board, item.card_kind.value)) {
            return &item;
        }
    }
    return nullptr;
}

bool write_card(ClientSession& session, Part& part, const workshop::Phase* phase, Random& random) {
    if (part.cards.size() >= kCardsMax) {
        return false;
    }
    const std::size_t first = random.below(kKinds.size());
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        const CardKind kind = kKinds[(first + i) % kKinds.size()];
        if (!allows(phase, adding(kind)) || is_locked(session.board(), kind)) {
            continue;
        }
        const std::string text =
            part.name + '.' + std::to_string(part.cards.size() + 1) + " : " + kPhrases[random.below(kPhrases.size())];
        const auto card = session.add_card(kind, text);
        if (card) {
            part.cards.push_back(*card);
            part.made = *card;
        }
        return card.has_value();
    }
    return false;
}

// A few words more on a card of one's own, as one batch of typing.
bool write_on(ClientSession& session, const Part& part, const workshop::Phase* phase, Random& random) {
    if (part.cards.empty() || !allows(phase, Act::EditOwn)) {
        return false;
    }
    const board::Item* card = session.board().find(part.cards[random.below(part.cards.size())]);
    return card != nullptr && !is_locked(session.board(), card->card_kind.value) &&
           session.edit_text(card->id, 0, 0, kPhrases[random.below(kPhrases.size())] + std::string(", ")).has_value();
}

bool link_two(ClientSession& session, const workshop::Phase* phase, Random& random) {
    if (!allows(phase, Act::Link)) {
        return false;
    }
    for (std::size_t i = 0; i < kTries; ++i) {
        const board::Item* from = any_card(session.board(), random);
        const board::Item* to = any_card(session.board(), random);
        if (from == nullptr || to == nullptr || from == to) {
            continue;
        }
        const workshop::Verbs verbs = workshop::verbs_between(from->card_kind.value, to->card_kind.value);
        for (const board::Verb verb : kVerbs) {
            if (verbs.contains(verb)) {
                return session.add_link(from->id, to->id, verb).has_value();
            }
        }
    }
    return false;
}

// One more dot where there is one left; else something that the form has. Nothing when no dots are left.
std::optional<std::int32_t> any_vote(const ClientSession& session, board::Id card, const workshop::Phase& phase,
                                     Random& random) {
    switch (phase.vote) {
        case workshop::VoteForm::Opinion: return static_cast<std::int32_t>(random.below(3)) - 1;
        case workshop::VoteForm::Scale:
            return (random.below(2) == 0 ? 1 : -1) * (1 + static_cast<int>(random.below(2)));
        case workshop::VoteForm::Carry: return 1;
        case workshop::VoteForm::Dots: break;
    }
    if (workshop::dots_spent(session.board(), phase.poll(), session.voter()) >= phase.dots) {
        return std::nullopt;
    }
    const board::Ballot* there = session.board().standing_ballot(session.voter(), phase.poll(), card);
    return there == nullptr || there->withdrawn ? 1 : there->value + 1;
}

bool vote_once(ClientSession& session, const workshop::Phase* phase, Random& random) {
    const board::Item* card = allows(phase, Act::Vote) ? any_card(session.board(), random) : nullptr;
    if (card == nullptr) {
        return false;
    }
    const workshop::Phase voting = phase == nullptr ? workshop::Phase() : *phase;
    const std::optional<std::int32_t> value = any_vote(session, card->id, voting, random);
    return value && session.vote(card->id, value, {voting.poll(), 0}).has_value();
}

// Cards are what a day is full of; where voting is what it is about, votes.
Gesture choose(const workshop::Phase* phase, Random& random) {
    const std::size_t dice = random.below(10);
    if (phase != nullptr && phase->allows(Act::Vote) && dice < 7) {
        return Gesture::Vote;
    }
    return dice < 4 ? Gesture::Card : dice < 7 ? Gesture::Text : dice < 9 ? Gesture::Link : Gesture::Vote;
}

bool attempt(Gesture gesture, ClientSession& session, Part& part, const workshop::Phase* phase, Random& random) {
    switch (gesture) {
        case Gesture::Card: return write_card(session, part, phase, random);
        case Gesture::Text: return write_on(session, part, phase, random);
        case Gesture::Link: return link_two(session, phase, random);
        case Gesture::Vote: return vote_once(session, phase, random);
    }
    return false;
}

}  // namespace

std::optional<Gesture> act(ClientSession& session, Part& part, Random& random) {
    part.made.reset();
    const workshop::Phase* phase = part.stage.phase(session.board());
    for (const Gesture gesture : {choose(phase, random), Gesture::Card, Gesture::Text, Gesture::Link, Gesture::Vote}) {
        if (attempt(gesture, session, part, phase, random)) {
            return gesture;
        }
    }
    return std::nullopt;
}

void take_back(ClientSession& session, Part& part) {
    const workshop::Phase* phase = part.stage.phase(session.board());
    if (allows(phase, Act::Vote)) {
        std::vector<board::BallotKey> voted;
        for (const board::BallotEntry& entry : session.board().ballots()) {
            if (entry.voted.voter == session.voter() && !entry.ballot.value.withdrawn) {
                voted.push_back(entry.voted);
            }
        }
        for (const board::BallotKey& key : voted) {
            // What cannot be taken back stays; the history has it anyway.
            (void)session.vote(key.slot, std::nullopt, {key.poll, 0});
        }
    }
    if (allows(phase, Act::EditOwn)) {
        for (const board::Id card : part.cards) {
            (void)session.set_removed(card, true);
        }
    }
}

}  // namespace atelier::rehearsal
