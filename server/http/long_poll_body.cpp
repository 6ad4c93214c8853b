// SPDX-License-Identifier: MIT
#include "server/http/long_poll_body.h"

#include <cstdint>

namespace atelier::http {
namespace {

constexpr unsigned kVarintBytesMax = 5;  // lengths below 2^35: any body

}  // namespace

void append_entry(Bytes& body, BytesView frame) {
    append_length(body, frame.size());
    body += frame;
}

void append_length(Bytes& body, std::uint64_t length) {
    while (length >= 0x80) {
        body.push_back(static_cast<char>((length & 0x7fU) | 0x80U));
        length >>= 7U;
    }
    body.push_back(static_cast<char>(length));
}

Result<std::vector<BytesView>> split_entries(BytesView body) {
    std::vector<BytesView> frames;
    while (!body.empty()) {
        std::uint64_t length = 0;
        unsigned used = 0;
        bool has_more = true;
        while (has_more) {
            if (used == kVarintBytesMax || used == body.size()) {
                return Error(ErrorCode::Malformed, "a length of the body is cut short");
            }
            const auto byte = static_cast<unsigned char>(body[used]);
            length |= std::uint64_t{byte & 0x7fU} << (7U * used);
            has_more = (byte & 0x80U) != 0;
            ++used;
        }
        body.remove_prefix(used);
        if (length > body.size()) {
            return Error(ErrorCode::Malformed, "a frame of the body is cut short");
        }
        frames.push_back(body.substr(0, length));
        body.remove_prefix(length);
    }
    return frames;
}

}  // namespace atelier::http
