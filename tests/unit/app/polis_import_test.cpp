// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>

#include "server/app/import/csv.h"
#include "server/app/import/import.h"
#include "server/app/import/source_files.h"
#include "server/app/stored_board.h"
#include "server/board/codec.h"
#include "server/workshop/tallies.h"
#include "storage/each_record.h"
#include "tests/support/catch.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

namespace {

ImportRequest request_of(std::vector<std::string> paths) {
    ImportRequest request;
    request.paths = std::move(paths);
    request.board = "polis";
    request.title = "Biodiversity";
    request.now_ms = test::kNow;
    return request;
}

StoredBoard load(storage::Store& store, const Catalogue& catalogue) {
    auto stored = load_stored_board(store, catalogue.find_board("polis")->id);
    REQUIRE(stored.has_value());
    return std::move(*stored);
}

using Rows = std::vector<std::map<std::string, std::string>>;

Rows read_rows(const std::string& path) {
    const auto source = read_source(path);
    REQUIRE(source.has_value());
    CsvReader reader(source->text);
    const auto header = reader.next();
    Rows rows;
    while (const auto row = reader.next()) {
        REQUIRE(row->fault == CsvFault::None);
        auto& named = rows.emplace_back();
        for (std::size_t i = 0; i < header->fields.size(); ++i) {
            named[header->fields[i]] = row->fields.at(i);
        }
    }
    return rows;
}

std::string folder_file(const char* name) {
    return std::string(test::kPolisFolder) + "/" + name;
}

using Totals = std::pair<int, int>;  // agrees, disagrees

std::map<std::string, Totals> totals_by_text(const board::Board& state) {
    std::map<std::string, Totals> totals;
    for (const board::Item& item : state.items()) {
        totals[item.text.str()];
    }
    for (const auto& [key, ballot, previous] : state.ballots()) {
        Totals& total = totals[state.find(key.slot)->text.str()];
        total.first += ballot.value.value == 1 ? 1 : 0;
        total.second += ballot.value.value == -1 ? 1 : 0;
    }
    return totals;
}

// Everything the log says: times of the records, and votes by the card they are on.
struct LogContent {
    std::vector<std::int64_t> times;
    std::map<std::string, Totals> cast_by_text;
    std::multiset<std::int64_t> vote_times;
    std::uint64_t tallies = 0;
};

LogContent read_log(storage::Store& store, const Catalogue& catalogue, const board::Board& state) {
    LogContent content;
    for (const board::Item& item : state.items()) {
        content.cast_by_text[item.text.str()];  // also those that nobody voted on
    }
    const auto read = storage::for_each_record(
        store, catalogue.find_board("polis")->id, OpSeq{0}, [&](const storage::Record& record) -> Result<void> {
            content.times.push_back(record.server_time_ms);
            ATELIER_TRY_ASSIGN(const auto ops, board::decode_batch(record.batch));
            for (const board::Op& op : ops) {
                const auto* setting = std::get_if<board::SetSetting>(&op.body);
                content.tallies += setting != nullptr && setting->name.key == board::SettingKey::Tally ? 1U : 0U;
                if (const auto* ballot = std::get_if<board::CastBallot>(&op.body)) {
                    Totals& total = content.cast_by_text[state.find(ballot->slot)->text.str()];
                    total.first += ballot->value == 1 ? 1 : 0;
                    total.second += ballot->value == -1 ? 1 : 0;
                    content.vote_times.insert(record.server_time_ms);
                }
            }
            return {};
        });
    REQUIRE(read.has_value());
    return content;
}

constexpr std::string_view kComments =
    "timestamp,comment-id,moderated,comment-body\n"
    "1000,1,1,First\n"
    "2000,2,-1,Rejected\n";
constexpr std::string_view kVotes =
    "timestamp,comment-id,voter-id,vote\n"
    "1500,1,7,1\n"
    "2500,1,8,-1\n"
    "3500,1,7,0\n";

}  // namespace

