// SPDX-License-Identifier: MIT
#include "server/http/door_desk.h"

#include <sodium.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "atelier/v1/history.pb.h"
#include "server/async/offload.h"
#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/http/bearer.h"
#include "server/http/hex.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/worker.h"
#include "server/room/family.h"
#include "server/room/handshake.h"
#include "server/workshop/anonymity.h"
#include "server/workshop/recovery_code.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;
using Entries = std::vector<storage::Store::Entry>;

std::string prefix_of(std::string_view what, const BoardId& board) {
    return std::string(what) + "/" + board.text() + "/";
}

// A code that fits.
struct Found {
    v1::RecoveryCode code;
    BoardId board;  // below which it is kept: its actor is of that one
};

// Of the codes that are kept below that board. Blocking.
Result<std::optional<Found>> find_code(const Dependencies& has, const BoardId& board, const std::string& code) {
    ATELIER_TRY_ASSIGN(const Entries entries, has.store.list_entries(prefix_of("code", board)));
    std::optional<Found> found;
    if (entries.empty()) {
        return found;
    }
    ATELIER_TRY_ASSIGN(const Bytes hash, workshop::hash_recovery_code(code, board, has.key));
    for (const storage::Store::Entry& entry : entries) {
        v1::RecoveryCode kept;
        const bool is_whole = kept.ParseFromString(entry.value) && kept.hash().size() == hash.size();
        if (is_whole && sodium_memcmp(kept.hash().data(), hash.data(), hash.size()) == 0) {
            found = Found{std::move(kept), board};
        }
    }
    return found;
}

// One request of somebody with a right on the board.
class Visit {
public:
    Visit(Worker& here, Request request, Route route)
        : here_(here),
          request_(std::move(request)),
          route_(route),
          now_ms_(here.services().dependencies.clock.wall_ms()) {}

    async::Task<Response> run();

private:
    async::Task<Response> list_organisations();
    async::Task<Response> add_organisation();
    async::Task<Response> make_code();
    async::Task<Response> recover();
    Response take_up(const Found& found);
    // Whether the asker's right opens the shared board as well.
    bool opens_home() const;
    // Runs it where it may block.
    async::Task<Result<void>> offload(std::function<Result<void>()> job) {
        return async::offload(here_.services().pool, std::move(job));
    }
    async::Task<Result<Entries>> entries_below(std::string prefix);
    BoardId home_board() const { return room::home_board(bearer_.listing); }
    bool take(DoorPaces::Cost cost) { return here_.door_paces().take(home_board(), cost, async::steady_now()); }
    Response problem(Status status, ErrorCode code) const { return make_problem(request_, status, code); }
    Response json(Status status, const Json& body) const {
        return make_json_response(request_, status, body.dump(), "application/json");
    }
    const Dependencies& has() const { return here_.services().dependencies; }

    Worker& here_;
    const Request request_;
    const Route route_;
    const std::int64_t now_ms_;
    Bearer bearer_;
};

async::Task<Response> Visit::run() {
    Result<Bearer> bearer = read_bearer(request_, route_.board, here_.token_desk());
    if (!bearer) {
        co_return problem(Status::unauthorized, bearer.error().code);
    }
    bearer_ = *std::move(bearer);
    const bool is_list = route_.kind == Route::Kind::Organisations && request_.method() == Verb::get;
    if (is_list) {
        co_return co_await list_organisations();
    }
    if (request_.method() != Verb::post) {
        co_return make_text_response(request_, Status::method_not_allowed, "this address does not take that method\n");
    }
    if (route_.kind == Route::Kind::Recover) {
        co_return co_await recover();
    }
    if (!workshop::may_write(bearer_.capability.role)) {
        co_return problem(Status::forbidden, ErrorCode::NotAllowed);
    }
    if (route_.kind == Route::Kind::Organisations) {
        co_return co_await add_organisation();
    }
    co_return co_await make_code();
}

