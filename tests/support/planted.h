// What a test plants, and looks for in everything that a server keeps.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace atelier::test {

// No zstd makes this shorter, so that a search finds it in a table as well.
inline constexpr const char* kIncompressible = "Zq7#kV2!pX9@wL4$mT8%hB3^nR6&jD1*";

// As fixed64 is written on the wire and on the disk.
inline std::string little_endian(std::uint64_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bytes.push_back(static_cast<char>((value >> shift) & 0xffU));
    }
    return bytes;
}

// Empty when it cannot be read: it may be going just now.
inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// How many files below the folder have that in them.
inline std::size_t files_with(const std::filesystem::path& folder, const std::string& planted) {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const bool has = entry.is_regular_file() && read_file(entry.path()).find(planted) != std::string::npos;
        found += has ? 1U : 0U;
    }
    return found;
}

}  // namespace atelier::test
