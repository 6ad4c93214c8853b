// SPDX-License-Identifier: MIT
#include "server/http/link_desk.h"

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
#include "server/http/audit.h"
#include "server/http/bearer.h"
#include "server/http/responses.h"
#include "server/http/worker.h"
#include "server/room/handshake.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;
using workshop::Role;

constexpr std::int64_t kDayMs = std::int64_t{24} * 60 * 60 * 1000;
constexpr std::int64_t kAsGoodMs = 7 * kDayMs;

std::uint64_t random_id() {
    std::uint64_t id = 0;
    randombytes_buf(&id, sizeof id);
    return id | 1U;  // 0 is none
}

std::string link_key(std::uint64_t link) {
    return "link/" + to_hex(link);
}

// One request of a facilitator.
class Errand {
public:
    Errand(Worker& here, Request request, Route route)
        : here_(here),
          request_(std::move(request)),
          route_(std::move(route)),
          now_ms_(here.services().dependencies.clock.wall_ms()) {}

    async::Task<Response> run();

private:
    std::optional<Response> let_in();
    Response list_links() const;
    async::Task<Response> invite();
    async::Task<Response> make_link();
    // Signs it, keeps it, lists it. Its token.
    async::Task<std::optional<std::string>> keep_link(workshop::Capability made);
    async::Task<Response> revoke_link();
    Response list_people() const;
    async::Task<Response> expel();
    async::Task<Response> read_audit();
    // On disk, all or none; false after keeping why in `failed_`.
    async::Task<bool> write(std::vector<storage::Store::Entry> entries);
    Deed audit(std::string what, std::string about) const {
        return {route_.board, now_ms_, label_, std::move(what), std::move(about)};
    }
    Response problem(Status status, ErrorCode code) const { return make_problem(request_, status, code); }
    Response json(Status status, const Json& body) const {
        return make_json_response(request_, status, body.dump(), "application/json");
    }
    Response no_content() const { return make_json_response(request_, Status::no_content, "", "application/json"); }
    room::Shard& shard() const { return here_.shard(); }

    Worker& here_;
    const Request request_;
    const Route route_;
    const std::int64_t now_ms_;
    workshop::Capability asker_;
    room::BoardListing listing_;
    std::string label_;  // of the asker's device
    ErrorCode failed_ = ErrorCode::Io;
};

async::Task<Response> Errand::run() {
    if (std::optional<Response> refusal = let_in()) {
        co_return *std::move(refusal);
    }
    const Verb verb = request_.method();
    if (route_.kind == Route::Kind::Invitation) {
        if (verb == Verb::post) {
            co_return co_await invite();
        }
    } else if (route_.kind == Route::Kind::Links) {
        if (route_.item != 0 && verb == Verb::delete_) {
            co_return co_await revoke_link();
        }
        if (route_.item == 0 && verb == Verb::post) {
            co_return co_await make_link();
        }
        if (route_.item == 0 && verb == Verb::get) {
            co_return list_links();
        }
    } else if (route_.kind == Route::Kind::People) {
        if (route_.item != 0 && verb == Verb::delete_) {
            co_return co_await expel();
        }
        if (route_.item == 0 && verb == Verb::get) {
            co_return list_people();
        }
    } else if (verb == Verb::get) {
        co_return co_await read_audit();
    }
    co_return make_text_response(request_, Status::method_not_allowed, "this address does not take that method\n");
}

// The answer to who is no facilitator.
std::optional<Response> Errand::let_in() {
    const Dependencies& has = here_.services().dependencies;
    Result<Bearer> bearer = read_bearer(request_, route_.board, {has.directory, has.key, shard().access(), now_ms_});
    if (!bearer) {
        return problem(Status::unauthorized, bearer.error().code);
    }
    const workshop::Capability* shown = &bearer->capability;
    const bool is_at_entrance =
        route_.kind == Route::Kind::Invitation && shown->role == Role::Screen && shard().shows_entrance(route_.board);
    if (shown->role != Role::Facilitator && !is_at_entrance) {
        return problem(Status::forbidden, ErrorCode::NotAllowed);
    }
    asker_ = *shown;
    listing_ = std::move(bearer->listing);
    label_ = label_of_device(request_, shard(), route_.board, asker_.id);
    return std::nullopt;
}

Json describe(std::uint64_t id, Role role, std::int64_t expires_ms) {
    return {{"id", to_hex(id)}, {"role", workshop::role_name(role)}, {"expires", expires_ms}};
}