TEST_CASE("a real deliberation is in the log at its own times, with the totals of its own table") {
    const test::TemporaryFolder folder;
    const auto kind = GENERATE(test::StoreKind::Memory, test::StoreKind::Rocks);
    const auto store = test::make_store(kind, folder);
    auto catalogue = Catalogue::load(*store);
    const auto report = run_import(request_of({test::kPolisFolder}), *store, *catalogue);
    REQUIRE(report.has_value());
    CHECK(report->problems.empty());
    CHECK(report->rows_read == 316 + 29'802);

    const StoredBoard stored = load(*store, *catalogue);
    CHECK(stored.state.items().size() == 316);
    CHECK(stored.state.ballots().size() == 29'719);
    CHECK(stored.state.title().value == "Biodiversity");
    const LogContent log = read_log(*store, *catalogue, stored.state);
    CHECK(std::is_sorted(log.times.begin(), log.times.end()));
    // Statements, rejections, votes, the title, and votes counted by the hour: a replay tells them as they came.
    CHECK(report->boards.at(0).ops_added == 316 + 162 + 29'802 + 1 + log.tallies);
    CHECK(log.tallies > 316);
    CHECK(workshop::due_tallies(stored.state, 1).empty());

    std::multiset<std::int64_t> row_times;
    std::map<std::string, std::map<std::string, std::pair<std::int64_t, int>>> latest;  // statement, voter
    for (const auto& row : read_rows(folder_file("votes.csv.gz"))) {
        const std::int64_t time_ms = std::stoll(row.at("timestamp"));
        row_times.insert(time_ms);
        auto& last = latest[row.at("comment-id")][row.at("voter-id")];
        if (time_ms >= last.first) {
            last = {time_ms, std::stoi(row.at("vote"))};
        }
    }
    CHECK(log.vote_times == row_times);

    // `agrees` and `disagrees` count every row: so does the log. A board counts each person once, by the latest vote.
    const auto totals = totals_by_text(stored.state);
    int equal_to_columns = 0;
    for (const auto& row : read_rows(folder_file("comments.csv"))) {
        const std::string& text = row.at("comment-body");
        const Totals columns{std::stoi(row.at("agrees")), std::stoi(row.at("disagrees"))};
        CHECK(log.cast_by_text.at(text) == columns);
        Totals once{0, 0};
        for (const auto& [voter, vote] : latest[row.at("comment-id")]) {
            once.first += vote.second == 1 ? 1 : 0;
            once.second += vote.second == -1 ? 1 : 0;
        }
        CHECK(totals.at(text) == once);
        equal_to_columns += totals.at(text) == columns ? 1 : 0;
    }
    CHECK(equal_to_columns == 267);
}

TEST_CASE("rejected statements are removed, accepted ones are not, and the text of both is kept") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of({folder_file("comments.csv")}), *store, *catalogue).has_value());
    const StoredBoard stored = load(*store, *catalogue);
    std::map<std::string, bool> removed;
    for (const board::Item& item : stored.state.items()) {
        CHECK(item.card_kind.value == board::CardKind::Need);
        removed[item.text.str()] = item.removed.value;
    }
    for (const auto& row : read_rows(folder_file("comments.csv"))) {
        CHECK(removed.at(row.at("comment-body")) == (row.at("moderated") == "-1"));
    }
}

TEST_CASE("a second import of the same export adds nothing and leaves the state as it is") {
    const test::TemporaryFolder folder;
    const auto kind = GENERATE(test::StoreKind::Memory, test::StoreKind::Rocks);
    const auto store = test::make_store(kind, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of({test::kPolisFolder}), *store, *catalogue).has_value());
    const StoredBoard before = load(*store, *catalogue);
    const auto again = run_import(request_of({test::kPolisFolder}), *store, *catalogue);
    REQUIRE(again.has_value());
    CHECK(again->boards.at(0).ops_added == 0);
    CHECK(again->rows_known == again->rows_read);
    const StoredBoard after = load(*store, *catalogue);
    CHECK(after.position == before.position);
    CHECK(after.state.hash() == before.state.hash());
}

TEST_CASE("a longer export adds only what is new") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const std::string comments = folder.write("comments.csv", kComments);
    const std::string votes = folder.write("votes.csv", kVotes);
    CHECK(run_import(request_of({comments, votes}), *store, *catalogue)->boards.at(0).ops_added == 2 + 1 + 3 + 1 + 1);

    folder.write("comments.csv", std::string(kComments) + "4000,3,0,Third\n");
    folder.write("votes.csv", std::string(kVotes) + "4500,3,7,1\n4600,1,8,1\n");
    const auto longer = run_import(request_of({comments, votes}), *store, *catalogue);
    REQUIRE(longer.has_value());
    CHECK(longer->boards.at(0).ops_added == 3 + 2);
    const StoredBoard stored = load(*store, *catalogue);
    CHECK(totals_by_text(stored.state).at("First") == Totals{1, 0});
    CHECK(totals_by_text(stored.state).at("Third") == Totals{1, 0});
    CHECK(stored.last_time_ms == 4600);
}

TEST_CASE("a later verdict of the moderators is one more op, and going back to it is too") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const auto import_verdict = [&](const std::string& verdict) {
        const std::string path =
            folder.write("comments.csv", "timestamp,comment-id,moderated,comment-body\n1000,1," + verdict + ",Text\n");
        const auto report = run_import(request_of({path}), *store, *catalogue);
        REQUIRE(report.has_value());
        return report->boards.at(0).ops_added;
    };
    const auto is_removed = [&] { return load(*store, *catalogue).state.items().begin()->removed.value; };
    CHECK(import_verdict("0") == 2);  // title and card
    CHECK(import_verdict("-1") == 1);
    CHECK(is_removed());
    CHECK(import_verdict("-1") == 0);
    CHECK(import_verdict("1") == 1);
    CHECK_FALSE(is_removed());
}