async::Task<Result<Entries>> Visit::entries_below(std::string prefix) {
    const auto found = std::make_shared<Entries>();
    std::function<Result<void>()> job = [&store = has().store, found, prefix = std::move(prefix)]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*found, store.list_entries(prefix));
        return {};
    };
    const Result<void> done = co_await offload(std::move(job));
    if (!done) {
        co_return done.error();
    }
    co_return std::move(*found);
}

// The facilitators' list, then what people here said of themselves.
async::Task<Response> Visit::list_organisations() {
    Json list = Json::array();
    for (const room::Organisation& known : bearer_.listing.organisations) {
        list.push_back({{"name", known.name}, {"kind", known.kind}});
    }
    const Result<Entries> said = co_await entries_below(prefix_of("organisation", route_.board));
    if (!said) {
        co_return problem(Status::service_unavailable, said.error().code);
    }
    for (const storage::Store::Entry& entry : *said) {
        v1::Organisation organisation;
        if (organisation.ParseFromString(entry.value)) {
            list.push_back({{"name", organisation.name()}, {"kind", organisation.kind()}});
        }
    }
    co_return json(Status::ok, {{"organisations", std::move(list)}});
}

async::Task<Response> Visit::add_organisation() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const auto name = label_in(body, "name");
    const auto kind = text_in(body, "kind");
    if (!name || !kind || !workshop::is_organisation_kind(*kind)) {
        co_return problem(Status::bad_request, ErrorCode::Malformed);
    }
    if (!take(DoorPaces::kMake)) {
        co_return problem(Status::too_many_requests, ErrorCode::TooMany);
    }
    const std::string prefix = prefix_of("organisation", route_.board);
    const Result<Entries> said = co_await entries_below(prefix);
    if (!said) {
        co_return problem(Status::service_unavailable, said.error().code);
    }
    const auto& listed = bearer_.listing.organisations;
    const auto is_it = [&](const room::Organisation& known) { return known.name == *name; };
    // The name is the key: who says it again says it once, and the kind that was said first stays.
    const std::string key = prefix + to_hex(*name);
    const bool is_known = std::any_of(listed.begin(), listed.end(), is_it) ||
                          std::any_of(said->begin(), said->end(), [&](const auto& entry) { return entry.key == key; });
    if (!is_known && said->size() >= limits::kOrganisationsSaidMax) {
        co_return problem(Status::too_many_requests, ErrorCode::TooMany);
    }
    if (!is_known) {
        v1::Organisation organisation;
        organisation.set_name(*name);
        organisation.set_kind(*kind);
        std::function<Result<void>()> job = [&store = has().store, key, value = organisation.SerializeAsString()] {
            return store.put_entry(key, value);
        };
        const Result<void> done = co_await offload(std::move(job));
        if (!done) {
            co_return problem(Status::service_unavailable, done.error().code);
        }
    }
    co_return make_json_response(request_, Status::no_content, "", "application/json");
}

async::Task<Response> Visit::make_code() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const auto actor = parse_hex(text_in(body, "actor").value_or(""));
    const auto proof = from_hex(text_in(body, "key").value_or(""));
    const std::string organisation = text_in(body, "organisation").value_or("");
    if (!actor || !proof || !is_label(organisation)) {
        co_return problem(Status::bad_request, ErrorCode::Malformed);
    }
    if (!workshop::actor_key_fits(route_.board, ActorId{*actor}, *proof, has().key)) {
        co_return problem(Status::forbidden, ErrorCode::NotYours);
    }
    if (!take(DoorPaces::kMake)) {
        co_return problem(Status::too_many_requests, ErrorCode::TooMany);
    }
    const std::string code = workshop::make_recovery_code();
    // One code for the shared board and its tables. One that a table's page makes leaves that of the shared board as it is, for
    // it may be on a paper already.
    const room::Seat here{route_.board, ActorId{*actor}};
    const room::Seat kept_as = opens_home() ? room::home_of(bearer_.listing, here.actor, has().key) : here;
    std::string entry = prefix_of("code", kept_as.board) + to_hex(kept_as.actor.value);
    if (kept_as.board != route_.board) {
        entry += "/" + route_.board.text();
    }
    v1::RecoveryCode kept;
    kept.set_actor(kept_as.actor.value);
    kept.set_role(static_cast<std::uint32_t>(bearer_.capability.role));
    kept.set_atelier(bearer_.capability.atelier);
    kept.set_scope(std::string(bearer_.capability.board.view()));
    kept.set_expires_ms(bearer_.capability.expires_ms);
    kept.set_link(bearer_.capability.id);
    kept.set_organisation(organisation);
    std::function<Result<void>()> job = [&given = has(), board = kept_as.board, entry = std::move(entry), code,
                                         kept]() mutable -> Result<void> {
        ATELIER_TRY_ASSIGN(Bytes hash, workshop::hash_recovery_code(code, board, given.key));
        kept.set_hash(std::move(hash));
        return given.store.put_entry(entry, kept.SerializeAsString());
    };
    const Result<void> done = co_await offload(std::move(job));
    if (!done) {
        co_return problem(Status::service_unavailable, done.error().code);
    }
    co_return json(Status::created, {{"code", code}});
}

