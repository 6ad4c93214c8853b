// SPDX-License-Identifier: MIT
#include "server/http/erasure_desk.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/base/limits.h"
#include "server/history/erasure.h"
#include "server/history/erasure_ledger.h"
#include "server/history/op_json.h"
#include "server/history/past.h"
#include "server/http/audit.h"
#include "server/http/bearer.h"
#include "server/http/responses.h"
#include "server/http/room_errand.h"
#include "server/http/status.h"

namespace atelier::http {
namespace {

// Nothing when the body names none, too many, or something else.
std::optional<std::vector<board::Id>> read_items(const std::string& text) {
    const auto body = nlohmann::json::parse(text, nullptr, false);
    if (!body.is_object() || !body.contains("items") || !body["items"].is_array() || body["items"].empty() ||
        body["items"].size() > limits::kErasedAtOnceMax) {
        return std::nullopt;
    }
    std::vector<board::Id> items;
    for (const nlohmann::json& name : body["items"]) {
        const auto item = name.is_string() ? history::parse_id(name.get<std::string>()) : std::nullopt;
        if (!item) {
            return std::nullopt;
        }
        items.push_back(*item);
    }
    return items;
}

RoomErrand has_all(std::vector<board::Id> items) {
    return [items = std::move(items)](room::Room& room, const std::function<void(Result<void>)>& done) {
        const bool are_here =
            std::all_of(items.begin(), items.end(), [&](board::Id item) { return room.board().find(item) != nullptr; });
        done(are_here ? Result<void>() : Error(ErrorCode::NotFound, "not on the board"));
    };
}

// Whoever waits for the board goes on when this goes.
class Held {
public:
    Held(room::Shard& shard, const BoardId& board) : shard_(shard), board_(board) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { shard_.release(board_); }

private:
    room::Shard& shard_;
    const BoardId board_;
};

class Erasing {
public:
    Erasing(Worker& here, BoardId board, std::vector<board::Id> items)
        : here_(here),
          board_(board),
          items_(std::move(items)),
          now_ms_(here.services().dependencies.clock.wall_ms()) {}

    async::Task<Result<void>> run(std::string by) {
        Result<void> done = co_await ask_room(here_, board_, has_all(items_));
        if (done) {
            done = co_await begin(std::move(by));
        }
        if (done) {
            done = co_await leave_the_present();
        }
        if (done) {
            done = co_await leave_the_past();
        }
        co_return done;
    }

private:
    // With who it was: what is begun is done, here or at the next start.
    async::Task<Result<void>> begin(std::string by) {
        const Deed deed{board_, now_ms_, std::move(by), "content_erased", std::to_string(items_.size())};
        std::function<Result<void>()> job = [&store = store(), ledger = here_.services().dependencies.erased,
                                             board = board_, items = items_, deed]() -> Result<void> {
            if (ledger != nullptr) {
                ATELIER_TRY(ledger->add(board, items, deed.at_ms));
            }
            ATELIER_TRY(history::begin_erasures(store, board, items, deed.at_ms));
            const storage::Store::Entry entry = audit_entry(deed);
            return store.put_entry(entry.key, entry.value);
        };
        co_return co_await async::offload(here_.services().history_pool, std::move(job));
    }

    async::Task<Result<void>> leave_the_present() {
        history::Erasures erasures;
        for (const board::Id& item : items_) {
            erasures.emplace(item, now_ms_);
        }
        RoomErrand erase = [erasures = std::move(erasures)](room::Room& room, std::function<void(Result<void>)> done) {
            room.erase(erasures, std::move(done));
        };
        co_return co_await ask_room(here_, board_, std::move(erase));
    }

    // On the thread of all who look back, so that nobody reads, or keeps a state, in the middle of it.
    async::Task<Result<void>> leave_the_past() {
        Result<void> done = co_await hold_room(here_, board_);
        if (!done) {
            co_return done;
        }
        const Held held(here_.shard(), board_);
        std::function<Result<void>()> job = [&store = store(), maker = here_.services().dependencies.maker,
                                             board = board_]() -> Result<void> {
            ATELIER_TRY_ASSIGN(history::Erasures open, history::open_erasures(store, board));
            ATELIER_TRY_ASSIGN(const board::Board now, history::board_now(store, board));
            // One that somebody else has only begun is left to them: its words still stand in the present.
            const history::Erasures gone = history::erased_on(now);
            std::erase_if(open, [&](const auto& one) { return !gone.contains(one.first); });
            return history::complete_erasures(store, board, open, [&] { return maker->renew_history(board); });
        };
        done = co_await async::offload(here_.services().history_pool, std::move(job));
        co_return done;
    }

    storage::Store& store() const { return here_.services().dependencies.store; }

    Worker& here_;
    const BoardId board_;
    const std::vector<board::Id> items_;
    const std::int64_t now_ms_;
};

}  // namespace

async::Task<Response> answer_erasure_desk(Worker& here, Request request, Route route) {
    const Dependencies& has = here.services().dependencies;
    if (request.method() != beast::http::verb::post) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes POST\n");
    }
    const Result<Bearer> bearer = read_facilitator(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_refusal(request, bearer.error().code);
    }
    std::optional<std::vector<board::Id>> items = read_items(request.body());
    if (!items) {
        co_return make_problem(request, Status::bad_request, ErrorCode::Malformed);
    }
    if (has.maker == nullptr) {
        co_return make_problem(request, Status::service_unavailable, ErrorCode::Unavailable);
    }
    std::string by = label_of_device(request, here.shard(), route.board, bearer->capability.id);
    const auto count = std::uint64_t{items->size()};
    Erasing erasing(here, route.board, *std::move(items));
    const Result<void> done = co_await erasing.run(std::move(by));
    if (!done) {
        log::warn(
            "content_not_erased",
            {{"board", route.board.text()}, {"code", error_name(done.error().code)}, {"why", done.error().detail}});
        co_return make_problem(request, status_of(done.error().code), done.error().code);
    }
    log::info("content_erased", {{"board", route.board.text()}, {"items", count}});
    co_return make_json_response(request, Status::no_content, "", "application/json");
}

}  // namespace atelier::http
