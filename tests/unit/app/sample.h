// Things that several tests of this folder need: folders that go away, files, boards of either store.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace atelier::app::test {

// A new empty folder, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const noexcept { return path_; }
    // Writes a file and gives its path.
    std::string write(std::string_view name, std::string_view content) const;

private:
    std::filesystem::path path_;
};

// Both kinds of store, so that a test runs on each.
enum class StoreKind { Memory, Rocks };
std::unique_ptr<storage::Store> make_store(StoreKind kind, const TemporaryFolder& folder);

std::string read_file(const std::filesystem::path& path);

// The real deliberation and the demonstration programme, from the root of the sources.
inline constexpr const char* kPolisFolder = "tests/data/polis-biodiversity";
inline constexpr const char* kProgrammePath = "deploy/demo/capacities-2022.json";
inline constexpr std::int64_t kNow = 1'767'225'600'000;  // 2026-01-01

}  // namespace atelier::app::test
