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

#include "storage/files.h"

namespace atelier::storage {
namespace {

constexpr const char* kLockFile = "atelier.lock";

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
