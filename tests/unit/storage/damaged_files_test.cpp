// Bytes of the store's files that change, or get lost, while nobody looks. What was acknowledged is read as it was, or
// its board is refused: never is anything acknowledged missing without a word.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/rocks_store.h"
#include "tests/support/catch.h"
#include "tests/unit/storage/raw_database.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::append;
using sample::board;

constexpr std::uint8_t kBoards = 4;
constexpr std::uint64_t kFirstPart = 12;  // appends a board whose records are in tables
constexpr std::uint64_t kAll = 30;        // the others are in the write-ahead log
constexpr std::uint32_t kOps = 10;        // of an append: enough for every snapshot to stay (F17)

// Records of one length a board, so that no two boards' records are alike.
std::size_t size_of(std::uint8_t number) {
    return 2000 + std::size_t{100} * number;
}

// On both sides of the size from which a snapshot is in a blob file.
Bytes snapshot_state(std::uint8_t number, std::uint64_t position) {
    return sample::noise(position, number % 2 == 0 ? 1000 : 9000);
}

void write_boards(RocksStore& store, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t first = from; first <= to; ++first) {
        for (std::uint8_t number = 1; number <= kBoards; ++number) {
            REQUIRE(store.append({append(board(number), (first - 1) * kOps + 1, kOps, size_of(number))}));
            if (first % 10 == 0) {
                const OpSeq position{first * kOps};
                REQUIRE(store.put_snapshot(board(number), {position, snapshot_state(number, first), first}));
            }
        }
    }
    REQUIRE(store.note_heads());
}

// Tables and blobs of the first part, a write-ahead log of the second, with the process gone.
class Kept {
public:
    Kept() {
        write_boards(*RocksStore::open(directory_.path()).value(), 1, kFirstPart);
        RawDatabase(directory_.path()).flush();
        write_boards(*RocksStore::open(directory_.path()).value(), kFirstPart + 1, kAll);
    }

    // A copy to be damaged.
    void copy_to(const std::filesystem::path& to) const {
        std::filesystem::remove_all(to);
        std::filesystem::copy(directory_.path(), to, std::filesystem::copy_options::recursive);
    }

private:
    sample::Directory directory_;
};

enum class Kind : std::uint8_t { WriteAheadLog, Table, Blob, Manifest };

std::vector<std::filesystem::path> files_of(const std::filesystem::path& directory, Kind kind) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        const std::string name = entry.path().filename().string();
        const bool fits = (kind == Kind::WriteAheadLog && name.ends_with(".log")) ||
                          (kind == Kind::Table && name.ends_with(".sst")) ||
                          (kind == Kind::Blob && name.ends_with(".blob")) ||
                          (kind == Kind::Manifest && name.starts_with("MANIFEST"));
        if (fits && entry.file_size() > 0) {
            found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

// Flips a bit, or wipes a stretch as a lost sector does.
void damage(const std::filesystem::path& file, SeededRandom& random) {
    const std::uint64_t size = std::filesystem::file_size(file);
    const std::uint64_t at = random.below(size);
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(at));
    if (random.below(2) == 0) {
        const char flipped = static_cast<char>(stream.get() ^ (1 << random.below(8)));
        stream.seekp(static_cast<std::streamoff>(at));
        stream.put(flipped);
    } else {
        stream.seekp(static_cast<std::streamoff>(at));
        const std::string wiped(std::min<std::uint64_t>(512, size - at), '\0');
        stream.write(wiped.data(), static_cast<std::streamsize>(wiped.size()));
    }
    REQUIRE(stream);
}

struct Outcomes {
    int refused_to_open = 0;
    int boards_quarantined = 0;
    int boards_whole = 0;
};

void check_board(RocksStore& store, std::uint8_t number, Outcomes& outcomes) {
    CAPTURE(int{number});
    const Result<Head> head = store.verify_board(board(number));
    const Result<std::vector<Record>> records = store.read_log(board(number), {0}, {});
    const auto snapshot = store.find_snapshot(board(number), {10 * kOps});  // of the first part
    if (!head || !records || !snapshot) {
        const ErrorCode code = !head ? head.error().code : !records ? records.error().code : snapshot.error().code;
        CHECK((code == ErrorCode::Corrupt || code == ErrorCode::Unavailable));
        outcomes.boards_quarantined += 1;
        return;
    }
    REQUIRE(*snapshot);
    CHECK((*snapshot)->state == snapshot_state(number, 10));
    REQUIRE(head->position == OpSeq{kAll * kOps});
    REQUIRE(records->size() == kAll);
    for (const Record& record : *records) {
        REQUIRE(record.batch == append(board(number), record.first.value, kOps, size_of(number)).batch);
    }
    outcomes.boards_whole += 1;
}

