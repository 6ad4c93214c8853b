// Boards, batches and directories that the storage tests share.
// SPDX-License-Identifier: MIT
#pragma once

#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "server/base/check.h"
#include "server/base/ids.h"
#include "server/base/random.h"
#include "storage/store.h"

namespace atelier::storage::sample {

inline BoardId board(std::uint8_t number) {
    BoardId id;
    id.bytes.fill(number);
    return id;
}

// Bytes that do not compress, the same for the same seed.
inline Bytes noise(std::uint64_t seed, std::size_t size) {
    SeededRandom random(seed);
    Bytes bytes(size, '\0');
    for (char& byte : bytes) {
        byte = static_cast<char>(random.next());
    }
    return bytes;
}

// An append whose time and batch follow from its place.
inline Append append(const BoardId& id, std::uint64_t first, std::uint32_t op_count = 1, std::size_t bytes = 40) {
    return {id,
            {first},
            op_count,
            static_cast<std::int64_t>(1'650'000'000'000 + first),
            noise(first * 256 + id.bytes[0], bytes)};
}

// The same, signed by somebody for the first time.
inline Append append_by(const ActorRecord& newcomer, const BoardId& id, std::uint64_t first, std::size_t bytes = 40) {
    Append made = append(id, first, 1, bytes);
    made.newcomers.push_back(newcomer);
    return made;
}

// An empty directory, removed with the object. On the disk the tests run from, not in memory.
class Directory {
public:
    Directory() {
        std::string pattern = (std::filesystem::current_path() / "build" / "storage-test-XXXXXX").string();
        std::filesystem::create_directories(std::filesystem::path(pattern).parent_path());
        ATELIER_CHECK(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    ~Directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace atelier::storage::sample
