// A native client over long-poll: the same ClientSession, in bodies of POST requests (rule W2).
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "server/base/random.h"
#include "server/client/client_session.h"
#include "tests/support/http_exchange.h"
#include "tests/support/ws_link.h"

namespace atelier::test {

// Blocking.
class PollClient {
public:
    PollClient(const Address& address, const std::string& token, std::uint64_t seed);

    client::ClientSession& session() noexcept { return session_; }
    // Of the long-poll session; empty = none.
    const std::string& session_id() const noexcept { return id_; }
    // One request and its answer; after a session that ended, the next one says Hello again.
    HttpAnswer exchange_once();
    // Until everything of ours is kept and the position is at least this; false when that does not happen.
    bool exchange_until(OpSeq position);

private:
    Address address_;
    SeededRandom random_;
    client::ClientSession session_;
    std::string id_;
};

}  // namespace atelier::test
