// SPDX-License-Identifier: MIT
#include "tests/property/board_laws.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/property/random_ops.h"
#include "tests/support/tally.h"

namespace atelier::testing {
namespace {

using board::Op;

constexpr ActorId kServer{2};  // replicas have odd ones

void shuffle(std::vector<std::size_t>& order, SeededRandom& random) {
    for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[random.below(i)]);
    }
}

// One run: replicas, everything they did, and who has been given what.
class Run {
public:
    Run(std::uint64_t seed, BoardLawWork& work) : random_(seed), work_(work) {
        const std::uint64_t count = 3 + random_.below(3);
        for (std::uint64_t i = 0; i < count; ++i) {
            replicas_.emplace_back(random_.next() | 1U);
            given_.emplace_back();
        }
    }

    void change_at_random(std::size_t ops) {
        for (std::size_t i = 0; i < ops; ++i) {
            const std::size_t author = random_.below(replicas_.size());
            done_.push_back(random_op(replicas_[author], random_));
            given_[author].push_back(done_.size() - 1);
            ++work_.ops;
        }
    }

    // Gives a replica all that it lacks up to now, in an order that respects nothing, some of it twice.
    void deliver(std::size_t to, bool lose_one) {
        std::vector<std::size_t> missing;
        for (std::size_t i = 0; i < done_.size(); ++i) {
            if (std::find(given_[to].begin(), given_[to].end(), i) == given_[to].end()) {
                missing.push_back(i);
            }
        }
        given_[to].insert(given_[to].end(), missing.begin(), missing.end());
        if (lose_one && !missing.empty()) {
            missing.pop_back();
        }
        for (std::size_t i = missing.size(); i > 0; --i) {
            if (random_.below(20) == 0) {
                missing.push_back(missing[random_.below(missing.size())]);
            }
        }
        shuffle(missing, random_);
        for (const std::size_t i : missing) {
            merge(replicas_[to], done_[i]);
        }
    }

    // What a server does: when everybody is at one point of the history, a barrier, which everybody passes there.
    bool purge(bool all_pass, std::string& why) {
        for (std::size_t i = 0; i < replicas_.size(); ++i) {
            deliver(i, false);
        }
        const board::Board& first = replicas_.front().board;
        board::PurgeText body{{}, first.seen_hash()};
        for (const board::Item& item : first.items()) {
            if (random_.below(3) != 0) {
                body.items.push_back(item.id);
            }
        }
        const std::size_t runs_before = count_runs(first);
        const Op op{{kServer, first.next_counter(kServer)}, first.lamport() + 1, 1, std::move(body)};
        for (std::size_t i = 0; i < replicas_.size(); ++i) {
            given_[i].push_back(done_.size());
            const auto outcome = all_pass || i != 1 ? replicas_[i].board.apply(op) : board::Outcome::Applied;
            if (!outcome) {
                why = "a barrier does not stand where all have everything";
                return false;
            }
        }
        done_.push_back(op);
        ++work_.purges;
        work_.purged += runs_before - count_runs(first);
        return true;
    }

    // A saved and reloaded board must go on as if nothing had happened.
    bool reload(std::size_t which, std::string& why) {
        board::Board& board = replicas_[which].board;
        const std::uint64_t before = board.hash();
        auto loaded = board::Board::decode(board.encode());
        if (!loaded || loaded->hash() != before) {
            why = "a saved board does not load to the same hash";
            return false;
        }
        board = std::move(*loaded);
        ++work_.reloads;
        return true;
    }

    bool all_equal(std::string& why) {
        for (const Replica& replica : replicas_) {
            if (replica.board.parked() != 0) {
                why = "ops are parked although everything was delivered";
                return false;
            }
            if (!equal_state(replica.board, replicas_.front().board, why)) {
                return false;
            }
            if (replica.board.hash() != replicas_.front().board.hash()) {
                why = "the state is equal, the hashes differ";
                return false;
            }
        }
        return true;
    }

    std::size_t size() const { return replicas_.size(); }
    SeededRandom& random() { return random_; }

private:
    static std::size_t count_runs(const board::Board& board) {
        std::size_t runs = 0;
        for (const board::Item& item : board.items()) {
            runs += item.text.run_count();
        }
        return runs;
    }

