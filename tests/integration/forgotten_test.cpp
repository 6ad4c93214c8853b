// Who wrote and who voted what, against the real process: once it was taken away no file has it; and ballots go by themselves.
// SPDX-License-Identifier: MIT
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/board/codec.h"
#include "server/history/past.h"
#include "server/workshop/votes.h"
#include "storage/each_record.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/support/finished_command.h"
#include "tests/support/http_exchange.h"
#include "tests/support/planted.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;
using board::CardKind;
using test::run_until;
using test::run_until_settled;
using workshop::Role;

namespace {

constexpr std::int64_t kYearsAgo = 1'600'000'000'000;

struct Kept {
    std::size_t ballots = 0;
    std::size_t voids_of_ballots = 0;
    std::optional<board::Board> now;
};

// REQUIRES: no server runs.
Kept read_kept(const test::Instance& instance) {
    const auto store = storage::RocksStore::open(instance.data(), {});
    REQUIRE(store);
    Kept kept;
    const auto take = [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        for (const board::Op& op : ops) {
            const auto* voided = std::get_if<board::Void>(&op.body);
            kept.ballots += std::holds_alternative<board::CastBallot>(op.body) ? 1U : 0U;
            kept.voids_of_ballots += voided != nullptr && voided->of_ballot ? 1U : 0U;
        }
        return {};
    };
    REQUIRE(storage::for_each_record(**store, instance.board(), OpSeq{0}, take));
    auto now = history::board_now(**store, instance.board());
    REQUIRE(now);
    kept.now = *std::move(now);
    return kept;
}

std::string tally_of(const board::Board& board, board::Id card) {
    const auto* tally = board.setting({card, board::SettingKey::Tally});
    return tally == nullptr ? "" : tally->value.text;
}

struct Place {
    Place() {
        address.port = server->port();
        for (test::WsClient* client : {&lead, &ana}) {
            client->set_port(server->port());
            client->connect();
        }
        REQUIRE(run_until_settled(context, {&lead, &ana}));
    }
    unsigned ask(const std::string& rest, const nlohmann::json& body, Role role = Role::Facilitator) {
        test::HttpRequest request;
        request.method = "POST";
        request.target = "/api/v1/boards/" + instance.board().text() + rest;
        request.headers = {{"Authorization", "Bearer " + instance.token(role)}};
        request.body = body.dump();
        return test::exchange(server->port(), request).status;
    }
    void settle() { REQUIRE(run_until_settled(context, {&lead, &ana})); }
    void stop() {
        lead.disconnect();
        ana.disconnect();
        server->terminate();
        CHECK(server->wait() == 0);
    }

    test::Instance instance;
    boost::asio::io_context context;
    test::Address address{0, instance.board(), ""};
    std::optional<test::ServerProcess> server{std::in_place, instance.data()};
    test::WsClient lead{context, address, instance.token(Role::Facilitator), 1};
    test::WsClient ana{context, address, instance.token(), 2};
};

}  // namespace

TEST_CASE("[J5] whom a card spoke for is in no file any more, once it was taken away") {
    Place place;
    place.ana.session().sign_as(test::kIncompressible);
    const auto card = place.ana.session().add_card(CardKind::Fear, "peur du vide");
    REQUIRE(card);
    place.settle();
    CHECK(test::files_with(place.instance.data(), test::kIncompressible) > 0);
    REQUIRE(place.ask("/authorship", {{"level", "nothing"}}) == 204);
    CHECK(test::files_with(place.instance.data(), test::kIncompressible) == 0);
    REQUIRE(run_until(place.context, [&] {
        const board::Item* item = place.lead.session().board().find(*card);
        return place.lead.is_live() && item != nullptr && item->organisation.value.empty();
    }));
    CHECK(place.lead.session().board().find(*card)->text.str() == "peur du vide");
    place.stop();
    CHECK(test::files_with(place.instance.data(), test::kIncompressible) == 0);
    CHECK(test::run_command({"verify", "--data", place.instance.data().string()}).status == 0);
}

