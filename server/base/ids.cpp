// SPDX-License-Identifier: MIT
#include "server/base/ids.h"

#include <cstring>

#include "server/base/bytes.h"

namespace atelier {
namespace {

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return -1;
}

}  // namespace

std::string BoardId::text() const {
    return to_hex(view());
}

Result<BoardId> parse_board_id(std::string_view text) {
    BoardId id;
    if (text.size() != id.bytes.size() * 2) {
        return Error(ErrorCode::Malformed, "a board id has 32 hexadecimal digits");
    }
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        const int high = hex_value(text[2 * i]);
        const int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            return Error(ErrorCode::Malformed, "a board id has 32 hexadecimal digits");
        }
        id.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return id;
}

Result<BoardId> board_id_from_bytes(std::string_view raw) {
    BoardId id;
    if (raw.size() != id.bytes.size()) {
        return Error(ErrorCode::Malformed, "a board id has 16 bytes");
    }
    std::memcpy(id.bytes.data(), raw.data(), raw.size());
    return id;
}

}  // namespace atelier