Response Errand::list_links() const {
    const auto& uses = shard().access().uses_of(route_.board);
    const std::vector<room::PersonHere> people = shard().people(route_.board);
    const auto with_use = [&](Json link, std::uint64_t id) {
        const auto use = uses.find(id);
        link["used"] = use == uses.end() ? 0 : use->second.used_ms;
        link["devices"] = use == uses.end() ? 0 : use->second.devices.size();
        link["connected"] =
            std::count_if(people.begin(), people.end(), [&](const auto& one) { return one.link == id; });
        link["yours"] = id == asker_.id;
        return link;
    };
    Json links = Json::array();
    for (const v1::Link* made : shard().access().made_on(route_.board)) {
        Json link = describe(made->id(), static_cast<Role>(made->role()), made->expires_ms());
        link["made"] = made->made_ms();
        link["by"] = made->made_by();
        link["revoked"] = made->revoked_ms();
        links.push_back(with_use(std::move(link), made->id()));
    }
    for (const auto& [id, use] : uses) {
        if (shard().access().find(id) == nullptr) {  // made elsewhere: by the command line, at the server's start
            Json link = describe(id, use.role, use.expires_ms);
            link["made"] = 0;
            link["by"] = "";
            link["revoked"] = 0;
            links.push_back(with_use(std::move(link), id));
        }
    }
    return json(Status::ok, {{"links", std::move(links)}});
}

async::Task<Response> Errand::make_link() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const bool is_object = body.is_object() && body.contains("role") && body["role"].is_string();
    const auto role = is_object ? workshop::parse_role(body["role"].get<std::string>()) : std::nullopt;
    const auto days = is_object && body.contains("days") ? body["days"] : nlohmann::json(0);
    if (!role || !days.is_number_integer() || days.get<std::int64_t>() < 0 || days.get<std::int64_t>() > 3650) {
        co_return problem(Status::bad_request, ErrorCode::Malformed);
    }
    workshop::Capability made = asker_;
    made.id = random_id();
    made.role = *role;
    if (const auto wanted = days.get<std::int64_t>(); wanted > 0) {
        made.expires_ms = std::min(made.expires_ms, now_ms_ + wanted * kDayMs);
    }
    std::optional<std::string> token = co_await keep_link(made);
    if (!token) {
        co_return problem(failed_ == ErrorCode::TooMany ? Status::too_many_requests : Status::service_unavailable,
                          failed_);
    }
    Json answer = describe(made.id, made.role, made.expires_ms);
    answer["token"] = *std::move(token);
    co_return json(Status::created, answer);
}

// The participants' link that was made for this board and is as good as the asker's, or almost: whoever signs in anew gets a right
// that ends a little later. A new one where there is none, so that the code on the wall stays the same and one can be taken back.
async::Task<Response> Errand::invite() {
    workshop::Capability made = asker_;
    made.role = Role::Participant;
    made.id = 0;
    const std::int64_t wanted_ms = made.expires_ms;
    for (const v1::Link* link : shard().access().made_on(route_.board)) {
        const bool is_as_good = static_cast<Role>(link->role()) == made.role && link->revoked_ms() == 0 &&
                                link->expires_ms() <= wanted_ms && link->expires_ms() >= wanted_ms - kAsGoodMs &&
                                link->board() == made.board.view();
        if (is_as_good) {
            made.id = link->id();
            made.expires_ms = link->expires_ms();
        }
    }
    std::optional<std::string> token;
    if (made.id != 0) {
        token = workshop::sign_capability(made, here_.services().dependencies.key);
    } else {
        made.id = random_id();
        token = co_await keep_link(made);
    }
    if (!token) {
        co_return problem(failed_ == ErrorCode::TooMany ? Status::too_many_requests : Status::service_unavailable,
                          failed_);
    }
    co_return json(Status::ok, {{"token", *token}, {"expires", made.expires_ms}});
}

async::Task<std::optional<std::string>> Errand::keep_link(workshop::Capability made) {
    if (shard().access().made_on(route_.board).size() >= limits::kLinksOfBoardMax) {
        failed_ = ErrorCode::TooMany;
        co_return std::nullopt;
    }
    v1::Link link;
    link.set_id(made.id);
    link.set_role(static_cast<std::uint32_t>(made.role));
    link.set_atelier(made.atelier);
    link.set_board(std::string(made.board.view()));
    link.set_made_on(std::string(route_.board.view()));
    link.set_expires_ms(made.expires_ms);
    link.set_made_ms(now_ms_);
    link.set_made_by(label_);
    std::vector<storage::Store::Entry> entries{{link_key(made.id), link.SerializeAsString()}};
    entries.push_back(audit_entry(audit("link_made", std::string(workshop::role_name(made.role)))));
    const bool is_written = co_await write(std::move(entries));
    if (!is_written) {
        co_return std::nullopt;
    }
    shard().access().add(std::move(link));
    co_return workshop::sign_capability(made, here_.services().dependencies.key);
}

