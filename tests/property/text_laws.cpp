// SPDX-License-Identifier: MIT
#include "tests/property/text_laws.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "server/base/random.h"
#include "server/base/utf8.h"
#include "server/board/text.h"
#include "tests/support/fugue_oracle.h"

namespace atelier::testing {
namespace {

using board::CharId;
using board::CharRange;
using board::Origins;
using board::Text;
using board::TextRun;

constexpr std::array<const char*, 12> kAlphabet = {"a", "b", "c", "d", "e", " ", "é", "œ", "€", "\n", "😀", "𝄞"};

struct OracleSpan {
    OracleId first;
    std::uint32_t span = 1;
};

// One op as it travels: ids name actors by their number, not by a replica's index.
struct TextOp {
    std::size_t author = 0;
    std::vector<std::size_t> seen;  // per author, ops applied before this one
    OracleId first;                 // insertion when counter > 0
    std::vector<std::string> characters;
    OracleId left;
    OracleId right;
    std::vector<OracleSpan> erased;
};

class Replica {
public:
    Replica(std::size_t self, const std::vector<std::uint64_t>& actors, TextLawFault fault)
        : self_(self),
          actors_(actors),
          fault_(fault),
          seen_(actors.size()) {}

    const Text& text() const { return text_; }
    const FugueOracle& oracle() const { return oracle_; }
    const std::vector<std::size_t>& seen() const { return seen_; }
    bool lost() const { return lost_; }

    // Every replica numbers the actors differently.
    CharId local(OracleId id) const {
        const auto found = std::find(actors_.begin(), actors_.end(), id.first);
        const auto number = static_cast<std::size_t>(found - actors_.begin());
        return id.second == 0 ? CharId{}
                              : CharId{static_cast<std::uint32_t>((number + self_) % actors_.size()), id.second};
    }

    OracleId global(CharId id) const { return id.is_null() ? OracleId{} : OracleId{actor(id.actor), id.counter}; }

    void apply(const TextOp& op, TextLawWork& work) {
        if (op.first.second != 0) {
            apply_insert(op, work);
        }
        for (const OracleSpan& erased : op.erased) {
            text_.erase({local(erased.first), erased.span});
            for (std::uint32_t i = 0; i < erased.span; ++i) {
                oracle_.erase({erased.first.first, erased.first.second + i});
            }
        }
        seen_[op.author] += 1;
    }

    void purge(TextLawWork& work) {
        if (self_ == 0) {
            for (const auto* node : oracle_.order()) {
                work.purged += node->deleted ? 1U : 0U;
            }
        }
        oracle_ = oracle_.purged();
        if (fault_ != TextLawFault::UnevenPurge || self_ != 1) {
            text_.purge();
        }
    }

    void reload() {
        Text copy;
        text_.for_each_run([&copy](const TextRun& run) { copy.append_run(run); });
        text_ = std::move(copy);
    }

private:
    std::uint64_t actor(std::uint32_t index) const {
        return actors_[(index + actors_.size() - self_) % actors_.size()];
    }

    bool is_known(OracleId origin) const {
        return origin.second == 0 || (text_.contains(local(origin)) && oracle_.find(origin) != nullptr);
    }

    void apply_insert(const TextOp& op, TextLawWork& work) {
        if (!is_known(op.left) || !is_known(op.right)) {
            lost_ = true;  // somebody forgot what others did not
            return;
        }
        std::string bytes;
        OracleId left = op.left;
        for (std::uint32_t i = 0; i < op.characters.size(); ++i) {
            const OracleId id{op.first.first, op.first.second + i};
            bytes += op.characters[i];
            work.wide += op.characters[i].size() == 4 ? 1U : 0U;
            oracle_.insert(id, op.characters[i], left, op.right);
            left = id;
        }
        const auto less = [this](std::uint32_t a, std::uint32_t b) {
            return fault_ == TextLawFault::UnfairTies ? a < b : actor(a) < actor(b);
        };
        text_.insert(local(op.first), static_cast<std::uint32_t>(op.characters.size()),
                     {local(op.left), local(op.right)}, bytes, less);
    }

