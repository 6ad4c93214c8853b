// A client's half of RFC 6455: what comes out does not depend on how the bytes are cut, and keeps the bounds.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <tuple>
#include <vector>

#include "server/base/check.h"
#include "server/http/websocket_reader.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

constexpr std::size_t kMax = 200;  // small, so that the fuzzer gets there

using Seen = std::tuple<http::WebSocketEvent::Kind, bool, std::optional<std::uint16_t>, Bytes>;

std::vector<Seen> read(BytesView bytes, std::size_t piece) {
    http::WebSocketReader reader(kMax);
    std::vector<Seen> seen;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.substr(at, piece));
        for (auto event = reader.next(); event; event = reader.next()) {
            ATELIER_CHECK(event->payload.size() <= kMax);
            ATELIER_CHECK(seen.empty() || std::get<0>(seen.back()) != http::WebSocketEvent::Kind::Fault);
            seen.emplace_back(event->kind, event->is_binary, event->code, event->payload);
        }
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const char*>(data), size);
    const std::vector<Seen> whole = read(bytes, std::max<std::size_t>(size, 1));
    ATELIER_CHECK(read(bytes, 1) == whole);
    ATELIER_CHECK(read(bytes, 5) == whole);
    return 0;
}
