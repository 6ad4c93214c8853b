// What stands before the server in the real world: a door that speaks TLS and passes on what is said. Its certificate is
// made at the spot, for 127.0.0.1, and signed by itself.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

namespace atelier::test {

// Runs on a thread of its own while it lives.
class TlsDoor {
public:
    // Passes connections on to that port of loopback. The certificate is written to `folder`.
    TlsDoor(std::uint16_t server, const std::filesystem::path& folder);
    TlsDoor(const TlsDoor&) = delete;
    TlsDoor& operator=(const TlsDoor&) = delete;
    ~TlsDoor();

    std::uint16_t port() const noexcept;
    // For SSL_CERT_FILE: who trusts it trusts the door.
    const std::filesystem::path& certificate() const noexcept;

private:
    struct Running;
    std::unique_ptr<Running> running_;
};

}  // namespace atelier::test