    std::size_t self_;
    const std::vector<std::uint64_t>& actors_;
    TextLawFault fault_;
    std::vector<std::size_t> seen_;
    bool lost_ = false;
    Text text_;
    FugueOracle oracle_;
};

class Session {
public:
    Session(std::uint64_t seed, TextLawWork& work, TextLawFault fault) : random_(seed), work_(work) {
        const std::size_t people = 3 + random_.below(3);
        for (std::size_t i = 0; i < people; ++i) {
            actors_.push_back(random_.next());
        }
        for (std::size_t i = 0; i < people; ++i) {
            replicas_.push_back(std::make_unique<Replica>(i, actors_, fault));
        }
        next_counter_.assign(people, 1);
        ops_.resize(people);
        long_ = seed % 16 == 0;
        steps_ = long_ ? 600 : 60 + random_.below(120);
        hot_ = random_.below(2) == 0;
        purges_ = random_.below(2) == 0;
    }

    bool run(std::string& why) {
        for (std::size_t step = 0; step < steps_; ++step) {
            Replica& replica = *replicas_[random_.below(replicas_.size())];
            const std::size_t author = index_of(replica);
            const std::uint64_t dice = random_.below(100);
            if (dice < 35) {
                write(author);
            } else if (dice < 50) {
                remove(author);
            } else if (dice < 54) {
                replica.reload();
                ++work_.reloads;
            } else if (purges_ && dice < 58) {
                purge();
            } else {
                deliver_one(author);
            }
            if (replica.lost() || !positions_agree(replica, why)) {
                return false;
            }
        }
        deliver_all();
        return all_equal(why);
    }

private:
    void deliver_all() {
        for (std::size_t i = 0; i < replicas_.size(); ++i) {
            while (deliver_one(i)) {
            }
        }
    }

    // Everybody at one point of the history; what is written from then on names what is left.
    void purge() {
        deliver_all();
        for (const auto& replica : replicas_) {
            replica->purge(work_);
        }
        ++work_.purges;
    }

    std::size_t index_of(const Replica& replica) const {
        std::size_t i = 0;
        while (replicas_[i].get() != &replica) {
            ++i;
        }
        return i;
    }

    std::size_t somewhere(const Text& text) {
        const std::size_t size = text.size_utf16();
        return hot_ ? std::min<std::size_t>(size, random_.below(4)) : random_.below(size + 2);
    }

    void write(std::size_t author) {
        Replica& replica = *replicas_[author];
        TextOp op;
        op.author = author;
        op.seen = replica.seen();
        next_counter_[author] += random_.below(4) == 0 ? 5U : 0U;  // ids spent on other texts
        op.first = {actors_[author], next_counter_[author]};
        const std::uint64_t length = long_ && random_.below(8) == 0 ? 1 + random_.below(700) : 1 + random_.below(4);
        for (std::uint64_t i = 0; i < length; ++i) {
            op.characters.emplace_back(kAlphabet[random_.below(kAlphabet.size())]);
        }
        next_counter_[author] += static_cast<std::uint32_t>(length);
        const Origins origins = replica.text().origins_at(somewhere(replica.text()));
        op.left = replica.global(origins.left);
        op.right = replica.global(origins.right);
        replica.apply(op, work_);
        ops_[author].push_back(std::move(op));
        ++work_.inserts;
    }

    void remove(std::size_t author) {
        Replica& replica = *replicas_[author];
        TextOp op;
        op.author = author;
        op.seen = replica.seen();
        const std::size_t units = 1 + random_.below(long_ ? 300 : 5);
        for (const CharRange& range : replica.text().ranges_at(somewhere(replica.text()), units)) {
            op.erased.push_back({replica.global(range.first), range.span});
            ++work_.deletes;
        }
        replica.apply(op, work_);
        ops_[author].push_back(std::move(op));
    }