TEST_CASE("a row that was bad and is corrected later comes in without undoing a later vote") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const std::string comments = folder.write("comments.csv", kComments);
    const std::string header = "timestamp,comment-id,voter-id,vote\n";
    const std::string votes = folder.write("votes.csv", header + "1500,1,7,x\n1600,1,9,x\n3500,1,7,-1\n");
    CHECK(run_import(request_of({comments, votes}), *store, *catalogue)->problems.size() == 2);
    folder.write("votes.csv", header + "1500,1,7,1\n1600,1,9,1\n3500,1,7,-1\n");
    CHECK(run_import(request_of({comments, votes}), *store, *catalogue)->boards.at(0).ops_added == 1 + 1);
    const StoredBoard stored = load(*store, *catalogue);
    CHECK(totals_by_text(stored.state).at("First") == Totals{1, 1});
    CHECK(stored.last_time_ms == 3500);  // the log's times never go back
    CHECK(run_import(request_of({comments, votes}), *store, *catalogue)->boards.at(0).ops_added == 0);
}

TEST_CASE("each bad row is reported with file, line and reason, and the rest is imported") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const std::string comments = folder.write("comments.csv",
                                              "timestamp,comment-id,moderated,comment-body\n"
                                              "1000,1,1,\"Two\nlines\"\n"    // 2 and 3
                                              "1000,2,1\n"                   // 4
                                              "soon,2,1,Text\n"              // 5
                                              "1000,2,5,Text\n"              // 6
                                              "1000,2,1,\xFF\xFE\n"          // 7
                                              "1000,2,1,Te\"xt\n"            // 8
                                              "1000,1,1,Again\n"             // 9
                                              "1000,2,1,\"a\x01\"\n"         // 10
                                              "9767225600000,2,1,Future\n"   // 11
                                              "1000,3,0,Good\n"              // 12
                                              "1000,4,0,\"never closed\n");  // 13
    const std::string votes = folder.write("votes.csv",
                                           "timestamp,comment-id,voter-id,vote\n"
                                           "1100,1,7,1\n"
                                           "1100,99,7,1\n"   // 3
                                           "1100,1,7,2\n"    // 4
                                           "1100,1,-7,1\n"   // 5
                                           "1100,1,7,1,1\n"  // 6
                                           "1100,3,7,-1\n");
    const auto report = run_import(request_of({comments, votes}), *store, *catalogue);
    REQUIRE(report.has_value());
    std::vector<std::string> found;
    for (const ImportProblem& problem : report->problems) {
        CHECK_FALSE(problem.reason.fr.empty());
        found.push_back(std::filesystem::path(problem.file).filename().string() + ":" + std::to_string(problem.line) +
                        ": " + problem.reason.en);
    }
    CHECK(found == std::vector<std::string>{
                       "comments.csv:4: 3 columns instead of 4",
                       "comments.csv:5: column 'timestamp' is not a whole number in 1..1767225600000",
                       "comments.csv:6: column 'moderated' is not a whole number in -1..1",
                       "comments.csv:7: the text is not UTF-8",
                       "comments.csv:8: a quote in a field that is not quoted",
                       "comments.csv:9: this comment-id was there before",
                       "comments.csv:10: the text holds a control character",
                       "comments.csv:11: column 'timestamp' is not a whole number in 1..1767225600000",
                       "comments.csv:13: a quote that is never closed",
                       "votes.csv:3: there is no statement 99",
                       "votes.csv:4: column 'vote' is not a whole number in -1..1",
                       "votes.csv:5: column 'voter-id' is not a whole number in 0..4294967295",
                       "votes.csv:6: 5 columns instead of 4",
                   });
    const StoredBoard stored = load(*store, *catalogue);
    CHECK(stored.state.items().size() == 2);
    CHECK(stored.state.ballots().size() == 2);
}

TEST_CASE("a table without a column it needs is reported once, at its header") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const auto report = run_import(
        request_of({folder.write("c.csv", "timestamp,comment-body,comment-id\n1,a,1\n2,b,2\n")}), *store, *catalogue);
    REQUIRE(report.has_value());
    REQUIRE(report->problems.size() == 1);
    CHECK(report->problems[0].line == 1);
    CHECK(report->problems[0].reason.en == "column 'moderated' is missing");
}

TEST_CASE("votes alone find their statements on the board") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of({folder.write("comments.csv", kComments)}), *store, *catalogue).has_value());
    const auto report = run_import(request_of({folder.write("votes.csv", kVotes)}), *store, *catalogue);
    REQUIRE(report.has_value());
    CHECK(report->problems.empty());
    CHECK(report->boards.at(0).ops_added == 3 + 1);
}

TEST_CASE("an import without a board to go to, and broken gzip, are refused before anything is written") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    ImportRequest request = request_of({folder.write("comments.csv", kComments)});
    request.board.clear();
    CHECK(run_import(request, *store, *catalogue).error().code == ErrorCode::Config);
    request.board = "Not a slug";
    CHECK(run_import(request, *store, *catalogue).error().code == ErrorCode::Malformed);
    const std::string whole = test::read_file(folder_file("votes.csv.gz"));
    CHECK(run_import(request_of({folder.write("votes.csv.gz", whole.substr(0, whole.size() / 2))}), *store, *catalogue)
              .error()
              .code == ErrorCode::Malformed);
    CHECK(catalogue->empty());
}
