// SPDX-License-Identifier: MIT
#include "server/accounts/session.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

#include "server/base/limits.h"
#include "server/workshop/base64.h"

namespace atelier::accounts {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::string_view kTokenDomain = "atelier-session-1";
constexpr std::string_view kLinkDomain = "atelier-session-link-1";

template <std::size_t kSize>
std::array<unsigned char, kSize> digest(std::string_view domain, BytesView bytes) {
    std::array<unsigned char, kSize> out{};
    const Bytes text = Bytes(domain).append(bytes);
    static_assert(kSize >= crypto_generichash_BYTES_MIN);
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       nullptr, 0);
    return out;
}

std::int64_t ms(std::chrono::milliseconds duration) {
    return duration.count();
}

}  // namespace

std::string make_session_token() {
    Bytes token(kTokenBytes, '\0');
    randombytes_buf(token.data(), token.size());
    return workshop::to_base64url(token);
}

std::optional<Bytes> session_hash(std::string_view token) {
    const std::optional<Bytes> bytes = workshop::from_base64url(token);
    if (!bytes || bytes->size() != kTokenBytes) {
        return std::nullopt;
    }
    const auto hash = digest<kTokenBytes>(kTokenDomain, *bytes);
    return Bytes(reinterpret_cast<const char*>(hash.data()), hash.size());
}

std::uint64_t session_link(BytesView hash) {
    const auto link = digest<crypto_generichash_BYTES_MIN>(kLinkDomain, hash);
    std::uint64_t id = 0;
    std::memcpy(&id, link.data(), sizeof id);
    return id | 1U;  // 0 is none
}

std::int64_t session_end_at_most_ms(const v1::Session& session) {
    return session.made_ms() + ms(limits::kSessionMax);
}

std::int64_t session_end_ms(const v1::Session& session) {
    return std::min(session_end_at_most_ms(session), session.seen_ms() + ms(limits::kSessionUnusedMax));
}

}  // namespace atelier::accounts
