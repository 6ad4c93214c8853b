// A large board on the real server: how long somebody waits who joins it, warm, and cold behind a restart; what is sent; the
// memory it takes; and what its whole history takes of the disk. One JSON object a line.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/app/config.h"
#include "server/app/data_directory.h"
#include "server/board/codec.h"
#include "storage/rocks_options.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"
#include "tests/bench/workshop_board.h"
#include "tests/support/server_process.h"

namespace atelier::testing {
namespace {

constexpr std::size_t kCards = 5'000;
constexpr std::size_t kOps = 100'000;
constexpr std::int64_t kStarted = 1'660'000'000'000;  // wall clock, ms

// Every op in a record of its own, as when everybody writes at another moment: the most that a history takes.
void write_history(const test::Instance& instance, const std::vector<board::Op>& ops) {
    app::Config config;
    config.data = instance.data().string();
    auto directory = app::open_data_directory(config, app::WhenAbsent::Fail);
    require(directory.has_value(), "the data directory does not open");
    std::vector<storage::Append> group;
    std::uint64_t position = 0;
    for (const board::Op& op : ops) {
        storage::Append append;
        append.board = instance.board();
        append.first = OpSeq{position + 1};
        append.op_count = 1;
        append.server_time_ms = kStarted + static_cast<std::int64_t>(position) * 250;
        append.batch = board::encode_batch(std::vector<board::Op>{op});
        group.push_back(std::move(append));
        ++position;
        if (group.size() == 500 || position == ops.size()) {
            require(directory->store->append(group).has_value(), "the history cannot be written");
            group.clear();
        }
    }
}

std::uintmax_t bytes_in(const std::filesystem::path& directory, std::string_view extension) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
        bytes += entry.is_regular_file() && entry.path().extension() == extension ? entry.file_size() : 0;
    }
    return bytes;
}

// As RocksDB leaves it when it has time.
void compact(const std::filesystem::path& directory) {
    const storage::DatabaseOptions options = storage::database_options({});
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const auto status = rocksdb::DB::Open(options.database, directory.string(), options.families, &handles, &opened);
    require(status.ok(), "the store does not open");
    const std::unique_ptr<rocksdb::DB> database(opened);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
        require(database->Flush({}, handle).ok() && database->CompactRange({}, handle, nullptr, nullptr).ok(),
                "the store cannot be compacted");
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
        require(database->DestroyColumnFamilyHandle(handle).ok(), "a family stays open");
    }
    require(database->Close().ok(), "the store does not close");
}

// Milliseconds until the last byte of the Welcome is here. The board is then that of somebody who joined.
double join(const test::Instance& instance, std::uint16_t port, std::size_t& bytes) {
    Load load(port);
    const double start = wall_ms();
    require(load.bring_in(instance.board(), instance.token(), 1), "nobody gets in");
    const double took = wall_ms() - start;
    bytes = load.welcome_bytes();
    return took;
}

void measure() {
    const std::vector<board::Op> ops = workshop_ops({kCards, kOps, 5, 5});
    std::size_t cards = 0;
    for (const board::Op& op : ops) {
        const auto* add = std::get_if<board::AddItem>(&op.body);
        cards += add != nullptr && add->kind == board::ItemKind::Card ? 1 : 0;
    }
    require(cards == kCards && ops.size() == kOps, "the workshop has another size than was meant");
    const test::Instance instance;
    write_history(instance, ops);
    std::size_t bytes = 0;
    {
        test::ServerProcess server(instance.data());
        report("join.5000cards_from_log_ms", join(instance, server.port(), bytes), "ms");
        server.terminate();
        require(server.wait() == 0, "the server did not stop in good order");
    }
    std::vector<double> cold;
    std::vector<double> warm;
    std::vector<double> empty_bytes;
    std::vector<double> loaded_bytes;
    std::vector<double> loaded_own_bytes;
    for (int life = 0; life < 5; ++life) {
        test::ServerProcess server(instance.data());
        empty_bytes.push_back(static_cast<double>(resident_bytes_of(server.pid())));
        cold.push_back(join(instance, server.port(), bytes));
        for (int i = 0; i < 10; ++i) {
            warm.push_back(join(instance, server.port(), bytes));
        }
        const MemoryBytes loaded = memory_of(server.pid());
        loaded_bytes.push_back(static_cast<double>(loaded.resident));
        loaded_own_bytes.push_back(static_cast<double>(loaded.own));
    }
    report("join.5000cards_cold_ms", median(cold), "ms");
    report("join.5000cards_ms", median(warm), "ms");
    report("join.bytes", static_cast<double>(bytes), "B");
    report("memory.5000cards_process_bytes", median(loaded_bytes), "B");
    report("memory.5000cards_own_bytes", median(loaded_own_bytes), "B");
    report("memory.empty_process_bytes", median(empty_bytes), "B");
    compact(instance.data() / "db");
    report("disk.bytes_per_op", static_cast<double>(bytes_in(instance.data(), ".sst")) / static_cast<double>(kOps),
           "B");
    report("disk.snapshot_bytes", static_cast<double>(bytes_in(instance.data(), ".blob")), "B");
}

}  // namespace
}  // namespace atelier::testing

int main() {
    atelier::testing::measure();
    return 0;
}