async::Task<Response> Visit::recover() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const auto typed = text_in(body, "code");
    const auto code = typed ? workshop::read_recovery_code(*typed) : std::nullopt;
    if (!code) {
        co_return problem(Status::not_found, ErrorCode::NotFound);
    }
    if (!take(DoorPaces::kGuess)) {
        co_return problem(Status::too_many_requests, ErrorCode::TooMany);
    }
    const auto found = std::make_shared<std::optional<Found>>();
    std::function<Result<void>()> job = [&given = has(), board = route_.board, home = home_board(), code = *code,
                                         found]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*found, find_code(given, home, code));
        if (!*found && home != board) {  // by whose right only the table is open
            ATELIER_TRY_ASSIGN(*found, find_code(given, board, code));
        }
        return {};
    };
    const Result<void> done = co_await offload(std::move(job));
    if (!done) {
        co_return problem(Status::service_unavailable, done.error().code);
    }
    co_return *found ? take_up(**found) : problem(Status::not_found, ErrorCode::NotFound);
}

bool Visit::opens_home() const {
    const Result<room::BoardListing> home = has().directory.find(home_board());
    return home && room::opens(bearer_.capability, *home);
}

// The right that the code was made with, if it still opens the board, and the proof of the actor.
Response Visit::take_up(const Found& found) {
    const v1::RecoveryCode& kept = found.code;
    workshop::Capability right;
    right.role = static_cast<workshop::Role>(kept.role());
    right.atelier = kept.atelier();
    if (const auto scope = board_id_from_bytes(kept.scope())) {
        right.board = *scope;
    }
    right.expires_ms = kept.expires_ms();
    right.id = kept.link();
    if (!room::opens(right, bearer_.listing)) {
        return problem(Status::not_found, ErrorCode::NotFound);
    }
    const ActorId known{kept.actor()};
    const room::Seat here = found.board == route_.board
                                ? room::Seat{route_.board, known}
                                : room::seat_on(bearer_.listing, {found.board, known}, has().key);
    const ActorId actor = here.actor;
    const Result<void> lets_in =
        here_.shard().access().lets_in(right.id, here, room::home_of(bearer_.listing, actor, has().key));
    if (!lets_in) {
        return problem(Status::unauthorized, lets_in.error().code);
    }
    if (right.expires_ms <= now_ms_) {
        return problem(Status::unauthorized, ErrorCode::ExpiredToken);
    }
    return json(Status::ok, {{"actor", to_hex(actor.value)},
                             {"key", to_hex(workshop::actor_key(route_.board, actor, has().key))},
                             {"voter", to_hex(room::voter_of(route_.board, actor, has().key).value)},
                             {"token", workshop::sign_capability(right, has().key)},
                             {"organisation", kept.organisation()}});
}

}  // namespace

async::Task<Response> answer_door_desk(Worker& here, Request request, Route route) {
    Visit visit(here, std::move(request), std::move(route));
    co_return co_await visit.run();
}

}  // namespace atelier::http
