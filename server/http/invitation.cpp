// SPDX-License-Identifier: MIT
#include "server/http/invitation.h"

#include <nlohmann/json.hpp>
#include <string>

#include "server/http/bearer.h"
#include "server/http/responses.h"

namespace atelier::http {
Response answer_invitation(const Request& request, const BoardId& board, const room::BoardDirectory& directory,
                           const workshop::ServerKey& key, std::int64_t now_ms) {
    if (request.method() != beast::http::verb::post) {
        return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    Result<Bearer> bearer = read_bearer(request, board, directory, key, now_ms);
    if (!bearer) {
        return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    workshop::Capability& capability = bearer->capability;
    if (capability.role != workshop::Role::Facilitator) {
        return make_problem(request, Status::forbidden, ErrorCode::NotAllowed);
    }
    capability.role = workshop::Role::Participant;
    const nlohmann::ordered_json invitation = {{"token", workshop::sign_capability(capability, key)},
                                               {"expires", capability.expires_ms}};
    return make_json_response(request, Status::ok, invitation.dump(), "application/json");
}

}  // namespace atelier::http
