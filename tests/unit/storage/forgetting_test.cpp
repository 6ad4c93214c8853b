// What a store forgets: a log written anew, and files that have nothing of what was there before.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "storage/memory_store.h"
#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/support/planted.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;
using sample::noise;

// Longer than anything that packs, so that tables hold it as it is.
const Bytes& secret() {
    static const Bytes bytes = noise(4711, 6000);
    return bytes;
}

// What a search over the directory finds: a part of it is enough.
std::size_t files_with_secret(const std::filesystem::path& directory) {
    return test::files_with(directory, secret().substr(1000, 24));
}

std::set<std::string> data_files(const std::filesystem::path& directory) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        const std::string kind = entry.path().extension().string();
        if (kind == ".sst" || kind == ".blob" || kind == ".log") {
            names.insert(entry.path().filename().string());
        }
    }
    return names;
}

// Ten records, the secret in the fourth; a snapshot before and one behind it, and a block.
void fill(Store& store) {
    for (std::uint64_t first = 1; first < 20; first += 2) {
        Append one = append(board(1), first, 2);
        one.batch = first == 7 ? secret() : one.batch;
        REQUIRE(store.append({one}));
        REQUIRE(store.append({append(board(2), first, 2)}));
    }
    REQUIRE(store.put_snapshot(board(1), {{14}, secret(), 1, "devices"}));  // the later first, so that both stay (F17)
    REQUIRE(store.put_snapshot(board(1), {{4}, "early", 1}));
    REQUIRE(store.put_timeline(board(1), {{0}, "block"}));
    REQUIRE(store.put_opening(board(1), {14}, secret()));
    REQUIRE(store.put_opening(board(1), {16}, secret() + Bytes(64 * 1024, 'x')));  // in a blob file
}

Result<std::optional<Bytes>> without_secret(const Record& record) {
    return record.batch == secret() ? std::optional<Bytes>("blank") : std::optional<Bytes>();
}

void check_forgotten(Store& store) {
    const auto records = store.read_log(board(1), {0}, {}).value();
    REQUIRE(records.size() == 10);
    CHECK(records[3].batch == "blank");
    CHECK(records[3].last() == OpSeq{8});
    CHECK(records[4].batch == append(board(1), 9, 2).batch);
    CHECK(store.find_snapshot(board(1), {20})->value().position == OpSeq{4});
    CHECK(store.list_timeline(board(1))->empty());
    CHECK_FALSE(store.find_opening(board(1), {14})->has_value());
    CHECK_FALSE(store.find_opening(board(1), {16})->has_value());
    CHECK(store.verify_board(board(1))->position == OpSeq{20});
}

}  // namespace

TEST_CASE("[F18] a log written anew keeps places and times, and goes on with another chain") {
    MemoryStore memory;
    const sample::Directory directory;
    const auto disk = RocksStore::open(directory.path());
    REQUIRE(disk);
    for (Store* store : {static_cast<Store*>(&memory), static_cast<Store*>(disk->get())}) {
        fill(*store);
        const Bytes chain = store->verify_board(board(1))->chain;
        const auto rewritten = store->rewrite_log(board(1), without_secret);
        REQUIRE(rewritten);
        CHECK(rewritten->first == OpSeq{7});
        CHECK(rewritten->snapshots == std::vector<OpSeq>{{14}});
        CHECK(rewritten->devices == "devices");
        check_forgotten(*store);
        CHECK(store->verify_board(board(1))->chain != chain);
        REQUIRE(store->append({append(board(1), 21, 2)}));
        CHECK(store->read_log(board(1), {0}, {})->size() == 11);
        CHECK(store->rewrite_log(board(1), without_secret)->first == OpSeq{0});
        const auto refused = store->rewrite_log(
            board(1), [](const Record&) -> Result<std::optional<Bytes>> { return Error(ErrorCode::UnknownType); });
        CHECK(refused.error().code == ErrorCode::UnknownType);
        CHECK(store->read_log(board(1), {0}, {})->size() == 11);
    }
}

TEST_CASE("[P13][F18] a search over the directory finds nothing of what was forgotten, whatever had become of it") {
    const sample::Directory directory;
    {
        const auto store = RocksStore::open(directory.path());
        REQUIRE(store);
        fill(**store);
        CHECK(files_with_secret(directory.path()) > 0);
    }
    std::set<std::string> before;
    {
        const auto store = RocksStore::open(directory.path());  // it is in tables now
        REQUIRE(store);
        before = data_files(directory.path());
        CHECK(files_with_secret(directory.path()) > 0);
        REQUIRE((*store)->rewrite_log(board(1), without_secret));
        REQUIRE((*store)->scrub(board(1)));
        CHECK(files_with_secret(directory.path()) == 0);
        const std::set<std::string> after = data_files(directory.path());
        std::vector<std::string> stayed;
        std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(stayed));
        CHECK(std::none_of(stayed.begin(), stayed.end(),
                           [](const std::string& name) { return name.ends_with(".blob") || name.ends_with(".log"); }));
        check_forgotten(**store);
        CHECK((*store)->read_log(board(2), {0}, {})->size() == 10);
    }
    const auto store = RocksStore::open(directory.path());
    REQUIRE(store);
    check_forgotten(**store);
    CHECK(files_with_secret(directory.path()) == 0);
}

}  // namespace atelier::storage