TEST_CASE(
    "[W39] who voted what is in no file any more, once a facilitator says so; the counts stay, also for who votes "
    "again") {
    Place place;
    const auto card = place.lead.session().add_card(CardKind::Fear, "peur du vide");
    REQUIRE(card);
    place.settle();
    REQUIRE(run_until(place.context, [&] { return place.ana.session().board().find(*card) != nullptr; }));
    REQUIRE(place.ana.session().vote(*card, 1));
    place.settle();
    REQUIRE(run_until(place.context, [&] { return !tally_of(place.ana.session().board(), *card).empty(); }));
    const std::string tally = tally_of(place.ana.session().board(), *card);
    const std::string voter = test::little_endian(place.ana.session().voter().value);
    CHECK(test::files_with(place.instance.data(), voter) > 0);

    CHECK(place.ask("/erasures", {{"ballots", true}}, Role::Participant) == 403);
    CHECK(place.ask("/erasures", {{"ballots", false}}) == 400);
    CHECK(place.ask("/erasures", {{"ballots", true}, {"items", nlohmann::json::array()}}) == 400);
    REQUIRE(place.ask("/erasures", {{"ballots", true}}) == 204);
    CHECK(test::files_with(place.instance.data(), voter) == 0);
    REQUIRE(run_until(place.context, [&] {
        return place.ana.is_live() && workshop::closed_polls(place.ana.session().board()).test(0);
    }));
    REQUIRE(place.ana.session().vote(*card, -1));
    place.settle();
    CHECK(tally_of(place.ana.session().board(), *card) == tally);
    place.stop();
    CHECK(test::files_with(place.instance.data(), voter) == 0);
    const Kept kept = read_kept(place.instance);
    CHECK(kept.ballots == 0);
    CHECK(kept.voids_of_ballots == 1);
    CHECK(kept.now->ballots().empty());
    CHECK(tally_of(*kept.now, *card) == tally);
    CHECK(test::run_command({"verify", "--data", place.instance.data().string()}).status == 0);
}

TEST_CASE("[W39] ballots of a board that nobody wrote on for long go by themselves, unless the operator keeps them") {
    const test::Instance instance;
    const board::Id card{{7}, 1};
    {
        const auto store = storage::RocksStore::open(instance.data(), {});
        REQUIRE(store);
        board::AddItem add;
        add.kind = board::ItemKind::Card;
        add.card_kind = CardKind::Fear;
        const std::vector<board::Op> ops{{card, 1, 1, add},
                                         {{{8}, 1}, 2, 1, board::CastBallot{VoterId{80}, 0, card, 1}},
                                         {{{9}, 1}, 3, 1, board::CastBallot{VoterId{90}, 0, card, 1}}};
        REQUIRE((*store)->append({{instance.board(), {1}, 3, kYearsAgo, board::encode_batch(ops)}}));
    }
    {
        test::ServerProcess server(instance.data());
        REQUIRE(server.port() != 0);
        server.terminate();
        CHECK(server.wait() == 0);
    }
    CHECK(read_kept(instance).ballots == 2);
    {
        test::ServerProcess server(instance.data(), {"--ballots-days", "30"});
        REQUIRE(server.port() != 0);
        boost::asio::io_context nobody;
        REQUIRE(run_until(nobody, [&] { return server.log().find("ballots_erased") != std::string::npos; }));
        server.terminate();
        CHECK(server.wait() == 0);
    }
    const Kept kept = read_kept(instance);
    CHECK(kept.ballots == 0);
    CHECK(kept.voids_of_ballots == 2);
    CHECK(workshop::closed_polls(*kept.now).test(0));
    CHECK(tally_of(*kept.now, card) == R"([{"poll":0,"counts":[0,0,2]}])");
    CHECK(test::run_command({"verify", "--data", instance.data().string()}).status == 0);
}
