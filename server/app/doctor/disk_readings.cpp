// SPDX-License-Identifier: MIT
#include "server/app/doctor/disk_readings.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <vector>

#include "storage/directory_lock.h"

namespace atelier::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAppends = 48;
constexpr std::size_t kAppendBytes = 512;  // a change or two, as the log has them
// A disk that needs longer is judged by the appends that were made.
constexpr auto kAppendsTimeMax = std::chrono::seconds(3);

// A file that is gone from the directory as soon as it is made: whatever happens to us, nothing stays.
class NamelessFile {
public:
    explicit NamelessFile(const fs::path& directory) {
        std::string name = (directory / ".atelier-doctor-XXXXXX").string();
        file_ = ::mkostemp(name.data(), O_CLOEXEC);
        if (file_ < 0) {
            error_ = errno;
        } else {
            ::unlink(name.c_str());
        }
    }
    NamelessFile(const NamelessFile&) = delete;
    NamelessFile& operator=(const NamelessFile&) = delete;
    ~NamelessFile() {
        if (file_ >= 0) {
            ::close(file_);
        }
    }

    // errno of what failed first; 0 = nothing did.
    int error() const noexcept { return error_; }

    bool append_durably() {
        static constexpr std::array<char, kAppendBytes> kZeros{};
        const ssize_t written = ::write(file_, kZeros.data(), kZeros.size());
        if (written != static_cast<ssize_t>(kZeros.size())) {
            error_ = written < 0 ? errno : ENOSPC;  // a short write to a file is a full disk
        } else if (::fdatasync(file_) != 0) {
            error_ = errno;
        }
        return error_ == 0;
    }

private:
    int file_ = -1;
    int error_ = 0;
};

fs::path nearest_existing(const fs::path& wanted) {
    fs::path place = fs::absolute(wanted).lexically_normal();
    std::error_code ignored;
    while (!fs::exists(place, ignored) && place.has_relative_path()) {
        place = place.parent_path();
    }
    return place;
}

std::optional<std::string> read_file_system(const fs::path& place) {
    std::error_code error;
    const fs::path real = fs::canonical(place, error);
    std::ifstream mounts("/proc/self/mountinfo");
    return error ? std::nullopt : find_file_system(mounts, real);
}

void try_writing(const fs::path& place, DiskReadings& readings) {
    using Steady = std::chrono::steady_clock;
    NamelessFile file(place);
    std::vector<Steady::duration> times;
    const auto start = Steady::now();
    auto before = start;
    while (file.error() == 0 && times.size() < kAppends && before - start < kAppendsTimeMax) {
        if (file.append_durably()) {
            const auto after = Steady::now();
            times.push_back(after - before);
            before = after;
        }
    }
    readings.write_error = file.error();
    if (file.error() == 0) {
        const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        readings.sync_median = std::chrono::duration_cast<std::chrono::microseconds>(*middle);
    }
}

// Mount points have space, tab, newline and backslash as three octal digits.
std::string unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size()) {
            plain += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            plain += text[i];
        }
    }
    return plain;
}

bool is_inside(const fs::path& place, const fs::path& mount_point) {
    const auto [end, ignored] = std::mismatch(mount_point.begin(), mount_point.end(), place.begin(), place.end());
    return end == mount_point.end();
}

}  // namespace

std::optional<std::string> find_file_system(std::istream& mounts, const fs::path& place) {
    std::optional<std::string> type;
    std::size_t longest = 0;
    for (std::string line; std::getline(mounts, line);) {
        // "36 35 98:0 /root /mount/point rw,noatime master:1 - ext4 /dev/sda1 rw": any number of fields before the dash
        std::istringstream fields(line);
        std::string word;
        std::string mount_point;
        for (int i = 0; i < 5; ++i) {
            fields >> mount_point;
        }
        while (fields >> word && word != "-") {
        }
        mount_point = unescaped(mount_point);
        // The last of several on one point is the one on top.
        if (fields >> word && mount_point.size() >= longest && is_inside(place, mount_point)) {
            type = word;
            longest = mount_point.size();
        }
    }
    return type;
}

DiskReadings read_disk(const fs::path& directory) {
    DiskReadings readings;
    std::error_code error;
    const fs::path place = nearest_existing(directory);
    readings.place = place.string();
    readings.exists = fs::is_directory(directory, error);
    if (readings.exists) {
        readings.holder = storage::find_holder(directory);
        const fs::file_status status = fs::status(directory, error);
        if (!error) {
            readings.mode = static_cast<unsigned>(status.permissions()) & 0777U;
        }
    }
    readings.type = read_file_system(place);
    struct statvfs space {};
    if (::statvfs(place.c_str(), &space) == 0) {
        readings.free_bytes = std::uint64_t{space.f_bavail} * space.f_frsize;
    }
    try_writing(place, readings);
    return readings;
}

}  // namespace atelier::app
