// What was removed for good, by name: kept apart, and begun again in a store that does not know of it.
// SPDX-License-Identifier: MIT
#include "server/history/erasure_ledger.h"

#include <fstream>
#include <string>

#include "storage/memory_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

using namespace atelier;
using history::ErasureLedger;
using history::Erasures;

namespace {

BoardId board_of(std::uint8_t number) {
    return board_id_from_bytes(std::string(16, static_cast<char>(number))).value();
}

const board::Id kFirst{{7}, 1};
const board::Id kSecond{{7}, 2};

}  // namespace

TEST_CASE("[P14] the ledger begins again what a store does not know of, on the boards that it has") {
    const storage::sample::Directory directory;
    const auto path = directory.path() / "apart" / "ledger.jsonl";
    {
        const auto ledger = ErasureLedger::open(path);
        REQUIRE(ledger);
        REQUIRE((*ledger)->add(board_of(1), {kFirst, kSecond}, 1000));
        REQUIRE((*ledger)->add(board_of(2), {kFirst}, 2000));
    }
    const auto ledger = ErasureLedger::open(path);
    REQUIRE(ledger);
    storage::MemoryStore store;
    REQUIRE(history::begin_erasures(store, board_of(1), {kFirst}, 1000));
    REQUIRE(history::end_erasures(store, board_of(1), {{kFirst, 1000}}));
    CHECK((*ledger)->begin_forgotten(store, {board_of(1), board_of(3)}).value() == 1);
    CHECK(history::open_erasures(store, board_of(1)).value() == Erasures{{kSecond, 1000}});
    CHECK(history::open_erasures(store, board_of(2)).value().empty());
    CHECK((*ledger)->begin_forgotten(store, {board_of(1)}).value() == 0);
}

TEST_CASE("[P14] a ledger that says something else is refused, by the line") {
    const storage::sample::Directory directory;
    for (const std::string wrong :
         {"nothing", "{}", R"({"board":"00","item":"0000000000000007-1","at":1})",
          R"({"board":"01010101010101010101010101010101","item":"7-1","at":1})",
          R"({"board":"01010101010101010101010101010101","item":"0000000000000007-1","at":"yesterday"})"}) {
        const auto path = directory.path() / "ledger.jsonl";
        std::ofstream(path) << R"({"board":"01010101010101010101010101010101","item":"0000000000000007-1","at":1})"
                            << "\n"
                            << wrong << "\n";
        const auto ledger = ErasureLedger::open(path);
        REQUIRE_FALSE(ledger);
        CHECK(ledger.error().code == ErrorCode::Corrupt);
        CHECK_THAT(ledger.error().detail, Catch::Contains("line 2"));
    }
}