Outcomes damage_and_read(const Kept& kept, Kind kind, std::uint64_t seed, int rounds) {
    const sample::Directory directory;
    const std::filesystem::path copy = directory.path() / "copy";
    SeededRandom random(seed);
    Outcomes outcomes;
    for (int round = 0; round < rounds; ++round) {
        CAPTURE(round);
        kept.copy_to(copy);
        const std::vector<std::filesystem::path> files = files_of(copy, kind);
        REQUIRE_FALSE(files.empty());
        damage(files[random.below(files.size())], random);
        const Result<std::unique_ptr<RocksStore>> store = RocksStore::open(copy);
        if (!store) {
            CHECK(store.error().code == ErrorCode::Corrupt);
            CHECK_THAT(store.error().detail, Catch::Contains(copy.string()));
            outcomes.refused_to_open += 1;
            continue;
        }
        for (std::uint8_t number = 1; number <= kBoards; ++number) {
            check_board(**store, number, outcomes);
        }
    }
    return outcomes;
}

TEST_CASE("[F12][F16] damage in the write-ahead log is kept to the boards it hit, and no end goes missing",
          "[storage]") {
    const Kept kept;
    const Outcomes outcomes = damage_and_read(kept, Kind::WriteAheadLog, 21, 60);
    CHECK(outcomes.refused_to_open == 0);
    // A record holds one board here; a wiped stretch reaches into a neighbour at most.
    CHECK(outcomes.boards_quarantined > 30);
    CHECK(outcomes.boards_quarantined <= 2 * 60);
    CHECK(outcomes.boards_whole >= 60 * (kBoards - 2));
}

TEST_CASE("[F12] damage in a table, a blob or the manifest is told, never served", "[storage]") {
    const Kept kept;
    const Outcomes tables = damage_and_read(kept, Kind::Table, 22, 30);
    CHECK(tables.boards_quarantined + tables.refused_to_open > 0);
    const Outcomes blobs = damage_and_read(kept, Kind::Blob, 23, 30);
    CHECK(blobs.boards_quarantined + blobs.refused_to_open > 0);
    CHECK(blobs.boards_whole > 0);
    const Outcomes manifest = damage_and_read(kept, Kind::Manifest, 24, 30);
    CHECK(manifest.refused_to_open > 0);
}

TEST_CASE("[F16] a store says what it found when its log was damaged, and goes on with what is whole", "[storage]") {
    const sample::Directory directory;
    {
        const auto store = RocksStore::open(directory.path()).value();
        for (std::uint64_t first = 1; first <= 10; ++first) {
            REQUIRE(store->append({append(board(1), first)}));
            REQUIRE(store->append({append(board(2), first)}));
        }
        REQUIRE(store->note_heads());
        CHECK(store->opening_damage().empty());
    }
    // The last record of board 2, then the note behind it, end the log: the record's middle is hit.
    const std::filesystem::path log = files_of(directory.path(), Kind::WriteAheadLog).back();
    const Bytes needle = append(board(2), 10).batch.substr(5, 20);
    std::string bytes(std::filesystem::file_size(log), '\0');
    std::fstream stream(log, std::ios::in | std::ios::out | std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::size_t at = bytes.find(needle);
    REQUIRE(at != std::string::npos);
    stream.seekp(static_cast<std::streamoff>(at));
    stream.put('!');
    stream.close();

    {
        const auto store = RocksStore::open(directory.path()).value();
        CHECK_THAT(store->opening_damage(), Catch::Contains(log.string()));
        CHECK(store->verify_board(board(1))->position == OpSeq{10});
        CHECK(store->append({append(board(1), 11)}));
        const Result<Head> lost = store->verify_board(board(2));
        REQUIRE_FALSE(lost);
        CHECK(lost.error().code == ErrorCode::Corrupt);
        CHECK_THAT(lost.error().detail, Catch::Contains("position 9") && Catch::Contains("10"));
    }
    // Once more: what was saved is on disk now, and the board stays refused.
    const auto store = RocksStore::open(directory.path()).value();
    CHECK(store->opening_damage().empty());
    CHECK(store->verify_board(board(1))->position == OpSeq{11});
    CHECK(store->verify_board(board(2)).error().code == ErrorCode::Corrupt);
}

}  // namespace
}  // namespace atelier::storage
