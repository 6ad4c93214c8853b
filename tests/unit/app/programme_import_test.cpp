// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include "server/app/demo.h"
#include "server/app/import/import.h"
#include "server/app/import/programme_file.h"
#include "server/app/import/programme_times.h"
#include "server/app/stored_board.h"
#include "server/workshop/run_of_show.h"
#include "tests/support/catch.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

namespace {

ImportRequest request_of(const std::string& path, const std::string& board = "") {
    ImportRequest request;
    request.paths = {path};
    request.board = board;
    request.now_ms = test::kNow;
    return request;
}

StoredBoard load(storage::Store& store, const Catalogue& catalogue, std::string_view slug) {
    const BoardRecord* record = catalogue.find_board(slug);
    REQUIRE(record != nullptr);
    auto stored = load_stored_board(store, record->id);
    REQUIRE(stored.has_value());
    return std::move(*stored);
}

std::size_t count_kind(const board::Board& state, board::ItemKind kind) {
    return static_cast<std::size_t>(std::count_if(state.items().begin(), state.items().end(),
                                                  [&](const board::Item& item) { return item.kind == kind; }));
}

// A small valid programme, with one piece of it replaced.
std::string small_programme(const std::string& cards, const std::string& links = "[]") {
    return R"({"format":"capacities-sample/1","programme":{"id":"p","title":"P","period":["2022-03","2022-09"]},
        "organisations":[{"id":"o","name":"O","kind":"institution"}],
        "ateliers":[{"id":"a","host":"o","order":1},{"id":"b","host":"o","order":2}],
        "run_of_show":[{"title":"Voter","minutes":15,"may_add":["vote","none"],"anonymity":"anonymous","visible":"own"}],
        "threads":[{"id":"t","title":"T"}],"cards":)" +
           cards + R"(,"links":)" + links + "}";
}

}  // namespace

TEST_CASE(
    "ateliers get their days evenly through the programme's period, in their order; without a period all is now") {
    ProgrammeFile programme;
    programme.period_from = "2022-03";
    programme.period_to = "2022-09";
    programme.ateliers = {{"late", "", 2}, {"early", "", 1}};
    const ProgrammeTimes times(programme, test::kNow);
    CHECK(times.start_of("early") == 1'650'697'200'000);  // 2022-04-23 07:00 UTC
    CHECK(times.start_of("late") == 1'659'855'600'000);   // 2022-08-07
    CHECK(times.start_of("other") == times.start_of("early"));
    CHECK(times.next(5) == 5 + kRowMs);
    const auto is_now = [&](const std::string& from, const std::string& to) {
        programme.period_from = from;
        programme.period_to = to;
        const ProgrammeTimes now(programme, test::kNow);
        return now.start_of("early") == test::kNow && now.next(5) == 5;
    };
    CHECK(is_now("", ""));
    CHECK(is_now("2022-13", "2022-14"));
    CHECK(is_now("spring", "autumn"));
    CHECK(is_now("2022-09", "2022-03"));
    CHECK(is_now("2025-10", "2026-12"));  // not over
    CHECK_FALSE(is_now("2022-03-09", "2022-03-09"));
    CHECK(ProgrammeTimes(programme, test::kNow).start_of("early") == 1'646'809'200'000);  // 2022-03-09 07:00 UTC
}

TEST_CASE("the demonstration programme becomes five ateliers and a board of the whole") {
    const test::TemporaryFolder folder;
    const auto kind = GENERATE(test::StoreKind::Memory, test::StoreKind::Rocks);
    const auto store = test::make_store(kind, folder);
    auto catalogue = Catalogue::load(*store);
    const auto report = run_import(request_of(test::kProgrammePath), *store, *catalogue);
    REQUIRE(report.has_value());
    CHECK(report->problems.empty());
    CHECK(report->boards.size() == 6);
    CHECK(catalogue->ateliers().size() == 6);
    CHECK(catalogue->find_programme("capacities")->period_to() == "2022-09");
    CHECK(catalogue->find_atelier("toulon")->run_of_show_size() == 8);
    CHECK(catalogue->find_atelier("toulon")->organisations_size() == 15);
    CHECK(catalogue->find_atelier("toulon")->title() == "Métropole Toulon Provence Méditerranée");

    const StoredBoard whole = load(*store, *catalogue, "capacities");
    CHECK(count_kind(whole.state, board::ItemKind::Card) == 41);
    CHECK(count_kind(whole.state, board::ItemKind::Thread) == 7);
    CHECK(whole.state.links().size() == 29);
    CHECK(whole.state.title().value == "CAPACities");
    // Five days through March to September of 2022.
    CHECK(whole.last_time_ms > 1'661'990'400'000);  // 2022-09-01
    CHECK(whole.last_time_ms < 1'664'582'400'000);  // 2022-10-01

    std::size_t cards = 0;
    std::size_t links = 0;
    for (const char* slug : {"caux-seine", "dunkerque", "lisieux", "toulon", "chamonix"}) {
        const StoredBoard one = load(*store, *catalogue, slug);
        cards += count_kind(one.state, board::ItemKind::Card);
        links += one.state.links().size();
    }
    CHECK(cards == 41);
    CHECK(links == 23);  // six links go from one atelier to another: they are on the whole's board
}

