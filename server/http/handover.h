// A connection on its way from one thread to another: from the listener to a thread, and from there to the thread of the
// board it asks for. Between the two it belongs to no io_context, only to this.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "server/http/beast.h"
#include "server/http/services.h"

namespace atelier::http {

// Closes the descriptor when nobody takes it.
class Handover {
public:
    // Takes the descriptor out of the socket's io_context. REQUIRES: nothing is under way on the socket.
    Handover(Socket socket, std::unique_ptr<CountedConnection> counted)
        : protocol_(socket.local_endpoint(ignored()).protocol()),
          descriptor_(socket.release(ignored())),
          counted_(std::move(counted)) {}
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;
    ~Handover();

    // The socket, on another io_context.
    Socket take_socket(async::Executor executor);
    std::unique_ptr<CountedConnection> take_counted() { return std::move(counted_); }

    beast::flat_buffer buffer;       // what was read beyond the request
    std::optional<Request> request;  // read already, to be answered

private:
    static boost::system::error_code& ignored() {
        static thread_local boost::system::error_code error;
        return error;
    }

    Tcp protocol_;
    Socket::native_handle_type descriptor_;
    std::unique_ptr<CountedConnection> counted_;
};

}  // namespace atelier::http
