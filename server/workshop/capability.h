// Capability links: what a token lets its bearer do, signed with the server's key. The token is the right itself: no
// account, no session table. It lives in the URL fragment, which browsers never send.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/workshop/role.h"

namespace atelier::workshop {

// 32 random bytes, made once per data directory, never shown.
struct ServerKey {
    std::array<unsigned char, 32> bytes{};
};

// Reads the key from 32 bytes; Malformed otherwise.
Result<ServerKey> server_key_from_bytes(BytesView bytes);
// A new one from the system's generator.
ServerKey make_server_key();

struct Capability {
    Role role = Role::Observer;
    std::string atelier;          // slug; the right covers every board of it ...
    BoardId board;                // ... unless this is not zero: then only this board
    std::int64_t expires_ms = 0;  // wall clock
    std::uint64_t id = 0;         // by which it can be taken back; 0: a random one is made when it is signed
};

// URL-safe text, no padding. The same right with the same id gives the same token.
std::string sign_capability(const Capability& capability, const ServerKey& key);

// BadToken when unreadable or forged (constant time), ExpiredToken when past `now_ms`.
Result<Capability> verify_capability(std::string_view token, const ServerKey& key, std::int64_t now_ms);

// Proof that `actor` on `board` was given to whoever shows it: a MAC, 16 bytes, so that the server stores nothing.
Bytes actor_key(const BoardId& board, ActorId actor, const ServerKey& key);
bool actor_key_fits(const BoardId& board, ActorId actor, BytesView shown, const ServerKey& key);

// The actor of the one card that this edit key signs (rule W34): a MAC of 64 bits. It is all that is kept of the key, and
// says nothing of who has it. Never zero.
ActorId actor_of_edit_key(const BoardId& board, BytesView edit_key, const ServerKey& key);

// Proof that this server committed `batch` on `board`: a MAC of 64 bits. Whoever has it may give the batch back (rule W29).
std::uint64_t commit_proof(const BoardId& board, BytesView batch, const ServerKey& key);

}  // namespace atelier::workshop
