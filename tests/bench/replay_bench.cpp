// Looking back on a long history, asked of the real server as a page does: how long the index takes, and the piece in which
// any instant lies, for 100,000 and for 1,000,000 ops; and what the keyframes take of the disk. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/base/limits.h"
#include "server/base/random.h"
#include "server/board/codec.h"
#include "server/history/timeline_reader.h"
#include "tests/bench/measure.h"
#include "tests/bench/workshop_board.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

constexpr std::int64_t kStarted = 1'660'000'000'000;  // wall clock, ms
constexpr std::size_t kSeeks = 200;

double wall_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

// Every op a record of its own, snapshots and timeline as a room writes them.
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

class Viewer {
public:
    Viewer(const test::Instance& instance, std::uint16_t port) : instance_(instance), port_(port) {}

    // Milliseconds until the last byte is here.
    double ask(const std::string& rest) {
        test::HttpRequest request;
        request.target = "/api/v1/boards/" + instance_.board().text() + "/history" + rest;
        request.headers = {{"Authorization", "Bearer " + instance_.token(workshop::Role::Facilitator)},
                           {"Accept-Encoding", rest.empty() ? "" : "zstd"}};
        const double start = wall_ms();
        answer_ = test::exchange(port_, request);
        const double took = wall_ms() - start;
        require(answer_.status == 200, "the past is not told");
        return took;
    }
    const Bytes& body() const { return answer_.body; }

private:
    const test::Instance& instance_;
    std::uint16_t port_;
    test::HttpAnswer answer_;
};

void measure(std::size_t ops, std::size_t batches, std::size_t gestures, const std::string& name) {
    const test::Instance instance;
    const std::vector<board::Op> history = workshop_ops({kWorkshopCards, ops, batches, gestures});
    require(history.size() == ops, "the workshop has another size than was meant");
    write_history(instance, history);
    test::ServerProcess server(instance.data());
    Viewer viewer(instance, server.port());
    std::vector<double> opened;
    for (int i = 0; i < 20; ++i) {
        opened.push_back(viewer.ask(""));
    }
    const std::size_t index_bytes = viewer.body().size();
    const nlohmann::json index = nlohmann::json::parse(viewer.body());
    const auto& pieces = index.at("segments");
    SeededRandom random(1);
    std::vector<double> seeks;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < kSeeks; ++i) {
        const auto& piece = pieces.at(random.below(pieces.size()));
        seeks.push_back(viewer.ask("/" + index.at("history").get<std::string>() + "/" +
                                   std::to_string(piece.at("from").get<std::uint64_t>()) + "-" +
                                   std::to_string(piece.at("to").get<std::uint64_t>())));
        bytes += viewer.body().size();
    }
    report("replay.index" + name + "_ms", quantile(opened, 0.5), "ms");
    report("replay.index" + name + "_bytes", static_cast<double>(index_bytes), "B");
    report("replay.seek" + name + "_p50_ms", quantile(seeks, 0.5), "ms");
    report("replay.seek" + name + "_ms", quantile(seeks, 0.95), "ms");
    report("replay.piece" + name + "_bytes", static_cast<double>(bytes) / static_cast<double>(kSeeks), "B");
    server.terminate();
    require(server.wait() == 0, "the server did not stop in good order");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    atelier::testing::measure(100'000, 20, 8, "_server");
    atelier::testing::measure(1'000'000, 200, 80, "_1m");
    return 0;
}
