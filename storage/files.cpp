// SPDX-License-Identifier: MIT
#include "storage/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace atelier::storage {

Error system_error(int number, const std::string& doing) {
    const ErrorCode code = number == ENOSPC || number == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io;
    return Error(code, doing + ": " + std::generic_category().message(number));
}

Result<void> sync_directory(const std::filesystem::path& directory) {
    const int file = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) {
        return system_error(errno, "opening " + directory.string());
    }
    const int failed = ::fsync(file) == 0 ? 0 : errno;
    ::close(file);
    if (failed != 0) {
        return system_error(failed, "syncing " + directory.string());
    }
    return {};
}

Result<void> ensure_directory(const std::filesystem::path& directory) {
    std::error_code failed;
    if (std::filesystem::is_directory(directory, failed)) {
        return {};
    }
    const std::filesystem::path parent = std::filesystem::absolute(directory).lexically_normal().parent_path();
    if (parent != directory) {
        ATELIER_TRY(ensure_directory(parent));
    }
    if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return system_error(errno, "making the data directory " + directory.string());
    }
    return sync_directory(parent);
}

}  // namespace atelier::storage
