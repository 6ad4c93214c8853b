// SPDX-License-Identifier: MIT
#include "server/app/import/polis.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "server/app/import/polis_rows.h"
#include "server/app/import/source_identity.h"
#include "server/board/codec.h"
#include "server/history/server_actor.h"
#include "server/workshop/tallies.h"
#include "storage/each_record.h"

namespace atelier::app {
namespace {

constexpr std::string_view kStatementFormat = "polis/statement";
constexpr std::string_view kModerationFormat = "polis/moderation";
constexpr std::string_view kVoterFormat = "polis/voter";
constexpr std::int64_t kTallyMs = 3'600'000;  // votes of an hour are counted together
constexpr int kColumns = 6;                   // cards in a row of the free layout
constexpr int kCardWidth = 280;               // board units
constexpr int kCardHeight = 200;

using Poll = std::pair<VoterId, board::Id>;  // who on what

// Values that the log holds already, per voter and statement, in log order. The log itself says what was imported:
// there is no second book to keep in step with it.
Result<std::map<Poll, std::vector<std::int32_t>>> votes_in_log(storage::Store& store, const BoardId& board) {
    std::map<Poll, std::vector<std::int32_t>> known;
    ATELIER_TRY(storage::for_each_record(store, board, OpSeq{0}, [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const auto ops, board::decode_batch(record.batch));
        for (const board::Op& op : ops) {
            if (const auto* ballot = std::get_if<board::CastBallot>(&op.body); ballot != nullptr && ballot->poll == 0) {
                known[{ballot->voter, ballot->slot}].push_back(ballot->value);
            }
        }
        return {};
    }));
    return known;
}

class PolisImport {
public:
    PolisImport(BoardWriter& writer, ImportReport& report) : writer_(writer), report_(report) {}

    Result<void> run(const PolisExport& source) {
        for (const SourceText& text : source.comments) {
            std::vector<PolisStatement> rows = read_statements(text, source.now_ms, report_);
            std::move(rows.begin(), rows.end(), std::back_inserter(statements_));
        }
        for (const PolisStatement& statement : statements_) {
            time_of_.emplace(statement.id, statement.time_ms);
        }
        for (const SourceText& text : source.votes) {
            for (PolisVote& vote : read_votes(text, source.now_ms, report_)) {
                take_vote(vote);
            }
        }
        report_.rows_read += statements_.size() + votes_.size();
        ATELIER_TRY(drop_known_votes());
        return write_in_time_order();
    }

private:
    board::Id card_of(std::uint64_t statement) const {
        return {derive_actor(writer_.id(), kStatementFormat, std::to_string(statement)), 1};
    }

    void complain(const RowPlace& place, const Sentence& reason) {
        report_.problems.push_back({*place.file, place.line, reason});
    }

    // Keeps a vote whose statement is known, never before the statement itself: clocks of two machines may differ.
    void take_vote(PolisVote& vote) {
        const auto found = time_of_.find(vote.statement);
        if (found != time_of_.end()) {
            vote.time_ms = std::max(vote.time_ms, found->second);
        } else if (writer_.state().find(card_of(vote.statement)) == nullptr) {
            const std::string id = std::to_string(vote.statement);
            complain(vote.place, {"there is no statement " + id, "il n'y a pas d'énoncé " + id});
            return;
        }
        votes_.push_back(vote);
    }

    // Leaves the votes that the log does not hold. One that is older than a known one of the same voter on the same
    // statement has been replaced already, so it stays out too.
    Result<void> drop_known_votes() {
        std::stable_sort(votes_.begin(), votes_.end(),
                         [](const PolisVote& a, const PolisVote& b) { return a.time_ms < b.time_ms; });
        ATELIER_TRY_ASSIGN(const auto known, votes_in_log(writer_.store(), writer_.id()));
        if (known.empty()) {
            return {};
        }
        struct Progress {
            std::size_t matched = 0;
            std::size_t rows_done = 0;  // rows up to and including the last known one
        };
        std::map<Poll, Progress> progress;
        std::vector<Poll> polls;
        polls.reserve(votes_.size());
        for (std::size_t i = 0; i < votes_.size(); ++i) {
            polls.push_back(poll_of(votes_[i]));
            const auto found = known.find(polls.back());
            Progress& done = progress[polls.back()];
            if (found != known.end() && done.matched < found->second.size() &&
                found->second[done.matched] == votes_[i].value) {
                ++done.matched;
                done.rows_done = i + 1;
            }
        }
        std::vector<PolisVote> fresh;
        for (std::size_t i = 0; i < votes_.size(); ++i) {
            if (i >= progress[polls[i]].rows_done) {
                fresh.push_back(votes_[i]);
            }
        }
        report_.rows_known += votes_.size() - fresh.size();
        votes_ = std::move(fresh);
        return {};
    }

