// SPDX-License-Identifier: MIT
#include "storage/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <system_error>
#include <utility>

namespace atelier::storage {
namespace {

constexpr const char* kLockFile = "atelier.lock";

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

// From the lock file, for people; the lock itself never depends on it. 0 = it does not say.
int holder(int file) {
    std::array<char, 24> text{};
    const ssize_t size = ::pread(file, text.data(), text.size(), 0);
    int process = 0;
    std::from_chars(text.data(), text.data() + std::max<ssize_t>(size, 0), process);
    return process;
}

std::string in_words(int process) {
    return process > 0 ? "process " + std::to_string(process) : "another process";
}

void write_holder(int file) {
    const std::string text = std::to_string(::getpid());
    if (::ftruncate(file, 0) == 0) {
        [[maybe_unused]] const ssize_t written = ::pwrite(file, text.data(), text.size(), 0);
    }
}

}  // namespace

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

Result<DirectoryLock> DirectoryLock::take(const std::filesystem::path& directory) {
    const std::filesystem::path path = directory / kLockFile;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error(errno, "opening " + path.string());
    }
    DirectoryLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return system_error(errno, "locking " + path.string());
        }
        return Error(ErrorCode::Locked, "the data directory " + directory.string() + " is in use by " +
                                            in_words(holder(file)) +
                                            "; stop that one first, or choose another directory");
    }
    write_holder(file);
    return lock;
}

std::optional<int> find_holder(const std::filesystem::path& directory) {
    const int file = ::open((directory / kLockFile).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return std::nullopt;
    }
    std::optional<int> found;
    // Shared: two that only look do not take each other for a server.
    if (::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        found = holder(file);
    }
    ::close(file);
    return found;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

DirectoryLock::~DirectoryLock() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

}  // namespace atelier::storage
