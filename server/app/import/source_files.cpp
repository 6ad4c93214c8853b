// SPDX-License-Identifier: MIT
#include "server/app/import/source_files.h"

#include <zlib.h>

#include <array>
#include <filesystem>
#include <memory>

namespace atelier::app {

Result<SourceText> read_source(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return Error(ErrorCode::NotFound, path);
    }
    // gzread hands out plain files as they are.
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> file(gzopen(path.c_str(), "rb"), &gzclose);
    if (!file) {
        return Error(ErrorCode::Io, path);
    }
    SourceText source{path, {}};
    std::array<char, 64 * 1024> chunk{};
    for (;;) {
        const int count = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
        int status = Z_OK;
        gzerror(file.get(), &status);
        if (count < 0 || status < 0) {
            return Error(status == Z_ERRNO ? ErrorCode::Io : ErrorCode::Malformed, path + ": gzip");
        }
        if (count == 0) {
            return source;
        }
        source.text.append(chunk.data(), static_cast<std::size_t>(count));
        if (source.text.size() > kSourceBytesMax) {
            return Error(ErrorCode::TooLarge, path);
        }
    }
}

Result<std::vector<std::string>> expand_folders(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(path, ignored)) {
            files.push_back(path);
            continue;
        }
        const std::size_t before = files.size();
        for (const char* name : {"comments.csv", "votes.csv", "votes.csv.gz"}) {
            const std::filesystem::path candidate = std::filesystem::path(path) / name;
            if (std::filesystem::is_regular_file(candidate, ignored)) {
                files.push_back(candidate.string());
            }
        }
        if (files.size() == before) {
            return Error(ErrorCode::NotFound, path + "/comments.csv, votes.csv");
        }
    }
    return files;
}

}  // namespace atelier::app
