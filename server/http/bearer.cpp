// SPDX-License-Identifier: MIT
#include "server/http/bearer.h"

#include <nlohmann/json.hpp>

#include "server/http/responses.h"
#include "server/room/handshake.h"
#include "server/room/sentences.h"

namespace atelier::http {
namespace {

constexpr std::string_view kBearer = "Bearer ";

}  // namespace

std::string_view header(const Request& request, Field field) {
    const auto value = request[field];
    return {value.data(), value.size()};
}

std::string_view header(const Request& request, std::string_view name) {
    const auto value = request[name];
    return {value.data(), value.size()};
}

Result<Bearer> read_bearer(const Request& request, const BoardId& board, const TokenDesk& desk) {
    const std::string_view shown = header(request, Field::authorization);
    const std::string_view token = shown.starts_with(kBearer) ? shown.substr(kBearer.size()) : std::string_view();
    ATELIER_TRY_ASSIGN(workshop::Capability capability, workshop::verify_capability(token, desk.key, desk.now_ms));
    Result<room::BoardListing> listing = desk.directory.find(board);
    if (!listing || !room::opens(capability, *listing)) {
        return Error(ErrorCode::BadToken, "a link for another board");
    }
    if (desk.access.is_revoked(capability.id)) {
        return Error(ErrorCode::Revoked, "the link was taken back");
    }
    return Bearer{std::move(capability), *std::move(listing)};
}

Result<Bearer> read_facilitator(const Request& request, const BoardId& board, const TokenDesk& desk) {
    ATELIER_TRY_ASSIGN(Bearer bearer, read_bearer(request, board, desk));
    if (bearer.capability.role != workshop::Role::Facilitator) {
        return Error(ErrorCode::NotAllowed, "for facilitators");
    }
    return bearer;
}

Response make_refusal(const Request& request, ErrorCode code) {
    const bool is_role = code == ErrorCode::NotAllowed;
    return make_problem(request, is_role ? Status::forbidden : Status::unauthorized, code);
}

Response make_problem(const Request& request, Status status, ErrorCode code) {
    const room::Language language = room::parse_language(header(request, Field::accept_language));
    const nlohmann::ordered_json problem = {{"type", "about:blank"},
                                            {"title", room::sentence(code, language)},
                                            {"status", static_cast<int>(status)},
                                            {"reason", error_name(code)}};
    return make_json_response(request, status, problem.dump(), "application/problem+json");
}

}  // namespace atelier::http
