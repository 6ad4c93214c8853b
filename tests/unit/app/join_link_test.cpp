// SPDX-License-Identifier: MIT
#include "server/app/join_link.h"

#include <algorithm>

#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::app;

TEST_CASE("a join link carries board and token in the fragment, and the token verifies") {
    const workshop::ServerKey key = workshop::make_server_key();
    BoardId board;
    board.bytes.fill(0xab);
    workshop::Capability capability;
    capability.role = workshop::Role::Screen;
    capability.atelier = "toulon";
    capability.expires_ms = expiry_ms(1000, 2);
    const std::string url = make_join_link("https://atelier.example.org", board, capability, key);
    const std::string start = "https://atelier.example.org/ecran#b=abababababababababababababababab&t=";
    REQUIRE(url.starts_with(start));
    const auto verified = verify_capability(url.substr(start.size()), key, 1000);
    REQUIRE(verified.has_value());
    CHECK(verified->role == workshop::Role::Screen);
    CHECK(verified->expires_ms == 1000 + 2 * 86'400'000);
    capability.role = workshop::Role::Participant;
    CHECK(make_join_link("https://a.org", board, capability, key).starts_with("https://a.org/#b="));
}

TEST_CASE("a QR code is drawn as lines of one width, each with its colours set and reset") {
    const std::string drawn = make_terminal_qr("https://atelier.example.org/#b=0&t=0");
    REQUIRE_FALSE(drawn.empty());
    const auto lines = std::count(drawn.begin(), drawn.end(), '\n');
    // Version 3, 29 modules and 2 around them on each side: 33 rows of modules, two to a line.
    CHECK(lines == 17);
    std::size_t resets = 0;
    for (std::size_t at = drawn.find("\033[0m"); at != std::string::npos; at = drawn.find("\033[0m", at + 1)) {
        ++resets;
    }
    CHECK(resets == 17);
}

TEST_CASE("a text that no QR code holds gives none") {
    CHECK(make_terminal_qr(std::string(5000, 'x')).empty());
}
