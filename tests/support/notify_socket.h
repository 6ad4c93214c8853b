// The place where a process started by systemd sends what it has to say (sd_notify(3)), held by a test.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace atelier::test {

// A datagram socket in the file system while it lives.
class NotifySocket {
public:
    explicit NotifySocket(std::filesystem::path path);
    NotifySocket(const NotifySocket&) = delete;
    NotifySocket& operator=(const NotifySocket&) = delete;
    ~NotifySocket();

    // For $NOTIFY_SOCKET.
    const std::string& path() const noexcept { return path_; }
    // The next message; nullopt when none comes in `patience`.
    std::optional<std::string> receive(std::chrono::milliseconds patience = std::chrono::seconds(20)) const;
    // Whether this message comes, others before it or not.
    bool hears(const std::string& wanted) const;

private:
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace atelier::test