    void merge(Replica& replica, const Op& op) {
        const auto outcome = replica.board.apply(op);
        ATELIER_CHECK(outcome.has_value());
        work_.parked += *outcome == board::Outcome::Parked ? 1U : 0U;
        work_.duplicates += *outcome == board::Outcome::Duplicate ? 1U : 0U;
    }

    static bool equal_edges(const board::EdgeSet& a, const board::EdgeSet& b) {
        return a.size() == b.size() &&
               std::all_of(a.all().begin(), a.all().end(), [&](const board::TaggedEdge& tagged) {
                   const board::Edge* other = b.find(tagged.tag);
                   return other != nullptr && *other == tagged.edge;
               });
    }

    // What people see, compared without the hash: an oracle of the hash itself.
    bool equal_state(const board::Board& a, const board::Board& b, std::string& why) {
        if (a.items().size() != b.items().size() || !equal_edges(a.links(), b.links()) ||
            !equal_edges(a.memberships(), b.memberships()) || a.title().value != b.title().value ||
            a.ballots().size() != b.ballots().size()) {
            why = "boards have other items, links, memberships, votes or titles";
            return false;
        }
        for (const auto& [key, ballot, previous] : a.ballots()) {
            const board::BallotEntry* other = b.ballots().find(key);
            if (other == nullptr || !(other->ballot.value == ballot.value)) {
                why = "a ballot differs";
                return false;
            }
        }
        for (const board::Item& item : a.items()) {
            const board::Id id = item.id;
            const board::Item* other = b.find(id);
            const bool same = other != nullptr && other->text.str() == item.text.str() &&
                              other->placement.value == item.placement.value &&
                              other->card_kind.value == item.card_kind.value &&
                              other->removed.value == item.removed.value && other->derivation == item.derivation &&
                              a.derived_from(id) == b.derived_from(id) && a.is_folded(id) == b.is_folded(id) &&
                              other->organisation.value == item.organisation.value &&
                              testing::tally_of(a, id) == testing::tally_of(b, id);
            if (!same) {
                why = "an item differs";
                return false;
            }
            work_.lost_races += item.placement.stamp.actor != item.id.actor ? 1U : 0U;
        }
        return true;
    }

    SeededRandom random_;
    BoardLawWork& work_;
    std::vector<Replica> replicas_;
    std::vector<Op> done_;
    std::vector<std::vector<std::size_t>> given_;
};

}  // namespace

bool board_law_converges(std::uint64_t seed, std::string& why, BoardLawWork& work, BoardLawFault fault) {
    Run run(seed, work);
    for (std::uint64_t round = 1 + run.random().below(6); round > 0; --round) {
        run.change_at_random(5 + run.random().below(40));
        const std::size_t listener = run.random().below(run.size());
        run.deliver(listener, false);
        const bool purges = round % 3 == 0;
        if (!run.reload(listener, why) || (purges && !run.purge(fault != BoardLawFault::UnevenPurge, why))) {
            return false;
        }
    }
    for (std::size_t i = 0; i < run.size(); ++i) {
        run.deliver(i, fault == BoardLawFault::LostOp && i == 1);
    }
    return run.all_equal(why);
}

bool board_law_codec_round_trips(std::uint64_t seed, std::string& why) {
    SeededRandom random(seed);
    Replica author(random.next() | 1U);
    Replica other(random.next() | 1U);
    board::Board reader;
    for (int i = 0; i < 40; ++i) {
        Replica& who = random.below(2) == 0 ? author : other;
        const std::vector<Op> ops{random_op(who, random)};
        const Bytes bytes = board::encode_batch(ops);
        const auto decoded = board::decode_batch(bytes);
        if (!decoded || *decoded != ops) {
            why = "an op is not what it was";
            return false;
        }
        if (board::encode_batch(*decoded) != bytes) {
            why = "encoding again gives other bytes";
            return false;
        }
        Replica& else_one = &who == &author ? other : author;
        for (board::Board* board : {&else_one.board, &reader}) {
            if (const auto outcome = board->apply(decoded->front()); !outcome || *outcome != board::Outcome::Applied) {
                why = "a decoded op does not merge";
                return false;
            }
        }
    }
    if (reader.hash() != author.board.hash() || reader.hash() != other.board.hash()) {
        why = "hashes differ behind the codec";
        return false;
    }
    return true;
}

}  // namespace atelier::testing
