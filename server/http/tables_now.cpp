// SPDX-License-Identifier: MIT
#include "server/http/tables_now.h"

#include <boost/asio/post.hpp>
#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "server/async/signal.h"
#include "server/http/bearer.h"
#include "server/http/responses.h"
#include "server/http/worker.h"
#include "server/room/handshake.h"
#include "server/room/table_now.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto kPatience = std::chrono::seconds(3);  // a table that takes longer to load is told of the next time

// What has come so far. Of the asker's thread, which alone keeps it: others hold it weakly, since it must not end on theirs.
struct Gathering {
    explicit Gathering(async::Executor executor) : come(executor) {}

    async::Signal come;
    std::size_t missing = 0;
    std::map<BoardId, room::TableNow> found;
};

// On the table's thread, then back.
void look(Worker& there, Worker& asker, const BoardId& table, std::weak_ptr<Gathering> gathering) {
    there.shard().with_room(table, [&asker, table, gathering = std::move(gathering)](Result<room::Room*> room) {
        std::optional<room::TableNow> now;
        if (room) {
            now = room::table_now(**room);
        }
        net::post(asker.context(), [table, now = std::move(now), gathering] {
            const std::shared_ptr<Gathering> waiting = gathering.lock();
            if (waiting == nullptr) {
                return;
            }
            if (now) {
                waiting->found.emplace(table, *now);
            }
            if (--waiting->missing == 0) {
                waiting->come.notify();
            }
        });
    });
}

Json describe(const room::BoardListing& table, const room::TableNow* now) {
    Json json = {{"board", table.board.text()}, {"title", table.title}};
    if (now == nullptr) {
        return json;
    }
    json["people"] = now->people;
    json["tablets"] = now->tablets;
    json["cards"] = now->cards;
    if (now->phase != 0) {
        json["phase"] = {
            {"number", now->phase}, {"of", now->phases}, {"title", now->phase_title}, {"ends", now->timer_end_ms}};
    }
    return json;
}

}  // namespace

async::Task<Response> answer_tables_now(Worker& here, Request request, Route route) {
    if (request.method() != beast::http::verb::get) {
        co_return make_text_response(request, Status::method_not_allowed, "this address takes GET\n");
    }
    const Dependencies& has = here.services().dependencies;
    const Result<Bearer> bearer = read_bearer(request, route.board, here.token_desk());
    if (!bearer) {
        co_return make_problem(request, Status::unauthorized, bearer.error().code);
    }
    const std::vector<room::BoardListing> tables = has.directory.tables_of(route.board);
    const auto gathering = std::make_shared<Gathering>(here.executor());
    gathering->missing = tables.size();
    for (const room::BoardListing& table : tables) {
        Worker& there = here.services().worker_of(table.board);
        net::post(there.context(), [&there, &here, board = table.board, weak = std::weak_ptr(gathering)] {
            look(there, here, board, weak);
        });
    }
    if (!tables.empty()) {
        co_await gathering->come.wait_for(kPatience);
    }
    Json answer = Json::object();
    answer["tables"] = Json::array();
    for (const room::BoardListing& table : tables) {
        const auto found = gathering->found.find(table.board);
        answer["tables"].push_back(describe(table, found == gathering->found.end() ? nullptr : &found->second));
    }
    co_return make_json_response(request, Status::ok, answer.dump(), "application/json");
}

}  // namespace atelier::http