    Poll poll_of(const PolisVote& vote) const {
        return {derive_voter(writer_.id(), kVoterFormat, std::to_string(vote.voter)), card_of(vote.statement)};
    }

    // Statements and votes are two sorted lists: merge them, statements first at the same millisecond.
    Result<void> write_in_time_order() {
        std::stable_sort(statements_.begin(), statements_.end(), [](const PolisStatement& a, const PolisStatement& b) {
            return std::tie(a.time_ms, a.id) < std::tie(b.time_ms, b.id);
        });
        auto statement = statements_.begin();
        auto vote = votes_.begin();
        while (statement != statements_.end() || vote != votes_.end()) {
            if (vote == votes_.end() || (statement != statements_.end() && statement->time_ms <= vote->time_ms)) {
                ATELIER_TRY(settle(write_statement(*statement), statement->place));
                ++statement;
            } else {
                if (vote->time_ms / kTallyMs != counted_ms_ / kTallyMs) {
                    ATELIER_TRY(tell_tallies());
                }
                ATELIER_TRY(settle(write_vote(*vote), vote->place));
                voted_.insert(card_of(vote->statement));
                counted_ms_ = vote->time_ms;
                ++vote;
            }
        }
        return tell_tallies();
    }

    // What the votes came to by then, as a room's server would have written it.
    Result<void> tell_tallies() {
        for (const board::Id& card : std::exchange(voted_, {})) {
            if (std::optional<board::SetSetting> tally = workshop::due_tally(writer_.state(), card)) {
                ATELIER_TRY(writer_.write(history::kServerActor, counted_ms_, *std::move(tally)));
            }
        }
        return {};
    }

    // Turns a refusal of the board into a problem of the row; passes on what the store says.
    Result<void> settle(const Result<void>& written, const RowPlace& place) {
        if (!written && !is_store_failure(written.error().code)) {
            complain(place,
                     {describe(written.error(), Language::English), describe(written.error(), Language::French)});
            return {};
        }
        return written;
    }

    Result<void> write_statement(const PolisStatement& statement) {
        const board::Id card = card_of(statement.id);
        bool is_new = false;
        if (!writer_.state().has_seen(card)) {
            is_new = true;
            board::AddItem add;
            add.kind = board::ItemKind::Card;
            add.card_kind = board::CardKind::Need;
            add.text = statement.text;
            const int rank = static_cast<int>(writer_.state().items().size());
            add.placement.x = rank % kColumns * kCardWidth;
            add.placement.y = rank / kColumns * kCardHeight;
            ATELIER_TRY_ASSIGN(add.placement.order, writer_.next_order());
            ATELIER_TRY(writer_.write(card.actor, statement.time_ms, std::move(add)));
        }
        // The moderation's own actor has flipped the card once per op: odd is removed. What people did since stays theirs.
        const ActorId moderation = derive_actor(writer_.id(), kModerationFormat, std::to_string(statement.id));
        const bool rejected_before = (writer_.state().next_counter(moderation) - 1) % 2 == 1;
        if (statement.rejected != rejected_before) {
            is_new = true;
            const board::SetRegister set{card, board::Removed{statement.rejected}};
            ATELIER_TRY(writer_.write(moderation, statement.time_ms, set));
        }
        report_.rows_known += is_new ? 0U : 1U;
        return {};
    }

    Result<void> write_vote(const PolisVote& vote) {
        board::CastBallot ballot;
        ballot.voter = poll_of(vote).first;
        ballot.slot = card_of(vote.statement);
        ballot.value = vote.value;
        const ActorId actor = derive_actor(writer_.id(), kVoterFormat, std::to_string(vote.voter));
        ATELIER_TRY(writer_.write(actor, vote.time_ms, ballot));
        return {};
    }

    BoardWriter& writer_;
    ImportReport& report_;
    std::vector<PolisStatement> statements_;
    std::vector<PolisVote> votes_;
    std::unordered_map<std::uint64_t, std::int64_t> time_of_;  // statements of the file
    std::set<board::Id> voted_;                                // since votes were counted last
    std::int64_t counted_ms_ = 0;
};

}  // namespace

Result<void> import_polis(const PolisExport& source, BoardWriter& writer, ImportReport& report) {
    ATELIER_TRY(PolisImport(writer, report).run(source));
    // Problems were found in several passes; people read a file from its start.
    std::stable_sort(report.problems.begin(), report.problems.end(),
                     [](const ImportProblem& a, const ImportProblem& b) {
                         return std::tie(a.file, a.line) < std::tie(b.file, b.line);
                     });
    return {};
}

}  // namespace atelier::app
