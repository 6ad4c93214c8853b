// SPDX-License-Identifier: MIT
#include "tests/property/derivation_laws.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "server/base/random.h"
#include "tests/support/replica.h"
#include "tests/support/tally.h"

namespace atelier::testing {
namespace {

using board::DerivedBy;
using board::Id;
using board::Op;

class Workshop {
public:
    Workshop(std::uint64_t seed, DerivationLawWork& work) : random_(seed), work_(work) {
        for (std::uint64_t i = 0; i < 3; ++i) {
            people_.emplace_back(random_.next() | 1U);
            known_.push_back(0);
        }
        for (int i = 0; i < 4; ++i) {
            add(people_.front(), {});
        }
    }

    // One gesture of somebody, on what that person sees.
    void gesture() {
        const std::size_t who = random_.below(people_.size());
        if (random_.below(4) == 0) {
            listen(who);
        }
        Replica& person = people_[who];
        std::vector<Id> cards = cards_of(person.board);
        if (cards.size() < 2) {
            return listen(who);
        }
        const Id card = cards[random_.below(cards.size())];
        switch (random_.below(8)) {
            case 0: return add(person, {});
            case 1: return remove(person, card, !person.board.find(card)->removed.value);
            case 2: return undo(person);
            case 3:
            case 4: return vote(person, card);
            default: return derive(person, std::move(cards));
        }
    }

    void listen(std::size_t who) {
        // In an order that respects nothing: what comes too early waits in the board.
        std::vector<Op> unheard(done_.begin() + static_cast<std::ptrdiff_t>(known_[who]), done_.end());
        for (std::size_t i = unheard.size(); i > 0; --i) {
            std::swap(unheard[i - 1], unheard[random_.below(i)]);
            ATELIER_CHECK(people_[who].board.apply(unheard[i - 1]).has_value());
        }
        known_[who] = done_.size();
    }

    bool ends_well(std::string& why, DerivationLawFault fault) {
        for (std::size_t i = 0; i < people_.size(); ++i) {
            listen(i);
        }
        for (const Replica& person : people_) {
            if (person.board.hash() != people_.front().board.hash() || person.board.parked() != 0) {
                why = "boards differ";
                return false;
            }
        }
        return reaches_all(people_.front().board, why, fault) && counts_right(people_.back().board, why);
    }

private:
    static std::vector<Id> cards_of(const board::Board& board) {
        std::vector<Id> cards;
        for (const board::Item& item : board.items()) {
            cards.push_back(item.id);
        }
        std::sort(cards.begin(), cards.end());
        return cards;
    }

    void commit(Replica& person, board::OpBody body) { done_.push_back(person.commit(std::move(body))); }

    void add(Replica& person, board::Derivation derivation) {
        const std::string text = "carte " + std::to_string(done_.size());
        commit(person,
               board::AddItem{board::ItemKind::Card, board::CardKind::Need, {}, "", text, std::move(derivation)});
        texts_[done_.back().id] = text;
    }

    void derive(Replica& person, std::vector<Id> cards) {
        const auto how = static_cast<DerivedBy>(1 + random_.below(3));
        const auto votes = random_.below(3) == 0 ? board::VoteRule::Reset : board::VoteRule::Union;
        for (std::size_t i = cards.size(); i > 1; --i) {
            std::swap(cards[i - 1], cards[random_.below(i)]);
        }
        cards.resize(how == DerivedBy::Merge ? 2 + random_.below(std::min<std::size_t>(cards.size(), 4) - 1) : 1);
        for (std::uint64_t parts = how == DerivedBy::Split ? 2 + random_.below(2) : 1; parts > 0; --parts) {
            add(person, {how, votes, cards});
            ++work_.derived;
        }
    }

    void remove(Replica& person, Id card, bool removed) {
        const bool is_derived = !person.board.find(card)->derivation.sources.empty();
        work_.undone += is_derived && removed ? 1U : 0U;
        work_.restored += is_derived && !removed ? 1U : 0U;
        commit(person, board::SetRegister{card, board::Removed{removed}});
    }

