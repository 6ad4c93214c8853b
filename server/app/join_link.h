// Join links: the public URL with board and capability in its fragment, which browsers never send.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/ids.h"
#include "server/workshop/capability.h"

namespace atelier::app {

// "<public url>/#b=<board>&t=<token>"; for screens "<public url>/ecran#…".
std::string make_join_link(std::string_view public_url, const BoardId& board, const workshop::Capability& capability,
                           const workshop::ServerKey& key);

// When a link made now for so many days stops working. REQUIRES: days > 0.
std::int64_t expiry_ms(std::int64_t now_ms, int days) noexcept;

// The text as a QR code of half blocks, black on white whatever the terminal's colours, one line feed a line.
// Empty when the text is too long for one.
std::string make_terminal_qr(const std::string& text);

}  // namespace atelier::app
