// SPDX-License-Identifier: MIT
#include "server/app/catalogue.h"

#include "server/app/data_directory.h"
#include "server/app/slug.h"
#include "tests/support/catch.h"
#include "tests/unit/app/sample.h"

using namespace atelier;
using namespace atelier::app;

TEST_CASE("what is put into the catalogue is there after loading it again") {
    const test::TemporaryFolder folder;
    const auto kind = GENERATE(test::StoreKind::Memory, test::StoreKind::Rocks);
    const auto store = test::make_store(kind, folder);
    BoardId id;
    {
        auto catalogue = Catalogue::load(*store);
        REQUIRE(catalogue.has_value());
        CHECK(catalogue->empty());
        v1::Atelier atelier;
        atelier.set_slug("lisieux");
        atelier.set_title("Lisieux Normandie");
        REQUIRE(catalogue->put_atelier(atelier).has_value());
        const auto made = catalogue->ensure_board({"lisieux-1", "lisieux", "Tableau", test::kNow});
        REQUIRE(made.has_value());
        CHECK(made->entry.history() != 0);
        id = made->id;
        CHECK(catalogue->ensure_board({"lisieux-1", "other", "Other", 1})->id == id);
    }
    const auto again = Catalogue::load(*store);
    REQUIRE(again.has_value());
    CHECK(again->find_atelier("lisieux")->title() == "Lisieux Normandie");
    REQUIRE(again->find_board(id) != nullptr);
    CHECK(again->find_board(id)->entry.title() == "Tableau");
    CHECK(again->find_board("lisieux-1")->id == id);
    CHECK(again->first_board_of("lisieux")->id == id);
    CHECK(again->find_board("lisieux-2") == nullptr);
    CHECK(again->find_board(BoardId{}) == nullptr);
    CHECK(again->first_board_of("toulon") == nullptr);
}

TEST_CASE("the server key is made once and kept") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    auto first = Catalogue::load(*store);
    const auto made = first->ensure_server_key();
    REQUIRE(made.has_value());
    CHECK(first->ensure_server_key()->bytes == made->bytes);
    auto second = Catalogue::load(*store);
    CHECK(second->ensure_server_key()->bytes == made->bytes);
}

TEST_CASE("a catalogue entry that does not parse is damage, not an empty catalogue") {
    const test::TemporaryFolder folder;
    const auto store = test::make_store(test::StoreKind::Memory, folder);
    REQUIRE(store->put_entry("board/x", "\xFF\xFF").has_value());
    const auto loaded = Catalogue::load(*store);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == ErrorCode::Corrupt);
}

TEST_CASE("a data directory made here is its owner's alone, and open once at a time") {
    const test::TemporaryFolder folder;
    Config config;
    config.data = (folder.path() / "data").string();
    const auto missing = open_data_directory(config, WhenAbsent::Fail);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::NotFound);

    const auto open = open_data_directory(config, WhenAbsent::Create);
    REQUIRE(open.has_value());
    CHECK((std::filesystem::status(config.data).permissions() & std::filesystem::perms::all) ==
          std::filesystem::perms::owner_all);
    const auto second = open_data_directory(config, WhenAbsent::Create);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == ErrorCode::Locked);
}

TEST_CASE("slugs are lower-case letters, digits and hyphens inside") {
    CHECK(is_slug("caux-seine"));
    CHECK(is_slug("2022"));
    for (const std::string& bad : {std::string(), std::string("-a"), std::string("a-"), std::string("A"),
                                   std::string("a b"), std::string("a/b"), std::string("é"), std::string(65, 'a')}) {
        CHECK_FALSE(is_slug(bad));
    }
}
