// SPDX-License-Identifier: MIT
#include "server/http/websocket_sender.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace atelier::http {
namespace {

constexpr std::size_t kGatherMax = 32;  // frames in one write; far below IOV_MAX
// A frame up to this size is copied behind its header and goes out by send(): for the kernel that is less work than gathering.
constexpr std::size_t kCopiedBytesMax = 512;

}  // namespace

WebSocketSender::Waiting::Waiting(Opcode opcode, room::SharedFrame what) : payload(std::move(what)) {
    header[0] = static_cast<char>(0x80U | static_cast<unsigned>(opcode));
    const std::uint64_t length = payload->size();
    const unsigned extended = length < 126 ? 0 : length < 65'536 ? 2 : 8;
    header[1] = static_cast<char>(extended == 0 ? length : extended == 2 ? 126U : 127U);
    for (unsigned i = 0; i < extended; ++i) {
        header[header_bytes++] = static_cast<char>(length >> (8 * (extended - 1 - i)) & 0xffU);
    }
}

void WebSocketSender::push(Opcode opcode, room::SharedFrame payload) {
    waiting_.emplace_back(opcode, std::move(payload));
    waiting_bytes_ += waiting_.back().bytes();
}

WebSocketSender::State WebSocketSender::flush() {
    bool is_taking = true;
    while (is_taking && !waiting_.empty()) {
        is_taking = send_some();
    }
    if (is_broken_) {
        return State::Broken;
    }
    return waiting_.empty() ? State::Idle : State::Blocked;
}

bool WebSocketSender::send_some() {
    const bool is_small = waiting_.size() == 1 && waiting_.front().bytes() <= kCopiedBytesMax;
    const ssize_t sent = is_small ? send_copy(waiting_.front()) : send_gathered();
    if (sent < 0) {
        const bool is_only_full = errno == EAGAIN || errno == ENOBUFS;
        is_broken_ = !is_only_full && errno != EINTR;
        return errno == EINTR;
    }
    drop_sent(static_cast<std::size_t>(sent));
    return true;
}

// Neither clears its array: that would take as long as the rest.
ssize_t WebSocketSender::send_copy(const Waiting& only) const {
    std::array<char, kCopiedBytesMax> whole;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::memcpy(whole.data(), only.header.data(), only.header_bytes);
    std::memcpy(whole.data() + only.header_bytes, only.payload->data(), only.payload->size());
    return ::send(socket_.native_handle(), whole.data() + front_sent_, only.bytes() - front_sent_,
                  MSG_DONTWAIT | MSG_NOSIGNAL);
}

ssize_t WebSocketSender::send_gathered() const {
    std::array<iovec, 2 * kGatherMax> parts;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    std::size_t count = 0;
    std::size_t skip = front_sent_;
    const auto add = [&](const char* data, std::size_t size) {
        const std::size_t skipped = std::min(skip, size);
        skip -= skipped;
        // iovec is the kernel's for reading too; sendmsg() only reads.
        parts[count++] = {const_cast<char*>(data + skipped), size - skipped};
    };
    for (std::size_t i = 0; i < std::min(waiting_.size(), kGatherMax); ++i) {
        add(waiting_[i].header.data(), waiting_[i].header_bytes);
        add(waiting_[i].payload->data(), waiting_[i].payload->size());
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    return ::sendmsg(socket_.native_handle(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void WebSocketSender::drop_sent(std::size_t bytes) {
    sent_bytes_ += bytes;
    waiting_bytes_ -= bytes;
    front_sent_ += bytes;
    std::size_t done = 0;
    while (done < waiting_.size() && front_sent_ >= waiting_[done].bytes()) {
        front_sent_ -= waiting_[done++].bytes();
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
}

}  // namespace atelier::http
