// A board's history out of one directory and into another.
// SPDX-License-Identifier: MIT
#include "server/app/import/archive_import.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

#include "tests/support/catch.h"
#include "tests/unit/app/run_with.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

using test::Outcome;
using test::run_with;

namespace {

// A directory with the demonstration, and an empty one.
struct Two {
    Two() { REQUIRE(run_with({"init-demo", "--data", data}).status == 0); }

    std::string export_board(const std::string& slug, const std::string& from) const {
        const std::string file = (folder.path() / (slug + ".jsonl")).string();
        const Outcome outcome = run_with({"export", "--ballots", "--data", from, "--board", slug, "--out", file});
        INFO(outcome.err);
        REQUIRE(outcome.status == 0);
        return file;
    }
    static std::string hash(const std::string& slug, const std::string& from) {
        return run_with({"hash", "--data", from, "--board", slug}).out;
    }

    test::TemporaryFolder folder;
    std::string data = (folder.path() / "one").string();
    std::string other = (folder.path() / "two").string();
};

}  // namespace

TEST_CASE(
    "a board that was exported is the same board elsewhere: id, hash, position, titles; a second import adds nothing") {
    const Two two;
    const std::string file = two.export_board("caux-seine", two.data);
    const Outcome imported = run_with({"import", "--data", two.other, "--json", file});
    INFO(imported.err);
    REQUIRE(imported.status == 0);
    CHECK(Two::hash("caux-seine", two.other) == Two::hash("caux-seine", two.data));
    const auto boards = [](const std::string& data) {
        return nlohmann::json::parse(run_with({"boards", "--data", data, "--json"}).out);
    };
    REQUIRE(boards(two.other).size() == 1);
    const auto here = boards(two.data);
    CHECK(std::find(here.begin(), here.end(), boards(two.other)[0]) != here.end());
    CHECK(run_with({"verify", "--data", two.other}).status == 0);
    const Outcome again = run_with({"import", "--data", two.other, "--json", file});
    CHECK(nlohmann::json::parse(again.out).at("boards").at(0).at("added") == 0);
    // And out of there again, the same file.
    const std::string copy = two.export_board("caux-seine", two.other);
    CHECK(test::read_file(copy) == test::read_file(file));
}

TEST_CASE("without ballots a board is brought elsewhere, not behind the one that has them") {
    const Two two;
    const auto export_to = [&](const char* name, const std::string& from) {
        const std::string file = (two.folder.path() / name).string();
        REQUIRE(run_with({"export", "--data", from, "--board", "caux-seine", "--out", file}).status == 0);
        return file;
    };
    const std::string file = export_to("first.jsonl", two.data);
    CHECK(test::read_file(file).find("\"ballots\":\"withheld\"") != std::string::npos);
    CHECK(test::read_file(file).find("\"do\":\"vote\"") == std::string::npos);
    REQUIRE(run_with({"import", "--data", two.other, file}).status == 0);
    CHECK(run_with({"verify", "--data", two.other}).status == 0);
    CHECK(test::read_file(export_to("second.jsonl", two.other)) == test::read_file(file));
    CHECK(run_with({"import", "--data", two.other, file}).status == 0);
}

TEST_CASE("an archive does not go over a board with another history, and a damaged one writes nothing") {
    const Two two;
    const std::string file = two.export_board("caux-seine", two.data);
    std::string text = test::read_file(file);
    SECTION("the name is another board's") {
        REQUIRE(run_with({"init-demo", "--data", two.other}).status == 0);
        const std::string before = Two::hash("caux-seine", two.other);
        const Outcome refused = run_with({"import", "--data", two.other, file});
        CHECK(refused.status == 1);
        CHECK(refused.err.find("caux-seine") != std::string::npos);
        CHECK(Two::hash("caux-seine", two.other) == before);
    }
    SECTION("a letter was changed") {
        text[text.find("\"text\":\"") + 9] = '~';
        const Outcome refused = run_with({"import", "--data", two.other, two.folder.write("bad.jsonl", text)});
        CHECK(refused.status == 1);
        CHECK(run_with({"boards", "--data", two.other}).out.empty());
    }
}

TEST_CASE("a past goes into the page where the page has a place for it, and nothing in it ends the element") {
    const Two two;
    const std::string root = (two.folder.path() / "web").string();
    std::filesystem::create_directory(root);
    const std::vector<std::string> command{"export", "--data",     two.data, "--board", "caux-seine",
                                           "--page", "--web-root", root,     "--out",   "-"};
    CHECK(run_with(command).status == 1);
    two.folder.write("web/player.html", "<html>no place</html>");
    CHECK(run_with(command).status == 2);
    two.folder.write("web/player.html", "<html><!--atelier:past--><script>play()</script></html>");
    const Outcome page = run_with(command);
    INFO(page.err);
    REQUIRE(page.status == 0);
    CHECK(page.out.starts_with("<html><script type=\"application/json\" id=\"past\">{\"board\":"));
    CHECK(page.out.ends_with("</script>\n<script>play()</script></html>"));
    CHECK(page.out.find("data-piece=\"0-") != std::string::npos);
    CHECK(page.out.find("data-encoding=\"gzip\"") != std::string::npos);
    const std::size_t begin = page.out.find('{');
    const auto past = nlohmann::json::parse(page.out.substr(begin, page.out.find("</script>") - begin));
    CHECK(past.at("index").at("segments").size() == 1);
    CHECK_FALSE(past.at("title").get<std::string>().empty());
}

TEST_CASE("an export names the board that is not there, and leaves no half a file") {
    const Two two;
    const std::string file = (two.folder.path() / "none" / "x.jsonl").string();
    CHECK(run_with({"export", "--data", two.data, "--board", "nowhere"}).status == 1);
    CHECK(run_with({"export", "--data", two.data, "--board", "caux-seine", "--out", file}).status == 1);
    CHECK_FALSE(std::filesystem::exists(file));
    CHECK(run_with({"export", "--data", two.data, "--board", "caux-seine", "--out", "-"})
              .out.starts_with("{\"format\":"));
}
