// SPDX-License-Identifier: MIT
#include "server/http/lone_desk.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "atelier/v1/history.pb.h"
#include "server/async/offload.h"
#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/history/erasure.h"
#include "server/history/op_json.h"
#include "server/http/audit.h"
#include "server/http/bearer.h"
#include "server/http/forgetting.h"
#include "server/http/hex.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/room_errand.h"
#include "server/http/worker.h"
#include "server/room/family.h"
#include "server/room/lone_card.h"
#include "server/workshop/anonymity.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;
using What = room::LoneGesture::What;
using Kinds = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kEditKeyHeader = "Atelier-Edit-Key";
constexpr std::size_t kEditKeyBytes = 32;

Status status_of_refusal(ErrorCode code) {
    switch (code) {
        case ErrorCode::NotNow:
        case ErrorCode::Held:
        case ErrorCode::TellsTooMuch:
        case ErrorCode::NotYours:
        case ErrorCode::Erased: return Status::conflict;
        case ErrorCode::UnknownItem: return Status::not_found;
        case ErrorCode::TooMany: return Status::too_many_requests;
        case ErrorCode::Malformed:
        case ErrorCode::TooLarge:
        case ErrorCode::BadText:
        case ErrorCode::WrongKind: return Status::bad_request;
        default: return Status::service_unavailable;
    }
}

// Blocking. In the recovery codes that are kept below that board.
Result<void> forget_organisations_of(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const auto codes, store.list_entries("code/" + board.text() + "/"));
    storage::Store::EntryChanges changes;
    for (const storage::Store::Entry& entry : codes) {
        v1::RecoveryCode code;
        if (code.ParseFromString(entry.value) && !code.organisation().empty()) {
            code.clear_organisation();
            changes.put.push_back({entry.key, code.SerializeAsString()});
        }
    }
    return store.change_entries(changes);
}

class Writing {
public:
    Writing(Worker& here, Request request, Route route)
        : here_(here),
          request_(std::move(request)),
          route_(std::move(route)) {}

    async::Task<Response> run();

private:
    async::Task<Response> write_card(What what);
    async::Task<Response> tell_fate();
    async::Task<Response> raise();
    async::Task<Response> begin_phase();
    async::Task<Result<Kinds>> read_kinds();
    async::Task<Result<void>> forget_organisations();
    std::optional<ActorId> signer() const;
    std::optional<room::LoneGesture> read_gesture(What what) const;
    Response problem(ErrorCode code) const { return make_problem(request_, status_of_refusal(code), code); }
    const Dependencies& has() const { return here_.services().dependencies; }

    Worker& here_;
    const Request request_;
    const Route route_;
    Bearer bearer_;
};

async::Task<Response> Writing::run() {
    Result<Bearer> bearer = read_bearer(request_, route_.board, here_.token_desk());
    if (!bearer) {
        co_return make_refusal(request_, bearer.error().code);
    }
    bearer_ = *std::move(bearer);
    const bool is_card = route_.kind == Route::Kind::LoneCards;
    const bool may =
        is_card ? workshop::may_write(bearer_.capability.role) : bearer_.capability.role == workshop::Role::Facilitator;
    if (!may) {
        co_return make_problem(request_, Status::forbidden, ErrorCode::NotAllowed);
    }
    if (!is_card && request_.method() == Verb::post) {
        if (route_.kind == Route::Kind::Phase) {
            co_return co_await begin_phase();
        }
        co_return co_await raise();
    }
    if (is_card && request_.method() == Verb::post) {
        co_return co_await write_card(What::Add);
    }
    if (is_card && request_.method() == Verb::patch) {
        co_return co_await write_card(What::Reword);
    }
    if (is_card && request_.method() == Verb::get) {
        co_return co_await tell_fate();
    }
    if (is_card && request_.method() == Verb::delete_) {
        co_return co_await write_card(What::Remove);
    }
    co_return make_text_response(request_, Status::method_not_allowed, "this address does not take that method\n");
}

// Of the key that comes with the request; nothing where that is none.
std::optional<ActorId> Writing::signer() const {
    const auto edit_key = from_hex(header(request_, kEditKeyHeader));
    if (!edit_key || edit_key->size() != kEditKeyBytes) {
        return std::nullopt;
    }
    return workshop::actor_of_edit_key(route_.board, *edit_key, has().key);
}

// Nothing for what cannot be a card of an edit key.
std::optional<room::LoneGesture> Writing::read_gesture(What what) const {
    const std::optional<ActorId> actor = signer();
    if (!actor) {
        return std::nullopt;
    }
    room::LoneGesture gesture;
    gesture.what = what;
    gesture.actor = *actor;
    if (what == What::Remove) {
        return gesture;
    }
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    gesture.text = text_in(body, "text").value_or("");
    if (what == What::Add) {
        gesture.kind = history::kind_of_word(text_in(body, "kind").value_or(""));
        gesture.label = text_in(body, "label").value_or("");
    }
    const bool is_kind = what != What::Add || gesture.kind != board::CardKind::None;
    const bool is_label = workshop::hides_author(workshop::level_of_label(gesture.label));
    return is_kind && is_label && !gesture.text.empty() ? std::optional(std::move(gesture)) : std::nullopt;
}