TEST_CASE("cards keep kind, organisation, text and the order of the file") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of(test::kProgrammePath), *store, *catalogue).has_value());
    const StoredBoard board = load(*store, *catalogue, "caux-seine");
    std::map<std::string, const board::Item*> by_order;
    for (const board::Item& item : board.state.items()) {
        CHECK(by_order.emplace(item.placement.value.order, &item).second);
    }
    const board::Item& first = *by_order.begin()->second;
    CHECK(first.text.str() ==
          "La maturité numérique de nos services ne suffit pas encore : une solution du marché s'intègre mal à nos "
          "processus.");
    CHECK(first.card_kind.value == board::CardKind::Barrier);
    CHECK(first.organisation.value == "Caux Seine Agglo");
}

TEST_CASE("importing the same programme again changes nothing, a longer one adds what is new") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const std::string one = R"({"id":"c1","atelier":"a","kind":"need","organisation":"o","text":"un","threads":["t"]})";
    const std::string two =
        R"({"id":"c2","atelier":"a","kind":"story","organisation":"o","text":"deux","threads":["t"]})";
    const std::string link = R"([{"from":"c2","to":"c1","verb":"illustrates"}])";
    REQUIRE(run_import(request_of(folder.write("1.json", small_programme("[" + one + "]"))), *store, *catalogue)
                .has_value());
    const std::uint64_t hash = load(*store, *catalogue, "a").state.hash();

    const auto again = run_import(request_of((folder.path() / "1.json").string()), *store, *catalogue);
    REQUIRE(again.has_value());
    for (const ImportedBoard& board : again->boards) {
        CHECK(board.ops_added == 0);
    }
    CHECK(again->rows_known == again->rows_read);
    CHECK(load(*store, *catalogue, "a").state.hash() == hash);

    const auto longer = run_import(
        request_of(folder.write("2.json", small_programme("[" + two + "," + one + "]", link))), *store, *catalogue);
    REQUIRE(longer.has_value());
    const StoredBoard board = load(*store, *catalogue, "a");
    CHECK(count_kind(board.state, board::ItemKind::Card) == 2);
    CHECK(board.state.links().size() == 1);
    CHECK(board.state.memberships().size() == 2);
    CHECK(load(*store, *catalogue, "b").position.value == 2);  // its title and its run of show
}

TEST_CASE("each board gets the run of show of its programme, and no phase is on") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of(test::kProgrammePath), *store, *catalogue).has_value());
    const StoredBoard board = load(*store, *catalogue, "toulon");
    const auto* setting = board.state.setting({board::kNullId, board::SettingKey::RunOfShow});
    REQUIRE(setting != nullptr);
    const auto show = workshop::parse_run_of_show(setting->value.text);
    REQUIRE(show.has_value());
    REQUIRE(show->phases.size() == 8);
    CHECK(show->phases[0].may == 0);  // "none"
    const workshop::Phase& writing = show->phases[1];
    CHECK(writing.title == "Écrire pour soi : craintes, freins, besoins");
    CHECK(writing.minutes == 15);
    CHECK(writing.allows(workshop::Act::AddNeed));
    CHECK(writing.allows(workshop::Act::EditOwn));
    CHECK_FALSE(writing.allows(workshop::Act::AddStory));
    CHECK(show->phases[4].allows(workshop::Act::Move));
    CHECK(show->phases[6].allows(workshop::Act::Vote));
    CHECK(board.state.setting_number({board::kNullId, board::SettingKey::Phase}) == 0);
}

