// SPDX-License-Identifier: MIT
#include "server/app/import/source_identity.h"

#include <sodium.h>

#include <array>
#include <cstdint>
#include <string>

namespace atelier::app {
namespace {

// First 8 bytes, little endian, of BLAKE2b-128 over the parts; NUL ends each part, and no part holds one.
std::uint64_t derive(std::string_view domain, const BoardId& board, std::string_view format,
                     std::string_view source_id) {
    std::string message(board.view());
    for (const std::string_view part : {domain, format, source_id}) {
        message += part;
        message += '\0';
    }
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                       nullptr, 0);
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) {
        value |= std::uint64_t{hash.at(i)} << (8U * i);
    }
    return value == 0 ? 1 : value;
}

}  // namespace

ActorId derive_actor(const BoardId& board, std::string_view format, std::string_view source_id) {
    return {derive("atelier-import-actor-1", board, format, source_id)};
}

VoterId derive_voter(const BoardId& board, std::string_view format, std::string_view source_id) {
    return {derive("atelier-import-voter-1", board, format, source_id)};
}

}  // namespace atelier::app