    // The derived card that was made last, by whomever.
    void undo(Replica& person) {
        for (auto op = done_.rbegin(); op != done_.rend(); ++op) {
            const board::Item* card = person.board.find(op->id);
            if (card != nullptr && !card->derivation.sources.empty() && !card->removed.value) {
                return remove(person, card->id, true);
            }
        }
    }

    void vote(Replica& person, Id card) {
        board::CastBallot ballot{VoterId{1 + random_.below(5)}, 0, card, 0, random_.below(6) == 0};
        ballot.value = static_cast<std::int32_t>(random_.below(3)) - 1;
        commit(person, ballot);
    }

    // From what stands in the columns, by sources only.
    bool reaches_all(const board::Board& board, std::string& why, DerivationLawFault fault) {
        std::set<Id> found;
        std::vector<Id> open;
        for (const board::Item& item : board.items()) {
            if (!item.removed.value && !board.is_folded(item.id)) {
                open.push_back(item.id);
            }
        }
        const std::set<Id> in_columns(open.begin(), open.end());
        while (!open.empty()) {
            const board::Item& card = *board.find(open.back());
            open.pop_back();
            const bool blind = fault == DerivationLawFault::LoseSource && card.derivation.how == DerivedBy::Split;
            if (found.insert(card.id).second && !blind) {
                open.insert(open.end(), card.derivation.sources.begin(), card.derivation.sources.end());
            }
        }
        for (const auto& [id, text] : texts_) {
            const board::Item* card = board.find(id);
            if (card == nullptr || card->text.str() != text || (!card->removed.value && !found.contains(id))) {
                why = "an original is out of reach: " + text;
                return false;
            }
            work_.hidden += !in_columns.contains(id) && found.contains(id) ? 1U : 0U;
        }
        return true;
    }

    static void gather(const board::Board& board, Id card, std::set<Id>& counted) {
        const board::Derivation& derivation = board.find(card)->derivation;
        if (counted.insert(card).second && derivation.votes == board::VoteRule::Union) {
            for (const Id& source : derivation.sources) {
                gather(board, source, counted);
            }
        }
    }

    bool counts_right(const board::Board& board, std::string& why) {
        for (const board::Item& item : board.items()) {
            std::set<Id> counted;
            gather(board, item.id, counted);
            work_.joint += counted.size() > 1 ? 1U : 0U;
            std::map<VoterId, board::Register<board::Ballot>> standing;
            for (const auto& [key, ballot, previous] : board.ballots()) {
                if (counted.contains(key.slot)) {
                    auto& latest = standing[key.voter];
                    work_.twice += latest.stamp != board::Stamp{} ? 1U : 0U;
                    latest.write(ballot.stamp, ballot.value);
                }
            }
            testing::Tally tally;
            for (const auto& [voter, ballot] : standing) {
                tally.count(ballot.value);
                const board::Ballot* said = board.standing_ballot(voter, 0, item.id);
                if (said == nullptr || !(*said == ballot.value)) {
                    why = "a voter counts by the wrong ballot";
                    return false;
                }
            }
            if (!(tally == testing::tally_of(board, item.id))) {
                why = "a tally is not what counting by hand gives";
                return false;
            }
        }
        return true;
    }

    SeededRandom random_;
    DerivationLawWork& work_;
    std::vector<Replica> people_;
    std::vector<std::size_t> known_;  // of done_, for each person
    std::vector<Op> done_;
    std::map<Id, std::string> texts_;
};

}  // namespace

bool derivation_law_holds(std::uint64_t seed, std::string& why, DerivationLawWork& work, DerivationLawFault fault) {
    Workshop workshop(seed, work);
    for (int i = 0; i < 60; ++i) {
        workshop.gesture();
    }
    return workshop.ends_well(why, fault);
}

}  // namespace atelier::testing
