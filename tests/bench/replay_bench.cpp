// Looking back on a long history, asked of the real server as a page does: how long the index takes, and the piece in which
// any instant lies, for 100,000 and for 1,000,000 ops. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "server/base/random.h"
#include "tests/bench/measure.h"
#include "tests/bench/past_load.h"
#include "tests/bench/workshop_board.h"

namespace atelier::testing {
namespace {

constexpr std::size_t kSeeks = 200;

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void measure(const WorkshopSize& size, const std::string& name) {
    const test::Instance instance;
    const std::vector<board::Op> history = workshop_ops(size);
    require(history.size() == size.ops, "the workshop has another size than was meant");
    write_history(instance, history);
    test::ServerProcess server(instance.data());
    Viewer viewer(instance, server.port());
    std::vector<double> opened;
    for (int i = 0; i < 20; ++i) {
        opened.push_back(viewer.open());
    }
    report("replay.index" + name + "_ms", quantile(opened, 0.5), "ms");
    report("replay.index" + name + "_bytes", static_cast<double>(viewer.bytes()), "B");
    const auto& pieces = viewer.index().at("segments");
    SeededRandom random(1);
    std::vector<double> seeks;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < kSeeks; ++i) {
        seeks.push_back(viewer.look_at(pieces.at(random.below(pieces.size()))));
        bytes += viewer.bytes();
    }
    report("replay.seek" + name + "_p50_ms", quantile(seeks, 0.5), "ms");
    report("replay.seek" + name + "_ms", quantile(seeks, 0.95), "ms");
    report("replay.piece" + name + "_bytes", static_cast<double>(bytes) / static_cast<double>(kSeeks), "B");
    server.terminate();
    require(server.wait() == 0, "the server did not stop in good order");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    using namespace atelier::testing;
    measure({kWorkshopCards, 100'000, 20, 8}, "_server");
    // Ten times as much written on as many cards: the state that each piece begins with is larger, too.
    measure({kWorkshopCards, 1'000'000, 200, 80}, "_1m");
    return 0;
}
