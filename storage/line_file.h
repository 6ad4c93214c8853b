// A small file of lines for its owner alone, each on disk when append() has returned.
//
// Not thread-safe; blocking. One process at a time. After a failed write or sync nothing more is written: what the file then holds
// is known when it is opened again.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/result.h"

namespace atelier::storage {

class LineFile {
public:
    // Makes the file, and its folder, when absent. A last line without an end is one that a crash broke off: it is cut away. Fails
    // with Io or DiskFull.
    static Result<LineFile> open(const std::filesystem::path& path);

    LineFile(LineFile&& other) noexcept;
    LineFile& operator=(LineFile&&) = delete;
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;
    ~LineFile();

    // As they were when it was opened, without their ends.
    const std::vector<std::string>& lines() const noexcept { return lines_; }

    // REQUIRES: no line has an end in it. All of them or, after a crash, the first ones. Fails with Io or DiskFull.
    Result<void> append(const std::vector<std::string>& lines);

private:
    LineFile(int file, std::string path) : file_(file), path_(std::move(path)) {}

    Result<void> read();
    Result<void> write(std::string_view bytes);

    int file_;  // -1 = moved from
    std::string path_;
    std::vector<std::string> lines_;
    bool has_failed_ = false;
};

}  // namespace atelier::storage
