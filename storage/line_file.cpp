// SPDX-License-Identifier: MIT
#include "storage/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "storage/files.h"

namespace atelier::storage {

Result<LineFile> LineFile::open(const std::filesystem::path& path) {
    const std::filesystem::path folder = std::filesystem::absolute(path).lexically_normal().parent_path();
    ATELIER_TRY(ensure_directory(folder));
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error(errno, "opening " + path.string());
    }
    LineFile opened(file, path.string());
    ATELIER_TRY(sync_directory(folder));
    ATELIER_TRY(opened.read());
    return opened;
}

LineFile::LineFile(LineFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      lines_(std::move(other.lines_)),
      has_failed_(other.has_failed_) {}

LineFile::~LineFile() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

Result<void> LineFile::read() {
    std::string text;
    std::array<char, 64 * 1024> piece{};
    while (true) {
        const ssize_t size = ::read(file_, piece.data(), piece.size());
        if (size < 0 && errno != EINTR) {
            return system_error(errno, "reading " + path_);
        }
        if (size == 0) {
            break;
        }
        text.append(piece.data(), size < 0 ? 0U : static_cast<std::size_t>(size));
    }
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        lines_.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (begin != text.size() && ::ftruncate(file_, static_cast<off_t>(begin)) != 0) {
        return system_error(errno, "shortening " + path_);
    }
    return {};
}

Result<void> LineFile::append(const std::vector<std::string>& lines) {
    if (has_failed_) {
        return Error(ErrorCode::Io, path_ + " could not be written before");
    }
    std::string bytes;
    for (const std::string& line : lines) {
        bytes += line + "\n";
    }
    Result<void> written = write(bytes);
    has_failed_ = !written;
    return written;
}

Result<void> LineFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t size = ::write(file_, bytes.data(), bytes.size());
        if (size < 0 && errno != EINTR) {
            return system_error(errno, "writing " + path_);
        }
        bytes.remove_prefix(size < 0 ? 0U : static_cast<std::size_t>(size));
    }
    if (::fdatasync(file_) != 0) {
        return system_error(errno, "syncing " + path_);
    }
    return {};
}

}  // namespace atelier::storage
