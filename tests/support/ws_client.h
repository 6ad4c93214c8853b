// A native client of a server on loopback, as the dress rehearsal has them, that comes back at once.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server/rehearsal/client.h"
#include "tests/support/ws_link.h"

namespace atelier::test {

// Thread: the one that runs the io_context.
class WsClient : public rehearsal::Client {
public:
    WsClient(boost::asio::io_context& context, const Address& address, const std::string& token, std::uint64_t seed)
        : Client(context, target_of(address), token, seed,
                 {std::chrono::milliseconds(25), std::chrono::milliseconds(25)}) {}
};

// Runs the context until `done`; false after `seconds`, which is far more than anything takes: a failure, not a measure.
bool run_until(boost::asio::io_context& context, const std::function<bool()>& done, int seconds = 60);
// Pumps the clients until each is live and nothing waits in it; false as run_until().
bool run_until_settled(boost::asio::io_context& context, const std::vector<WsClient*>& clients);

}  // namespace atelier::test
