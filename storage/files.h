// What the system says of files and folders, in our words.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "server/base/result.h"

namespace atelier::storage {

// DiskFull or Io; `number` is an errno, `doing` begins the sentence: "opening /var/lib/atelier".
Error system_error(int number, const std::string& doing);

// What was made or renamed in it stays so after a power cut. Fails with Io or DiskFull.
Result<void> sync_directory(const std::filesystem::path& directory);

// Makes the directory when absent, durably and for the owner only. Fails with Io or DiskFull.
Result<void> ensure_directory(const std::filesystem::path& directory);

}  // namespace atelier::storage
