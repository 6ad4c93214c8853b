// SPDX-License-Identifier: MIT
#include "server/http/account_words.h"

#include <nlohmann/json.hpp>

#include <string>

#include "server/http/bearer.h"
#include "server/http/responses.h"
#include "server/room/sentences.h"

namespace atelier::http {
namespace {

struct Said {
    std::string french;
    std::string english;
    const char* reason = nullptr;
};

Response make_answer(const Request& request, Status status, const Said& said, const MoreHeaders& more = {}) {
    const bool is_english = room::parse_language(header(request, Field::accept_language)) == room::Language::English;
    const nlohmann::ordered_json problem = {{"type", "about:blank"},
                                            {"title", is_english ? said.english : said.french},
                                            {"status", static_cast<int>(status)},
                                            {"reason", said.reason}};
    return make_json_response(request, status, problem.dump(), "application/problem+json", more);
}

}  // namespace

Response make_wrong_password(const Request& request) {
    return make_answer(
        request, Status::unauthorized,
        {"Ce nom et ce mot de passe ne vont pas ensemble. Vérifiez les deux, puis réessayez.",
         "This name and this password do not go together. Check both, then try again.", "wrong_password"});
}

Response make_dormant(const Request& request) {
    return make_answer(
        request, Status::unauthorized,
        {"Ce compte n'a pas servi depuis un an\u00a0: il est fermé. Demandez un nouveau mot de passe à la "
         "personne qui gère ce serveur.",
         "This account was not used for a year: it is closed. Ask whoever runs this server for a new "
         "password.",
         "account_closed"});
}

Response make_not_signed_in(const Request& request) {
    return make_answer(request, Status::unauthorized,
                       {"Vous n'êtes pas connecté. Entrez votre nom et votre mot de passe.",
                        "You are not signed in. Enter your name and your password.", "not_signed_in"});
}

Response make_too_many_attempts(const Request& request, std::chrono::nanoseconds wait) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    const bool is_long = seconds > 90;
    const std::string number = std::to_string(is_long ? minutes : seconds);
    return make_answer(request, Status::too_many_requests,
                       {"Trop d'essais. Réessayez dans " + number + (is_long ? " minutes." : " s."),
                        "Too many attempts. Try again in " + number + (is_long ? " minutes." : " s."), "too_many"},
                       {{Field::retry_after, std::to_string(seconds)}});
}

Response make_busy(const Request& request) {
    return make_answer(request, Status::service_unavailable,
                       {"Beaucoup de monde se connecte en ce moment. Réessayez dans quelques secondes.",
                        "Many people are signing in at this moment. Try again in a few seconds.", "unavailable"},
                       {{Field::retry_after, "3"}});
}

}  // namespace atelier::http
