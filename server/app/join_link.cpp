// SPDX-License-Identifier: MIT
#include "server/app/join_link.h"

#include <qrencode.h>

#include <memory>

namespace atelier::app {
namespace {

constexpr int kQuietZone = 2;  // modules around the code; 4 by the standard, 2 scan as well and fit smaller terminals

// The modules of a code, with a quiet zone around.
class Modules {
public:
    explicit Modules(const QRcode& code) : code_(code) {}

    int size() const { return code_.width + 2 * kQuietZone; }

    bool is_dark(int row, int column) const {
        const int y = row - kQuietZone;
        const int x = column - kQuietZone;
        return y >= 0 && x >= 0 && y < code_.width && x < code_.width && (code_.data[y * code_.width + x] & 1U) != 0;
    }

private:
    const QRcode& code_;
};

std::string_view half_block(bool upper, bool lower) {
    if (upper) {
        return lower ? "█" : "▀";
    }
    return lower ? "▄" : " ";
}

}  // namespace

std::string make_join_link(std::string_view public_url, const BoardId& board, const workshop::Capability& capability,
                           const workshop::ServerKey& key) {
    const std::string_view path = capability.role == workshop::Role::Screen ? "/ecran" : "/";
    return std::string(public_url).append(path) + "#b=" + board.text() + "&t=" + sign_capability(capability, key);
}

std::int64_t expiry_ms(std::int64_t now_ms, int days) noexcept {
    constexpr std::int64_t kDayMs = std::int64_t{24} * 60 * 60 * 1000;
    return now_ms + days * kDayMs;
}

std::string make_terminal_qr(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L),
                                                               &QRcode_free);
    if (!code) {
        return {};
    }
    const Modules modules(*code);
    std::string drawn;
    for (int row = 0; row < modules.size(); row += 2) {
        drawn += "\033[38;5;16;48;5;231m";  // black on white
        for (int column = 0; column < modules.size(); ++column) {
            drawn += half_block(modules.is_dark(row, column), modules.is_dark(row + 1, column));
        }
        drawn += "\033[0m\n";
    }
    return drawn;
}

}  // namespace atelier::app
