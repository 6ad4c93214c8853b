// A long history in a data directory, and somebody who looks back on it as a page does: what the replay suite shares.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/board/op.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"

namespace atelier::testing {

// Every op a record of its own, snapshots and timeline as a room writes them.
void write_history(const test::Instance& instance, const std::vector<board::Op>& ops);

// Asks the real server; blocking.
class Viewer {
public:
    // `instance` outlives this.
    Viewer(const test::Instance& instance, std::uint16_t port) : instance_(instance), port_(port) {}

    // Milliseconds until the last byte is here.
    double open();
    double look_at(const nlohmann::json& piece);

    const nlohmann::json& index() const noexcept { return index_; }
    std::size_t bytes() const noexcept { return bytes_; }  // of the last answer

private:
    double ask(const std::string& rest, const std::string& encoding);

    const test::Instance& instance_;
    std::uint16_t port_;
    test::HttpAnswer answer_;
    nlohmann::json index_;
    std::size_t bytes_ = 0;
};

}  // namespace atelier::testing
