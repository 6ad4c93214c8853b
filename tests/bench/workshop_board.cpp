// SPDX-License-Identifier: MIT
#include "tests/bench/workshop_board.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "server/base/random.h"
#include "server/board/codec.h"
#include "server/board/order.h"

namespace atelier::testing {
namespace {

using board::Board;
using board::Id;
using board::Op;

constexpr std::size_t kPeople = 60;
constexpr std::size_t kThreads = 40;

constexpr std::array<const char*, 48> kSyllables = {
    "don",  "nées", "ou",   "ver", "tes",   "par", "ta",   "ger",  "les", "ac",   "teurs", "lo",
    "caux", "be",   "soin", "de",  "frein", "cul", "ture", "for",  "ma",  "tion", "temps", "man",
    "que",  "pour", "qua",  "li",  "té",    "con", "fi",   "ance", "ré",  "seau", "pu",    "blic",
    "u",    "sage", "clé",  "in",  "té",    "rêt", "gou",  "ver",  "nan", "ce",   "pro",   "jet"};

constexpr std::array<const char*, 4> kStructures = {"collectivite", "entreprise", "institution", "other"};

class Workshop {
public:
    Workshop(const WorkshopSize& size, std::uint64_t seed) : bounds_(size), random_(seed) {}

    Workshop(const Board& board, std::uint64_t seed) : board_(board.copy()), random_(seed) {
        for (const board::Item& item : board_.items()) {
            (item.kind == board::ItemKind::Card ? cards_ : threads_).push_back(item.id);
        }
        std::sort(cards_.begin(), cards_.end());
        std::sort(threads_.begin(), threads_.end());
    }

    std::size_t below(std::size_t bound) { return random_.below(bound); }
    std::vector<Op> take() { return std::move(ops_); }
    std::size_t size() const { return ops_.size(); }

    void add_thread(std::size_t person) {
        threads_.push_back(make(
            person, board::AddItem{board::ItemKind::Thread, board::CardKind::None, {}, "", word() + " " + word()}));
    }

    // One op of one person: typing goes on until the card is done, then come a few other gestures.
    void act(std::size_t person) {
        Person& at = people_[person];
        if (at.batches == 0 && at.gestures > 0) {
            --at.gestures;
            gesture(person);
            return;
        }
        if (at.batches == 0) {
            at.gestures = bounds_.gestures + below(bounds_.gestures + 2);
            if (below(5) == 0 && !cards_.empty()) {  // corrects somebody's card
                at = {any_card(), 0, 1 + below(6), at.gestures};
                at.caret = below(1 + board_.find(at.card)->text.size_utf16());
            } else if (cards_.size() < bounds_.cards) {
                at = {add_card(person), 0, bounds_.batches + below(bounds_.batches), at.gestures};
            } else {
                at = {any_card(), 0, 10 + below(30), at.gestures};
                at.caret = board_.find(at.card)->text.size_utf16();
            }
            return;
        }
        --at.batches;
        type(person, at);
    }

    void set_register(std::size_t person) {
        const std::size_t dice = below(10);
        if (dice < 7) {
            make(person, board::SetRegister{any_card(), placement()});
        } else if (dice < 8) {
            make(person, board::SetRegister{any_card(), any_kind()});
        } else if (dice < 9) {
            make(person, board::SetRegister{any_card(), board::Organisation{structure()}});
        } else {
            make(person, board::SetRegister{any_card(), board::Removed{below(2) == 0}});
        }
    }
    void link(std::size_t person) {
        const Id from = any_card();
        Id to = any_card();
        while (to == from) {  // a card is not linked to itself
            to = any_card();
        }
        links_.push_back(make(person, board::AddLink{from, to, static_cast<board::Verb>(1 + below(6))}));
    }
    void join(std::size_t person) {
        joins_.push_back(make(person, board::JoinThread{threads_[below(threads_.size())], any_card()}));
    }
    void vote(std::size_t person) {
        const VoterId voter{0x9e3779b97f4a7c15U * (1 + person)};
        const auto value = static_cast<std::int32_t>(below(3)) - 1;
        make(person, board::CastBallot{voter, 0, any_card(), value, false});
    }

private:
    struct Person {
        Id card;
        std::size_t caret = 0;
        std::size_t batches = 0;   // of typing still to come
        std::size_t gestures = 0;  // other ops after that
    };

