// SPDX-License-Identifier: MIT
#include "tests/support/notify_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "server/base/check.h"

namespace atelier::test {

NotifySocket::NotifySocket(std::filesystem::path path)
    : path_(std::move(path)),
      descriptor_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    ATELIER_CHECK(descriptor_ >= 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    ATELIER_CHECK(path_.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path_.data(), path_.size());
    ATELIER_CHECK(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

NotifySocket::~NotifySocket() {
    ::close(descriptor_);
    ::unlink(path_.c_str());
}

std::optional<std::string> NotifySocket::receive(std::chrono::milliseconds patience) const {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) != 1) {
        return std::nullopt;
    }
    char message[4096];
    const ssize_t bytes = ::recv(descriptor_, message, sizeof message, 0);
    ATELIER_CHECK(bytes >= 0);
    return std::string(message, static_cast<std::size_t>(bytes));
}

bool NotifySocket::hears(const std::string& wanted) const {
    while (const std::optional<std::string> message = receive()) {
        if (*message == wanted) {
            return true;
        }
    }
    return false;
}

}  // namespace atelier::test
