// Files as an import takes them: folders looked through, gzip undone, formats told by what is inside.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "server/app/import/polis.h"
#include "server/base/result.h"

namespace atelier::app {

inline constexpr std::size_t kSourceBytesMax = std::size_t{512} * 1024 * 1024;  // of one file, unpacked

// The content of a file, unpacked when it is gzip. Fails with NotFound, Io, TooLarge, and Malformed when gzip is broken.
Result<SourceText> read_source(const std::string& path);

// Files stay; a folder becomes the comments.csv, votes.csv or votes.csv.gz in it. Fails with NotFound when there is none.
Result<std::vector<std::string>> expand_folders(const std::vector<std::string>& paths);

}  // namespace atelier::app
