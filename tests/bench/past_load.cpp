// SPDX-License-Identifier: MIT
#include "tests/bench/past_load.h"

#include <chrono>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/timeline_reader.h"
#include "tests/bench/measure.h"

namespace atelier::testing {
namespace {

constexpr std::int64_t kStarted = 1'660'000'000'000;  // wall clock, ms

}  // namespace

void write_history(const test::Instance& instance, const std::vector<board::Op>& ops) {
    app::Config config;
    config.data = instance.data().string();
    auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
    require(directory.has_value(), "the data directory does not open");
    storage::Store& store = *directory->store;
    board::Board board;
    std::vector<storage::Append> group;
    std::uint64_t position = 0;
    for (const board::Op& op : ops) {
        require(board.apply(op).has_value(), "an op does not follow");
        ++position;
        group.push_back({instance.board(), OpSeq{position}, 1, kStarted + static_cast<std::int64_t>(position) * 250,
                         board::encode_batch(std::vector<board::Op>{op})});
        if (position % limits::kStretchOps == 0 || position == ops.size()) {
            require(store.append(group).has_value(), "the history cannot be written");
            group.clear();
            require(store.put_snapshot(instance.board(), {OpSeq{position}, board.encode(), board.hash()}).has_value(),
                    "a snapshot cannot be written");
        }
    }
    require(history::read_timeline(store, instance.board()).has_value(), "the timeline cannot be made");
}

double Viewer::ask(const std::string& rest, const std::string& encoding) {
    test::HttpRequest request;
    request.target = "/api/v1/boards/" + instance_.board().text() + "/history" + rest;
    request.headers = {{"Authorization", "Bearer " + instance_.token(workshop::Role::Facilitator)},
                       {"Accept-Encoding", encoding}};
    const double start = wall_ms();
    answer_ = test::exchange(port_, request);
    const double took = wall_ms() - start;
    require(answer_.status == 200, "the past is not told");
    bytes_ = answer_.body.size();
    return took;
}

double Viewer::open() {
    const double took = ask("", "");
    index_ = nlohmann::json::parse(answer_.body);
    return took;
}

double Viewer::look_at(const nlohmann::json& piece) {
    return ask("/" + index_.at("history").get<std::string>() + "/" +
                   std::to_string(piece.at("from").get<std::uint64_t>()) + "-" +
                   std::to_string(piece.at("to").get<std::uint64_t>()),
               "zstd");
}

}  // namespace atelier::testing