async::Task<Response> Errand::revoke_link() {
    const std::uint64_t id = route_.item;
    const v1::Link* known = shard().access().find(id);
    const auto& uses = shard().access().uses_of(route_.board);
    const auto use = uses.find(id);
    v1::Link link;
    if (known != nullptr && known->made_on() == route_.board.view()) {
        link = *known;
    } else if (use != uses.end()) {
        link.set_id(id);
        link.set_role(static_cast<std::uint32_t>(use->second.role));
        link.set_made_on(std::string(route_.board.view()));
        link.set_board(std::string(use->second.scope.view()));
        link.set_expires_ms(use->second.expires_ms);
    } else {
        co_return problem(Status::not_found, ErrorCode::NotFound);
    }
    // One's own would shut one out; one for more boards than the asker's is not for the asker to take back.
    const bool is_wider =
        asker_.board != BoardId{} && link.board() != asker_.board.view() && link.board() != route_.board.view();
    if (id == asker_.id || is_wider) {
        co_return problem(id == asker_.id ? Status::conflict : Status::forbidden, ErrorCode::NotAllowed);
    }
    if (link.revoked_ms() != 0) {
        co_return no_content();
    }
    link.set_revoked_ms(now_ms_);
    std::vector<storage::Store::Entry> entries{{link_key(id), link.SerializeAsString()}};
    const std::string role(workshop::role_name(static_cast<Role>(link.role())));
    entries.push_back(audit_entry(audit("link_revoked", role)));
    const bool is_written = co_await write(std::move(entries));
    if (!is_written) {
        co_return problem(Status::service_unavailable, failed_);
    }
    shard().access().add(std::move(link));
    here_.services().tell_revoked(id);
    shard().revoke(id);
    co_return no_content();
}

Response Errand::list_people() const {
    Json people = Json::array();
    for (const room::PersonHere& person : shard().people(route_.board)) {
        people.push_back({{"actor", to_hex(person.actor.value)},
                          {"role", workshop::role_name(person.role)},
                          {"name", person.name},
                          {"organisation", person.organisation},
                          {"link", to_hex(person.link)}});
    }
    return json(Status::ok, {{"people", std::move(people)}});
}

async::Task<Response> Errand::expel() {
    const ActorId actor{route_.item};
    const std::vector<room::PersonHere> people = shard().people(route_.board);
    const auto person = std::find_if(people.begin(), people.end(), [&](const auto& one) { return one.actor == actor; });
    if (person == people.end()) {
        co_return problem(Status::not_found, ErrorCode::NotFound);
    }
    if (person->role == Role::Facilitator) {  // among equals: their link can be taken back
        co_return problem(Status::forbidden, ErrorCode::NotAllowed);
    }
    const room::Seat home = room::home_of(listing_, actor, here_.services().dependencies.key);
    const Result<room::BoardListing> shared = here_.services().dependencies.directory.find(home.board);
    // Who leads one table decides for that one.
    const bool is_everywhere = shared && room::opens(asker_, *shared);
    v1::Expulsion expulsion;
    expulsion.set_board(std::string(route_.board.view()));
    expulsion.set_actor(actor.value);
    expulsion.set_at_ms(now_ms_);
    expulsion.set_only_here(!is_everywhere);
    const std::string label = person->name.empty() ? person->organisation : person->name;
    std::vector<storage::Store::Entry> entries{
        {"expelled/" + route_.board.text() + "/" + to_hex(actor.value), expulsion.SerializeAsString()}};
    entries.push_back(audit_entry(audit("expelled", label)));
    const bool is_written = co_await write(std::move(entries));
    if (!is_written) {
        co_return problem(Status::service_unavailable, failed_);
    }
    const room::Seat whom = is_everywhere ? home : room::Seat{route_.board, actor};
    here_.services().tell_expelled(whom);
    shard().expel(whom);  // here at once, before the answer
    co_return no_content();
}

async::Task<Response> Errand::read_audit() {
    const auto found = std::make_shared<std::vector<storage::Store::Entry>>();
    storage::Store& store = here_.services().dependencies.store;
    std::function<Result<void>()> job = [&store, found,
                                         prefix = "audit/" + route_.board.text() + "/"]() -> Result<void> {
        ATELIER_TRY_ASSIGN(*found, store.list_entries(prefix));
        return {};
    };
    const Result<void> done = co_await async::offload(here_.services().pool, std::move(job));
    if (!done) {
        co_return problem(Status::service_unavailable, done.error().code);
    }
    Json entries = Json::array();
    for (auto kept = found->rbegin(); kept != found->rend() && entries.size() < limits::kAuditShownMax; ++kept) {
        v1::AuditEntry entry;
        if (entry.ParseFromString(kept->value)) {
            entries.push_back(
                {{"at", entry.at_ms()}, {"by", entry.by()}, {"what", entry.what()}, {"about", entry.about()}});
        }
    }
    co_return json(Status::ok, {{"entries", std::move(entries)}});
}

async::Task<bool> Errand::write(std::vector<storage::Store::Entry> entries) {
    storage::Store& store = here_.services().dependencies.store;
    std::function<Result<void>()> job = [&store, changes = storage::Store::EntryChanges{std::move(entries), {}}] {
        return store.change_entries(changes);
    };
    const Result<void> done = co_await async::offload(here_.services().pool, std::move(job));
    if (!done) {
        failed_ = done.error().code;
    }
    co_return done.has_value();
}

}  // namespace

async::Task<Response> answer_link_desk(Worker& here, Request request, Route route) {
    Errand errand(here, std::move(request), std::move(route));
    co_return co_await errand.run();
}

}  // namespace atelier::http
