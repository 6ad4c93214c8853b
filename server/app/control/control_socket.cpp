// SPDX-License-Identifier: MIT
#include "server/app/control/control_socket.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "server/base/bytes.h"

namespace atelier::app {
namespace {

constexpr time_t kAnswerTimeoutSeconds = 60;

// Closes the descriptor.
struct Descriptor {
    explicit Descriptor(int opened) : value(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (value >= 0) {
            ::close(value);
        }
    }
    const int value;
};

Error failure(int number, const std::string& doing) {
    return Error(ErrorCode::Io, doing + ": " + std::system_category().message(number));
}

Result<void> send_all(int socket, BytesView bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR) {
            return failure(errno, "talking to the running server");
        }
        bytes.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
    }
    ::shutdown(socket, SHUT_WR);
    return {};
}

Result<Bytes> receive_all(int socket) {
    Bytes received;
    std::array<char, 4096> piece{};
    while (received.size() <= kAnswerBytesMax) {
        const ssize_t got = ::recv(socket, piece.data(), piece.size(), 0);
        if (got == 0) {
            return received;
        }
        if (got < 0 && errno != EINTR) {
            return Error(ErrorCode::Unavailable, "the running server does not answer");
        }
        received.append(piece.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    return Error(ErrorCode::TooLarge, "the running server's answer");
}

Result<v1::AccountAnswer> exchange(int socket, const v1::AccountOrder& order) {
    ATELIER_TRY(send_all(socket, order.SerializeAsString()));
    ATELIER_TRY_ASSIGN(const Bytes received, receive_all(socket));
    v1::AccountAnswer answer;
    if (!answer.ParseFromString(received) || !answer.heard()) {
        return Error(ErrorCode::Unavailable, "the running server stops, or refuses this user");
    }
    if (answer.error() != 0) {
        return Error(static_cast<ErrorCode>(answer.error()), answer.why());
    }
    return answer;
}

}  // namespace

std::filesystem::path control_path(const std::filesystem::path& data) {
    return data / "control";
}

std::optional<Result<v1::AccountAnswer>> ask_running_server(const std::filesystem::path& data,
                                                            const v1::AccountOrder& order) {
    const std::string path = control_path(data).string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return std::nullopt;  // no server listens at such a path
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (socket.value < 0) {
        return failure(errno, "opening a socket");
    }
    const timeval patience{kAnswerTimeoutSeconds, 0};
    ::setsockopt(socket.value, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket.value, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (::connect(socket.value, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        const bool is_nobody_there = errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR;
        return is_nobody_there ? std::optional<Result<v1::AccountAnswer>>() : failure(errno, "reaching " + path);
    }
    return exchange(socket.value, order);
}

}  // namespace atelier::app
