// SPDX-License-Identifier: MIT
#include "server/http/invitation.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "server/http/responses.h"
#include "server/room/handshake.h"
#include "server/room/sentences.h"

namespace atelier::http {
namespace {

constexpr std::string_view kBearer = "Bearer ";

std::string_view header(const Request& request, Field field) {
    const auto value = request[field];
    return {value.data(), value.size()};
}

Response make_problem(const Request& request, Status status, ErrorCode code) {
    const room::Language language = room::parse_language(header(request, Field::accept_language));
    const nlohmann::ordered_json problem = {{"type", "about:blank"},
                                            {"title", room::sentence(code, language)},
                                            {"status", static_cast<int>(status)},
                                            {"reason", error_name(code)}};
    return make_json_response(request, status, problem.dump(), "application/problem+json");
}

}  // namespace

Response answer_invitation(const Request& request, const BoardId& board, const room::BoardDirectory& directory,
                           const workshop::ServerKey& key, std::int64_t now_ms) {
    if (request.method() != beast::http::verb::post) {
        return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    const std::string_view shown = header(request, Field::authorization);
    const std::string_view token = shown.starts_with(kBearer) ? shown.substr(kBearer.size()) : std::string_view();
    Result<workshop::Capability> capability = workshop::verify_capability(token, key, now_ms);
    if (!capability) {
        return make_problem(request, Status::unauthorized, capability.error().code);
    }
    const Result<room::BoardListing> listing = directory.find(board);
    if (!listing || !room::opens(*capability, *listing)) {
        return make_problem(request, Status::unauthorized, ErrorCode::BadToken);
    }
    if (capability->role != workshop::Role::Facilitator) {
        return make_problem(request, Status::forbidden, ErrorCode::NotAllowed);
    }
    capability->role = workshop::Role::Participant;
    const nlohmann::ordered_json invitation = {{"token", workshop::sign_capability(*capability, key)},
                                               {"expires", capability->expires_ms}};
    return make_json_response(request, Status::ok, invitation.dump(), "application/json");
}

}  // namespace atelier::http
