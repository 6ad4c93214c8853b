// One process, and one store in it, per data directory (FORMAT.md F13). RocksDB has a lock of its own, but tells of it in
// prose only; ours comes first, so that a second server gets a typed error and a sentence.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>

#include "server/base/result.h"

namespace atelier::storage {

// Holds the lock until destroyed. The system drops it with the process, however that ends.
class DirectoryLock {
public:
    // Fails with Locked, naming the directory and the holder, or with Io.
    static Result<DirectoryLock> take(const std::filesystem::path& directory);

    DirectoryLock(DirectoryLock&& other) noexcept;
    DirectoryLock& operator=(DirectoryLock&&) = delete;
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;
    ~DirectoryLock();

private:
    explicit DirectoryLock(int file) : file_(file) {}

    int file_;  // -1 = moved from
};

// The process that holds the lock now, without waiting for it or keeping it: its number as the lock file has it, 0 when it
// has none; empty when nobody holds it, or the file cannot be read.
std::optional<int> find_holder(const std::filesystem::path& directory);

}  // namespace atelier::storage
