// A session: a random token that a browser keeps in a cookie, of which the server keeps a hash. All links that it gives have one
// id, by which they end with it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "atelier/v1/history.pb.h"
#include "server/base/bytes.h"

namespace atelier::accounts {

// 256 bits of the system's generator, as 43 characters that need no quotes in a cookie.
std::string make_session_token();

// What is kept of a token, 32 bytes; nothing for a text that is none. A token has 256 bits: a fast hash is enough.
std::optional<Bytes> session_hash(std::string_view token);

// Capability::id of the links that the session gives; never 0.
std::uint64_t session_link(BytesView hash);

// Wall clock: when it ends if nobody uses it any more, and when at the latest.
std::int64_t session_end_ms(const v1::Session& session);
std::int64_t session_end_at_most_ms(const v1::Session& session);

}  // namespace atelier::accounts
