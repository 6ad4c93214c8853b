// A balanced Feistel network of eight rounds over the 64 bits of an actor; each round's function is keyed BLAKE2b of the table,
// the round and one half.
// SPDX-License-Identifier: MIT
#include "server/workshop/table_actor.h"

#include <sodium.h>

#include <array>
#include <string_view>

namespace atelier::workshop {
namespace {

constexpr std::string_view kDomain = "atelier-table-actor-1";
constexpr unsigned kRounds = 8;  // four make it look like chance to who asks both ways; twice that

struct Halves {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
};

Halves halves_of(ActorId actor) {
    return {static_cast<std::uint32_t>(actor.value >> 32U), static_cast<std::uint32_t>(actor.value)};
}

ActorId joined(Halves halves) {
    return {(std::uint64_t{halves.left} << 32U) | halves.right};
}

std::uint32_t mixed(const BoardId& table, unsigned round, std::uint32_t half, const ServerKey& key) {
    std::array<unsigned char, 5> tail{static_cast<unsigned char>(round)};
    for (std::size_t i = 0; i < 4; ++i) {
        tail[1 + i] = static_cast<unsigned char>(half >> (8U * i));
    }
    std::array<unsigned char, crypto_generichash_BYTES_MIN> mac{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.bytes.data(), key.bytes.size(), mac.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(kDomain.data()), kDomain.size());
    crypto_generichash_update(&state, table.bytes.data(), table.bytes.size());
    crypto_generichash_update(&state, tail.data(), tail.size());
    crypto_generichash_final(&state, mac.data(), mac.size());
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        out |= std::uint32_t{mac[i]} << (8U * i);
    }
    return out;
}

}  // namespace

ActorId actor_at_table(const BoardId& table, ActorId shared, const ServerKey& key) {
    Halves now = halves_of(shared);
    for (unsigned round = 0; round < kRounds; ++round) {
        now = {now.right, now.left ^ mixed(table, round, now.right, key)};
    }
    return joined(now);
}

ActorId actor_on_shared(const BoardId& table, ActorId at_table, const ServerKey& key) {
    Halves now = halves_of(at_table);
    for (unsigned round = kRounds; round-- > 0;) {
        now = {now.right ^ mixed(table, round, now.left, key), now.left};
    }
    return joined(now);
}

}  // namespace atelier::workshop