    // Delivers an op, picked at random among those whose causes are there. False when there is none left.
    bool deliver_one(std::size_t receiver) {
        Replica& replica = *replicas_[receiver];
        std::vector<const TextOp*> ready;
        for (std::size_t author = 0; author < ops_.size(); ++author) {
            const std::size_t next = replica.seen()[author];
            if (next < ops_[author].size() && covers(replica.seen(), ops_[author][next].seen)) {
                ready.push_back(&ops_[author][next]);
            }
        }
        if (ready.empty()) {
            return false;
        }
        const TextOp& op = *ready[random_.below(ready.size())];
        ++work_.deliveries;
        work_.contested += is_contested(replica, op) ? 1U : 0U;
        replica.apply(op, work_);
        return true;
    }

    static bool covers(const std::vector<std::size_t>& have, const std::vector<std::size_t>& need) {
        for (std::size_t i = 0; i < have.size(); ++i) {
            if (have[i] < need[i]) {
                return false;
            }
        }
        return true;
    }

    static bool is_contested(const Replica& replica, const TextOp& op) {
        if (op.first.second == 0) {
            return false;
        }
        OracleId left{};
        for (const FugueOracle::Node* node : replica.oracle().order()) {
            if (left == op.left) {
                return node->id != op.right;
            }
            left = node->id;
        }
        return left != op.left || op.right.second != 0;
    }

    // What the text says of positions, against counting in the oracle's order.
    bool positions_agree(const Replica& replica, std::string& why) {
        const auto& order = replica.oracle().order();
        std::size_t total = 0;
        for (const auto* node : order) {
            total += node->units();
        }
        if (replica.text().size_utf16() != total) {
            why = "size_utf16";
            return false;
        }
        const std::size_t at = random_.below(total + 2);
        const Origins origins = replica.text().origins_at(at);
        std::size_t position = 0;
        std::size_t gap = 0;  // how many nodes stand in front of it
        for (std::size_t i = 0; i < order.size(); ++i) {
            position += order[i]->units();
            if (position > at) {
                break;
            }
            gap = order[i]->deleted ? gap : i + 1;
        }
        const OracleId left = gap == 0 ? OracleId{} : order[gap - 1]->id;
        const OracleId right = gap == order.size() ? OracleId{} : order[gap]->id;
        if (replica.global(origins.left) != left || replica.global(origins.right) != right) {
            why = "origins_at " + std::to_string(at);
            return false;
        }
        return ranges_agree(replica, order, at, why);
    }

    bool ranges_agree(const Replica& replica, const std::vector<const FugueOracle::Node*>& order, std::size_t at,
                      std::string& why) {
        const std::size_t units = random_.below(8);
        std::vector<OracleId> wanted;
        std::size_t position = 0;
        for (const auto* node : order) {
            const std::size_t end = position + node->units();
            if (units > 0 && node->units() > 0 && end > at && position < at + units) {
                wanted.push_back(node->id);
            }
            position = end;
        }
        std::vector<OracleId> found;
        for (const CharRange& range : replica.text().ranges_at(at, units)) {
            for (std::uint32_t i = 0; i < range.span; ++i) {
                found.push_back(replica.global({range.first.actor, range.first.counter + i}));
            }
        }
        if (found != wanted) {
            why = "ranges_at " + std::to_string(at) + "+" + std::to_string(units);
        }
        return found == wanted;
    }

    struct GlobalRun {
        OracleId first;
        std::uint32_t length;
        OracleId left;
        OracleId right;
        std::string visible;
        bool operator==(const GlobalRun&) const = default;
    };

    static std::vector<GlobalRun> runs_of(const Replica& replica) {
        std::vector<GlobalRun> runs;
        replica.text().for_each_run([&](const TextRun& run) {
            runs.push_back({replica.global(run.first), run.length, replica.global(run.left), replica.global(run.right),
                            std::string(run.visible)});
        });
        return runs;
    }

