// SPDX-License-Identifier: MIT
#include "server/http/handover.h"

#include <unistd.h>

namespace atelier::http {
namespace {

constexpr Socket::native_handle_type kNone = -1;

}  // namespace

Handover::~Handover() {
    if (descriptor_ != kNone) {
        ::close(descriptor_);
    }
}

Socket Handover::take_socket(async::Executor executor) {
    Socket socket(executor);
    boost::system::error_code error;
    socket.assign(protocol_, descriptor_, error);
    if (!error) {
        descriptor_ = kNone;
    }
    return socket;
}

}  // namespace atelier::http
