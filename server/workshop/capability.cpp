// Token layout before base64url: role u8 | expires_ms i64 LE | id 8 random bytes | board 16 bytes | atelier slug | MAC 16 bytes.
// The MAC is keyed BLAKE2b-128 (libsodium) with a domain word, so that no other use of the key can be mistaken for it.
// SPDX-License-Identifier: MIT
#include "server/workshop/capability.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "server/base/limits.h"
#include "server/workshop/base64.h"

namespace atelier::workshop {
namespace {

constexpr std::size_t kMacBytes = 16;  // 128 bits: crypto_generichash_BYTES_MIN
constexpr std::size_t kFixedBytes = 1 + 8 + 8 + 16;
constexpr std::string_view kTokenDomain = "atelier-capability-1";
constexpr std::string_view kActorDomain = "atelier-actor-1";
constexpr std::string_view kCommitDomain = "atelier-commit-1";
constexpr std::string_view kEditKeyDomain = "atelier-edit-key-1";

Bytes mac(std::string_view domain, BytesView message, const ServerKey& key) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.bytes.data(), key.bytes.size(), kMacBytes);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(domain.data()), domain.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(message.data()), message.size());
    Bytes out(kMacBytes, '\0');
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(out.data()), out.size());
    return out;
}

bool equal_in_constant_time(BytesView a, BytesView b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void put_u64(Bytes& out, std::uint64_t value) {
    for (int shift = 0; shift < 64; shift += 8) {
        out.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xffU));
    }
}

std::uint64_t get_u64(BytesView bytes) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8U * i);
    }
    return value;
}

Bytes actor_message(const BoardId& board, ActorId actor) {
    Bytes message(board.view());
    put_u64(message, actor.value);
    return message;
}

}  // namespace

Result<ServerKey> server_key_from_bytes(BytesView bytes) {
    ServerKey key;
    if (bytes.size() != key.bytes.size()) {
        return Error(ErrorCode::Malformed, "a server key has 32 bytes");
    }
    std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
    return key;
}

ServerKey make_server_key() {
    ATELIER_CHECK(sodium_init() >= 0);
    ServerKey key;
    randombytes_buf(key.bytes.data(), key.bytes.size());
    return key;
}

std::string sign_capability(const Capability& capability, const ServerKey& key) {
    Bytes raw;
    raw.push_back(static_cast<char>(capability.role));
    put_u64(raw, static_cast<std::uint64_t>(capability.expires_ms));
    std::uint64_t id = capability.id;
    if (id == 0) {
        randombytes_buf(&id, sizeof id);
    }
    put_u64(raw, id);
    raw += capability.board.view();
    raw += capability.atelier;
    raw += mac(kTokenDomain, raw, key);
    return to_base64url(raw);
}

Result<Capability> verify_capability(std::string_view token, const ServerKey& key, std::int64_t now_ms) {
    if (token.size() > 2 * (kFixedBytes + limits::kLabelBytesMax + kMacBytes)) {
        return Error(ErrorCode::BadToken, "the token is too long");
    }
    const std::optional<Bytes> raw = from_base64url(token);
    if (!raw || raw->size() < kFixedBytes + kMacBytes) {
        return Error(ErrorCode::BadToken, "the token is too short, or not base64url");
    }
    const BytesView signed_part = BytesView(*raw).substr(0, raw->size() - kMacBytes);
    if (!equal_in_constant_time(mac(kTokenDomain, signed_part, key), BytesView(*raw).substr(signed_part.size()))) {
        return Error(ErrorCode::BadToken, "the token was not signed by this server");
    }
    Capability capability;
    capability.role = static_cast<Role>(signed_part[0]);
    capability.expires_ms = static_cast<std::int64_t>(get_u64(signed_part.substr(1)));
    capability.id = get_u64(signed_part.substr(9));
    ATELIER_TRY_ASSIGN(capability.board, board_id_from_bytes(signed_part.substr(17, 16)));
    capability.atelier = signed_part.substr(kFixedBytes);
    if (capability.expires_ms <= now_ms) {
        return Error(ErrorCode::ExpiredToken, "the token is past its date");
    }
    return capability;
}

Bytes actor_key(const BoardId& board, ActorId actor, const ServerKey& key) {
    return mac(kActorDomain, actor_message(board, actor), key);
}

std::uint64_t commit_proof(const BoardId& board, BytesView batch, const ServerKey& key) {
    Bytes message(board.view());
    message += batch;
    return get_u64(mac(kCommitDomain, message, key));
}

ActorId actor_of_edit_key(const BoardId& board, BytesView edit_key, const ServerKey& key) {
    Bytes message(board.view());
    message += edit_key;
    const std::uint64_t value = get_u64(mac(kEditKeyDomain, message, key));
    return {value == 0 ? 1 : value};
}

bool actor_key_fits(const BoardId& board, ActorId actor, BytesView shown, const ServerKey& key) {
    return equal_in_constant_time(actor_key(board, actor, key), shown);
}

}  // namespace atelier::workshop
