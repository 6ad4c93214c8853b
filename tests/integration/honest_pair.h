// A server, and two honest people on one board who go on writing to each other whatever somebody else does to it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/metrics_page.h"
#include "tests/support/raw_socket.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

namespace atelier::test {

// What a server may grow by while it is attacked: a few megabytes are usual. A sanitizer keeps what is freed for a while.
#if defined(ATELIER_SANITIZED)
inline constexpr std::size_t kGrowthMax = std::size_t{1} << 30U;
#else
inline constexpr std::size_t kGrowthMax = std::size_t{32} << 20U;
#endif

class HonestPair {
public:
    // One thread, so that nobody is spared by being elsewhere; the pace that people have.
    explicit HonestPair(std::vector<std::string> arguments = {});

    // Each writes a card, which the other gets and which is kept, on the connection that they have had all along.
    // `meanwhile`, which must not wait, is called over and over.
    void exchange(const std::function<void()>& meanwhile = [] {});
    // Goes on with exchange() until `done`, which is also `meanwhile`.
    void exchange_until(const std::function<bool()>& done);
    // Somebody new comes in and sees what they wrote.
    void let_in_another(const std::function<void()>& meanwhile = [] {});
    MetricsPage metrics() const { return read_metrics(server.metrics_port()); }

    // For who is not honest: a connection, one that asked for a WebSocket, and a Hello that would be let in.
    RawSocket connect(int receive_bytes = 0) const { return RawSocket(server.port(), instance.board(), receive_bytes); }
    Bytes hello() const { return hello(instance.token()); }
    Bytes hello(const std::string& token) const;

    Instance instance;
    ServerProcess server;
    Address address;
    boost::asio::io_context context;
    std::unique_ptr<WsClient> ada;
    std::unique_ptr<WsClient> ben;

private:
    void run(const std::function<bool()>& done, const std::function<void()>& meanwhile);
    std::size_t cards_ = 0;
};

}  // namespace atelier::test