TEST_CASE("a run of show that a board cannot play by is a problem, and the cards come in") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    std::string programme =
        small_programme(R"([{"id":"c1","atelier":"a","kind":"need","organisation":"o","text":"un","threads":[]}])");
    programme.replace(programme.find("\"vote\""), 6, "\"sing\"");
    const auto report = run_import(request_of(folder.write("p.json", programme)), *store, *catalogue);
    REQUIRE(report.has_value());
    REQUIRE(report->problems.size() == 3);  // one for each board
    CHECK(report->problems[0].reason.en.find("run_of_show") != std::string::npos);
    CHECK(load(*store, *catalogue, "a").state.items().size() == 1);
}

TEST_CASE("the run of show is kept in the catalogue's words") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    REQUIRE(run_import(request_of(folder.write("p.json", small_programme("[]"))), *store, *catalogue).has_value());
    const v1::Phase& phase = catalogue->find_atelier("a")->run_of_show(0);
    CHECK(phase.anonymity() == "nothing");
    CHECK(phase.may_add_size() == 1);
    CHECK(phase.may_add(0) == "vote");
    CHECK(phase.minutes() == 15);
}

TEST_CASE("an element that cannot be used is reported by its place and the rest is imported") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const std::string cards = R"([{"id":"c1","atelier":"a","kind":"need","organisation":"o","text":"un","threads":[]},
        {"id":"c1","atelier":"a","kind":"need","organisation":"o","text":"again","threads":[]},
        {"id":"c3","atelier":"nowhere","kind":"need","organisation":"o","text":"x","threads":[]},
        {"id":"c4","atelier":"a","kind":"wish","organisation":"o","text":"x","threads":[]},
        {"id":"c5","atelier":"a","kind":"need","organisation":"o","text":"","threads":[]},
        {"id":"c6","atelier":"a","kind":"need","organisation":"o","text":"x","threads":["none"]},
        7])";
    const std::string links = R"([{"from":"c1","to":"c9","verb":"answers"},{"from":"c1","to":"c1","verb":"likes"}])";
    const auto report =
        run_import(request_of(folder.write("p.json", small_programme(cards, links))), *store, *catalogue);
    REQUIRE(report.has_value());
    std::vector<std::string> reasons;
    for (const ImportProblem& problem : report->problems) {
        reasons.push_back(problem.reason.en);
    }
    CHECK(reasons ==
          std::vector<std::string>{"cards[1]: 'c1' was there before", "cards[2]: 'atelier' is missing or unusable",
                                   "cards[3]: 'kind' is missing or unusable", "cards[4]: 'text' is missing or unusable",
                                   "cards[5]: 'threads' is missing or unusable", "cards[6]: not an object",
                                   "links[0]: 'to' is missing or unusable", "links[1]: 'verb' is missing or unusable"});
    CHECK(count_kind(load(*store, *catalogue, "a").state, board::ItemKind::Card) == 1);
}

TEST_CASE("a file that is not a programme is refused as a whole") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const auto code_of = [&](std::string_view content) {
        const auto report = run_import(request_of(folder.write("p.json", content)), *store, *catalogue);
        REQUIRE_FALSE(report.has_value());
        return report.error().code;
    };
    CHECK(code_of(R"({"format":"capacities-sample/1",)") == ErrorCode::Malformed);
    CHECK(code_of(R"({"format":"capacities-sample/2"})") == ErrorCode::UnknownType);
    CHECK(code_of(R"({"format":"capacities-sample/1"})") == ErrorCode::Malformed);
    CHECK(code_of("hello\n") == ErrorCode::UnknownType);
    CHECK(code_of("") == ErrorCode::UnknownType);
    CHECK(run_import(request_of((folder.path() / "none").string()), *store, *catalogue).error().code ==
          ErrorCode::NotFound);
    CHECK(run_import(request_of(test::kProgrammePath, "nowhere"), *store, *catalogue).error().code ==
          ErrorCode::NotFound);
    CHECK(catalogue->empty());
}

TEST_CASE("--board narrows a programme to one of its boards") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    const auto report = run_import(request_of(test::kProgrammePath, "lisieux"), *store, *catalogue);
    REQUIRE(report.has_value());
    CHECK(report->boards.size() == 1);
    CHECK(catalogue->boards().size() == 1);
}

TEST_CASE("the built-in demonstration is the file that is delivered, and loads into an empty catalogue only") {
    CHECK(kBuiltinDemo == test::read_file(test::kProgrammePath));
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto catalogue = Catalogue::load(*store);
    CHECK(run_demo_import("builtin", test::kNow, *store, *catalogue)->boards.size() == 6);
    CHECK(run_demo_import("builtin", test::kNow, *store, *catalogue)->boards.empty());
}
