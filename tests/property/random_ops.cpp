// SPDX-License-Identifier: MIT
#include "tests/property/random_ops.h"

#include <algorithm>
#include <array>

#include "server/board/order.h"

namespace atelier::testing {
namespace {

using board::Id;
using board::ItemKind;

constexpr std::array<std::string_view, 8> kWords = {"frein", "é", "données ", "🌱", "besoin\n", "𝒜b", "récit ", "x"};

std::vector<Id> items_of(const board::Board& board, ItemKind kind) {
    std::vector<Id> ids;
    for (const board::Item& item : board.items()) {
        if (item.kind == kind) {
            ids.push_back(item.id);
        }
    }
    std::sort(ids.begin(), ids.end());  // the same choice on every host
    return ids;
}

template <class T>
const T& pick(const std::vector<T>& from, Random& random) {
    return from[random.below(from.size())];
}

std::string words(Random& random) {
    std::string text;
    for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
        text += kWords[random.below(kWords.size())];
    }
    return text;
}

board::CardKind kind(Random& random) {
    return static_cast<board::CardKind>(1 + random.below(5));
}

std::string rank(Random& random) {
    auto made = board::order_between("", random.below(2) == 0 ? "" : "b00V", random);
    return std::move(made).value();
}

board::Op change_register(Replica& replica, Id card, Random& random) {
    const std::vector<Id> threads = items_of(replica.board, ItemKind::Thread);
    switch (random.below(5)) {
        case 0: return replica.commit(board::SetRegister{card, kind(random)});
        case 1: return replica.commit(board::SetRegister{card, board::Removed{random.below(2) == 0}});
        case 2: return replica.commit(board::SetRegister{card, board::Organisation{words(random)}});
        case 3: return replica.commit(board::SetRegister{board::kNullId, board::Title{words(random)}});
        default: {
            const Id parent = threads.empty() || random.below(2) == 0 ? board::kNullId : pick(threads, random);
            const auto coordinate = [&] { return static_cast<std::int32_t>(random.below(2000)) - 1000; };
            const std::int32_t x = coordinate();
            const std::int32_t y = coordinate();
            return replica.commit(board::SetRegister{card, board::Placement{parent, rank(random), x, y}});
        }
    }
}

board::Op change_text(Replica& replica, Id card, Random& random) {
    const std::size_t size = replica.board.find(card)->text.size_utf16();
    if (size == 0 || random.below(3) != 0) {
        return replica.insert(card, random.below(size + 1), words(random));
    }
    return replica.erase(card, random.below(size), 1 + random.below(4));
}

// A merge of some cards, or a split or rewording of one.
board::Op derive(Replica& replica, std::vector<Id> cards, Random& random) {
    const auto how = static_cast<board::DerivedBy>(1 + random.below(3));
    const auto votes = static_cast<board::VoteRule>(1 + random.below(2));
    const bool merge = how == board::DerivedBy::Merge && cards.size() > 1;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        std::swap(cards[i], cards[i + random.below(cards.size() - i)]);
    }
    cards.resize(merge ? 2 + random.below(std::min<std::size_t>(cards.size(), 5) - 1) : 1);
    const board::Derivation derivation{merge                            ? how
                                       : how == board::DerivedBy::Merge ? board::DerivedBy::Reword
                                                                        : how,
                                       votes, std::move(cards)};
    return replica.commit(board::AddItem{
        ItemKind::Card, kind(random), {board::kNullId, rank(random), 0, 0}, "", words(random), derivation});
}

std::vector<Id> live_tags(const board::EdgeSet& edges) {
    std::vector<Id> tags;
    for (const auto& [tag, edge] : edges.all()) {
        if (!edge.removed) {
            tags.push_back(tag);
        }
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

board::Op change_links(Replica& replica, const std::vector<Id>& cards, Random& random) {
    const std::vector<Id> tags = live_tags(replica.board.links());
    if (cards.size() < 2 || (!tags.empty() && random.below(3) == 0)) {
        return tags.empty() ? replica.add_card(words(random), kind(random), rank(random))
                            : replica.commit(board::RemoveLink{{pick(tags, random)}});
    }
    const std::size_t from = random.below(cards.size());
    const std::size_t to = (from + 1 + random.below(cards.size() - 1)) % cards.size();
    return replica.commit(board::AddLink{cards[from], cards[to], static_cast<board::Verb>(1 + random.below(6))});
}

board::Op change_threads(Replica& replica, const std::vector<Id>& cards, Random& random) {
    const std::vector<Id> threads = items_of(replica.board, ItemKind::Thread);
    const std::vector<Id> tags = live_tags(replica.board.memberships());
    if (threads.empty() || random.below(6) == 0) {
        return replica.add_thread(words(random));
    }
    if (!tags.empty() && random.below(3) == 0) {
        return replica.commit(board::LeaveThread{{pick(tags, random)}});
    }
    return replica.commit(board::JoinThread{pick(threads, random), pick(cards, random)});
}

board::Op vote(Replica& replica, Id card, Random& random) {
    board::CastBallot ballot;
    ballot.voter = VoterId{1 + random.below(4)};
    ballot.slot = card;
    ballot.value = static_cast<std::int32_t>(random.below(3)) - 1;
    ballot.withdrawn = random.below(8) == 0;
    ballot.poll = static_cast<std::uint32_t>(random.below(3));
    ballot.group = static_cast<std::uint8_t>(random.below(3));
    return replica.commit(ballot);
}

board::Op set(Replica& replica, Id card, Random& random) {
    using board::SettingKey;
    const auto bit = static_cast<std::int64_t>(random.below(2));
    switch (random.below(8)) {
        case 0: return replica.commit(board::SetSetting{{card, SettingKey::Locked}, {bit, ""}});
        case 1: return replica.commit(board::SetSetting{{card, SettingKey::Revealed}, {bit, ""}});
        case 2: return replica.commit(board::SetSetting{{board::kNullId, SettingKey::RunOfShow}, {0, words(random)}});
        case 3: return replica.commit(board::SetSetting{{card, SettingKey::Note}, {0, words(random)}});
        case 4: return replica.commit(board::SetSetting{{card, SettingKey::Origin}, {0, words(random)}});
        case 5: {
            if (random.below(4) == 0) {
                return replica.commit(
                    board::SetSetting{{board::kNullId, SettingKey::RevealedTable}, {0, words(random)}});
            }
            const auto key = static_cast<SettingKey>(7 + random.below(3));
            return replica.commit(board::SetSetting{{card, key}, {bit, ""}});
        }
        default: {
            const auto key = static_cast<SettingKey>(2 + random.below(6));
            const auto number = static_cast<std::int64_t>(random.below(1000));
            return replica.commit(board::SetSetting{{board::kNullId, key}, {number, ""}});
        }
    }
}

}  // namespace

board::Op random_op(Replica& replica, Random& random) {
    const std::vector<Id> cards = items_of(replica.board, ItemKind::Card);
    if (cards.empty() || random.below(10) == 0) {
        return replica.add_card(words(random), kind(random), rank(random));
    }
    if (random.below(15) == 0) {
        return derive(replica, cards, random);
    }
    if (random.below(12) == 0) {
        return set(replica, pick(cards, random), random);
    }
    switch (random.below(7)) {
        case 0: return change_links(replica, cards, random);
        case 1: return change_threads(replica, cards, random);
        case 2: return vote(replica, pick(cards, random), random);
        case 3:
        case 4: return change_register(replica, pick(cards, random), random);
        default: return change_text(replica, pick(cards, random), random);
    }
}

}  // namespace atelier::testing