    bool all_equal(std::string& why) {
        const std::vector<GlobalRun> runs = runs_of(*replicas_[0]);
        for (const auto& replica : replicas_) {
            replica->text().check_invariants();
            work_.runs = std::max(work_.runs, replica->text().run_count());
            if (replica->lost()) {
                why = "an insertion has no place";
                return false;
            }
            if (replica->text().str() != replica->oracle().str()) {
                why = "text and oracle differ: \"" + replica->text().str() + "\" / \"" + replica->oracle().str() + "\"";
                return false;
            }
            if (replica->text().str() != replicas_[0]->text().str() || runs_of(*replica) != runs) {
                why = "replicas differ";
                return false;
            }
            if (!ids_agree(*replica, why)) {
                return false;
            }
        }
        return true;
    }

    static bool ids_agree(const Replica& replica, std::string& why) {
        std::size_t position = 0;
        CharId previous{};
        for (const auto* node : replica.oracle().order()) {
            const CharId id = replica.local(node->id);
            const bool ordered = replica.text().is_before(previous, id) &&
                                 (previous.is_null() || !replica.text().is_before(id, previous));
            if (!replica.text().contains(id) || replica.text().position_of(id) != position || !ordered) {
                why = "position_of, contains or is_before";
                return false;
            }
            previous = id;
            position += node->units();
        }
        return true;
    }

    SeededRandom random_;
    TextLawWork& work_;
    std::vector<std::uint64_t> actors_;
    std::vector<std::unique_ptr<Replica>> replicas_;
    std::vector<std::uint32_t> next_counter_;
    std::vector<std::vector<TextOp>> ops_;  // by author, in order
    bool long_ = false;
    bool hot_ = false;
    bool purges_ = false;
    std::size_t steps_ = 0;
};

struct TypedCharacter {
    CharId id;
    Origins origins;
    std::string character;
};

// Types a word at a position of a copy of the text; returns what the others get to know.
std::vector<TypedCharacter> type_word(Text text, std::uint32_t actor, std::size_t at, const std::string& word,
                                      bool backwards, const Text::ActorLess& less) {
    std::vector<TypedCharacter> typed;
    for (std::uint32_t i = 0; i < word.size(); ++i) {
        const std::string character(1, backwards ? word[word.size() - 1 - i] : word[i]);
        const CharId id{actor, i + 1};
        const Origins origins = text.origins_at(backwards ? at : at + i);
        text.insert(id, 1, origins, character, less);
        typed.push_back({id, origins, character});
    }
    return typed;
}

}  // namespace

bool text_law_converges(std::uint64_t seed, std::string& why, TextLawWork& work, TextLawFault fault) {
    return Session(seed, work, fault).run(why);
}

bool text_law_keeps_words_whole(std::uint64_t seed, std::string& why) {
    SeededRandom random(seed);
    const auto less = [](std::uint32_t a, std::uint32_t b) { return a < b; };
    Text base;
    const std::string start = std::string(random.below(4), '.');
    if (!start.empty()) {
        base.insert({9, 1}, static_cast<std::uint32_t>(start.size()), {}, start, less);
    }
    const std::size_t at = random.below(start.size() + 1);
    const std::size_t writers = 2 + random.below(2);
    std::vector<std::string> words;
    std::vector<std::vector<TypedCharacter>> typed;
    for (std::uint32_t actor = 0; actor < writers; ++actor) {
        words.emplace_back(3 + random.below(60), static_cast<char>('a' + actor));
        typed.push_back(type_word(base, actor, at, words.back(), random.below(2) == 0, less));
    }
    std::vector<std::size_t> next(writers, 0);
    for (std::size_t left = 0; left < writers;) {  // the words travel interleaved
        const std::size_t writer = random.below(writers);
        if (next[writer] < typed[writer].size()) {
            const TypedCharacter& c = typed[writer][next[writer]];
            base.insert(c.id, 1, c.origins, c.character, less);
            left += ++next[writer] == typed[writer].size() ? 1U : 0U;
        }
    }
    base.check_invariants();
    const std::string merged = base.str();
    for (const std::string& word : words) {
        if (merged.find(word) == std::string::npos) {
            why = "\"" + word + "\" is torn in \"" + merged + "\"";
            return false;
        }
    }
    return true;
}

}  // namespace atelier::testing
