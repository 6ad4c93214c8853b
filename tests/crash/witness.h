// Somebody who only watches a board and writes down, outside the server, everything that was shown as kept.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "server/base/bytes.h"
#include "storage/store.h"
#include "tests/support/ws_link.h"

namespace atelier::test {

// What was acknowledged, over all lives of the server.
struct Ledger {
    std::map<std::uint64_t, Bytes> batches;  // first position -> ops as they were echoed
    std::uint64_t position = 0;              // the farthest that anybody was shown

    // Acknowledged batches that the log does not hold as they were; 0 is the promise (rule W11).
    std::size_t count_lost(storage::Store& store, const BoardId& board) const;
};

// An observer's raw connection. Thread: the io_context's.
class Witness {
public:
    // `ledger` outlives the witness. `token`: an observer's.
    Witness(boost::asio::io_context& context, const Address& address, const std::string& token, Ledger& ledger);
    Witness(const Witness&) = delete;
    Witness& operator=(const Witness&) = delete;
    ~Witness() = default;

private:
    void on_frame(BytesView bytes);

    Ledger& ledger_;
    std::unique_ptr<WsLink> link_;
};

}  // namespace atelier::test