    Id add_card(std::size_t person) {
        cards_.push_back(make(person, board::AddItem{board::ItemKind::Card, any_kind(), placement(), structure(), ""}));
        return cards_.back();
    }

    // What 500 ms bring: some letters more, or a few taken back.
    void type(std::size_t person, Person& at) {
        at.caret = std::min(at.caret, board_.find(at.card)->text.size_utf16());
        if (below(10) == 0 && at.caret >= 3) {
            const std::size_t units = 1 + below(3);
            at.caret -= units;
            make(person, board::DeleteText{at.card, board_.characters(at.card, at.caret, units)});
            return;
        }
        const std::string text = typed();
        const auto between = board_.neighbours(at.card, at.caret);
        board::InsertText insert{at.card, between.left, between.right, text};
        at.caret += board::span_of(insert);
        make(person, std::move(insert));
    }

    void gesture(std::size_t person) {
        const std::size_t dice = below(100);
        if (dice < 25) {
            set_register(person);
        } else if (dice < 35) {
            link(person);
        } else if (dice < 36 && !links_.empty()) {
            make(person, board::RemoveLink{{links_[below(links_.size())]}});
        } else if (dice < 48) {
            join(person);
        } else if (dice < 50 && !joins_.empty()) {
            make(person, board::LeaveThread{{joins_[below(joins_.size())]}});
        } else {
            vote(person);
        }
    }

    Id any_card() { return cards_[below(cards_.size())]; }
    board::CardKind any_kind() { return static_cast<board::CardKind>(1 + below(5)); }
    std::string syllable() { return kSyllables[below(kSyllables.size())]; }
    std::string word() { return syllable() + syllable(); }
    std::string structure() { return kStructures[below(kStructures.size())]; }
    std::string typed() { return below(3) == 0 ? syllable() + " " : syllable(); }
    board::Placement placement() {
        const auto order = board::order_between("", "", random_);
        ATELIER_CHECK(order.has_value());
        return {board::kNullId, *order, 0, 0};
    }

    Id make(std::size_t person, board::OpBody body) {
        const ActorId actor{0xc2b2ae3d27d4eb4fU * (1 + person)};
        Op op;
        op.id = {actor, board_.next_counter(actor)};
        op.lamport = board_.lamport() + 1;
        op.span = board::span_of(body);
        op.body = std::move(body);
        const auto outcome = board_.apply(op);
        ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
        ops_.push_back(std::move(op));
        return ops_.back().id;
    }

    WorkshopSize bounds_;
    Board board_;
    SeededRandom random_;
    std::vector<Op> ops_;
    std::vector<Id> cards_;
    std::vector<Id> threads_;
    std::vector<Id> links_;
    std::vector<Id> joins_;
    std::array<Person, kPeople> people_;
};

}  // namespace

std::vector<Op> workshop_ops(const WorkshopSize& size) {
    Workshop workshop(size, 2022);
    for (std::size_t i = 0; i < kThreads; ++i) {
        workshop.add_thread(i);
    }
    while (workshop.size() < size.ops) {
        workshop.act(workshop.below(kPeople));
    }
    return workshop.take();
}

std::vector<Op> map_ops(const Board& board, std::size_t count) {
    Workshop workshop(board, 2023);
    while (workshop.size() < count) {
        const std::size_t person = workshop.below(kPeople);
        switch (workshop.below(4)) {
            case 0: workshop.set_register(person); break;
            case 1: workshop.link(person); break;
            case 2: workshop.join(person); break;
            default: workshop.vote(person);
        }
    }
    return workshop.take();
}

}  // namespace atelier::testing