async::Task<Response> Writing::write_card(What what) {
    std::optional<room::LoneGesture> gesture = read_gesture(what);
    if (!gesture) {
        co_return problem(ErrorCode::Malformed);
    }
    if (!here_.door_paces().take(route_.board, DoorPaces::kCard, async::steady_now())) {
        co_return problem(ErrorCode::TooMany);
    }
    const board::Id card = room::lone_card(gesture->actor);
    RoomErrand write = [gesture = *std::move(gesture)](room::Room& room, std::function<void(Result<void>)> done) {
        room.write_alone(gesture, std::move(done));
    };
    const Result<void> done = co_await ask_room(here_, route_.board, std::move(write));
    if (!done) {
        co_return problem(done.error().code);
    }
    if (what != What::Add) {
        co_return make_json_response(request_, Status::no_content, "", "application/json");
    }
    const Json answer{{"item", history::id_text(card)}};
    co_return make_json_response(request_, Status::created, answer.dump(), "application/json");
}

// One key at a time: nothing that is sent says that two cards are of one device.
async::Task<Response> Writing::tell_fate() {
    const std::optional<ActorId> actor = signer();
    if (!actor) {
        co_return problem(ErrorCode::Malformed);
    }
    const auto fate = std::make_shared<room::LoneFate>();
    RoomErrand look = [actor = *actor, fate](room::Room& room, std::function<void(Result<void>)> done) {
        room.tell_fate(actor, [fate, done = std::move(done)](Result<room::LoneFate> found) {
            if (!found) {
                return done(found.error());
            }
            *fate = *std::move(found);
            done({});
        });
    };
    const Result<void> done = co_await ask_room(here_, route_.board, std::move(look));
    if (!done) {
        co_return problem(done.error().code);
    }
    const Json answer{
        {"hidden", fate->is_hidden}, {"parked", fate->is_parked}, {"removed", fate->is_removed}, {"note", fate->note}};
    co_return make_json_response(request_, Status::ok, answer.dump(), "application/json");
}

// Of the facilitators' list and of what was said at the door.
async::Task<Result<Kinds>> Writing::read_kinds() {
    const auto kinds = std::make_shared<Kinds>();
    for (const room::Organisation& known : bearer_.listing.organisations) {
        kinds->emplace(known.name, known.kind);
    }
    std::function<Result<void>()> job = [kinds, &store = has().store, board = route_.board]() -> Result<void> {
        ATELIER_TRY_ASSIGN(const auto said, store.list_entries("organisation/" + board.text() + "/"));
        for (const storage::Store::Entry& entry : said) {
            v1::Organisation organisation;
            if (organisation.ParseFromString(entry.value)) {
                kinds->emplace(organisation.name(), organisation.kind());
            }
        }
        return {};
    };
    const Result<void> done = co_await async::offload(here_.services().pool, std::move(job));
    if (!done) {
        co_return done.error();
    }
    co_return std::move(*kinds);
}

// What a recovery code has of whom its actor spoke for would name the author of every card of that actor; a code is one for the
// shared board and its tables.
async::Task<Result<void>> Writing::forget_organisations() {
    const BoardId home = room::home_board(bearer_.listing);
    std::vector<BoardId> boards{home};
    for (const room::BoardListing& table : has().directory.tables_of(home)) {
        boards.push_back(table.board);
    }
    std::function<Result<void>()> job = [&store = has().store, boards = std::move(boards)]() -> Result<void> {
        for (const BoardId& board : boards) {
            ATELIER_TRY(forget_organisations_of(store, board));
        }
        return {};
    };
    co_return co_await async::offload(here_.services().pool, std::move(job));
}

async::Task<Response> Writing::begin_phase() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const bool is_number = body.is_object() && body.contains("number") && body["number"].is_number_unsigned();
    const std::uint64_t number = is_number ? body["number"].get<std::uint64_t>() : limits::kPhasesMax + 1;
    if (number > limits::kPhasesMax) {
        co_return problem(ErrorCode::Malformed);
    }
    RoomErrand begin = [number](room::Room& room, std::function<void(Result<void>)> done) {
        room.begin_phase(static_cast<std::uint32_t>(number), std::move(done));
    };
    const Result<void> done = co_await ask_room(here_, route_.board, std::move(begin));
    co_return done ? make_json_response(request_, Status::no_content, "", "application/json")
                   : problem(done.error().code);
}

async::Task<Response> Writing::raise() {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const auto level = workshop::anonymity_named(text_in(body, "level").value_or(""));
    if (!level || !workshop::hides_author(*level)) {
        co_return problem(ErrorCode::Malformed);
    }
    Result<Kinds> kinds = co_await read_kinds();
    if (!kinds) {
        co_return problem(kinds.error().code);
    }
    RoomErrand raise = [level = *level, kinds = *std::move(kinds)](room::Room& room,
                                                                   std::function<void(Result<void>)> done) {
        room.raise_anonymity(level, kinds, std::move(done));
    };
    Deed deed{route_.board, has().clock.wall_ms(),
              label_of_device(request_, here_.shard(), route_.board, bearer_.capability.id), "authorship_erased",
              std::string(workshop::anonymity_word(*level))};
    std::vector<board::Id> items{history::kOfAllItems};
    Result<void> done = co_await begin_forgetting(here_, std::move(items), std::move(deed));
    if (done) {
        done = co_await ask_room(here_, route_.board, std::move(raise));
    }
    if (done) {
        done = co_await forget_organisations();
    }
    if (done) {
        done = co_await finish_forgetting(here_, route_.board);
    }
    co_return done ? make_json_response(request_, Status::no_content, "", "application/json")
                   : problem(done.error().code);
}

}  // namespace

async::Task<Response> answer_lone_desk(Worker& here, Request request, Route route) {
    Writing writing(here, std::move(request), std::move(route));
    co_return co_await writing.run();
}

}  // namespace atelier::http
