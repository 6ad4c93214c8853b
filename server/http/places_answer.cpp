// SPDX-License-Identifier: MIT
#include "server/http/places_answer.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "server/base/bytes.h"
#include "server/http/bearer.h"
#include "server/http/hex.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/worker.h"
#include "server/room/family.h"
#include "server/room/handshake.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;

// The others that belong together with this one.
std::vector<room::BoardListing> beside(const room::BoardDirectory& directory, const room::BoardListing& here,
                                       const BoardId& home) {
    std::vector<room::BoardListing> boards = directory.tables_of(home);
    if (Result<room::BoardListing> shared = directory.find(home)) {
        boards.push_back(*std::move(shared));
    }
    std::erase_if(boards, [&](const room::BoardListing& board) { return board.board == here.board; });
    return boards;
}

}  // namespace

Response answer_places(Worker& here, const Request& request, const Route& route) {
    if (request.method() != beast::http::verb::post) {
        return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    const Dependencies& has = here.services().dependencies;
    const Result<Bearer> bearer = read_bearer(request, route.board, here.token_desk());
    if (!bearer) {
        return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    const auto body = nlohmann::json::parse(request.body(), nullptr, false);
    const auto actor = parse_hex(text_in(body, "actor").value_or(""));
    const auto proof = from_hex(text_in(body, "key").value_or(""));
    if (!actor || !proof || proof->empty()) {
        return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    if (!workshop::actor_key_fits(route.board, ActorId{*actor}, *proof, has.key)) {
        return make_problem(request, Status::forbidden, ErrorCode::NotYours);
    }
    const room::Seat home = room::home_of(bearer->listing, ActorId{*actor}, has.key);
    Json places = Json::array();
    for (const room::BoardListing& board : beside(has.directory, bearer->listing, home.board)) {
        const ActorId there = room::seat_on(board, home, has.key).actor;
        if (room::opens(bearer->capability, board) && room::is_for_people(there)) {
            places.push_back({{"board", board.board.text()},
                              {"actor", to_hex(there.value)},
                              {"key", to_hex(workshop::actor_key(board.board, there, has.key))},
                              {"voter", to_hex(room::voter_of(board.board, there, has.key).value)}});
        }
    }
    const Json answer = {{"places", std::move(places)}};
    return make_json_response(request, Status::ok, answer.dump(), "application/json");
}

}  // namespace atelier::http
