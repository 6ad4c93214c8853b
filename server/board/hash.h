// Hashing for the state hash: XXH64 over a canonical little-endian form. Equal on every host; not for secrets.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/board/ids.h"

namespace atelier::board {

// 64-bit hash of bytes (XXH64, seed 0).
std::uint64_t hash_bytes(std::string_view bytes) noexcept;

// Builds the canonical form of one entity. Fields have fixed width or a length in front, so that no two entities share a form.
class HashWriter {
public:
    HashWriter& u64(std::uint64_t value) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            form_.push_back(static_cast<char>((value >> shift) & 0xffU));
        }
        return *this;
    }
    HashWriter& id(const Id& value) { return u64(value.actor.value).u64(value.counter); }
    HashWriter& stamp(const Stamp& value) { return u64(value.lamport).u64(value.actor.value); }
    HashWriter& text(std::string_view value) {
        u64(value.size());
        form_.append(value);
        return *this;
    }
    std::uint64_t finish() const noexcept { return hash_bytes(form_); }

private:
    std::string form_;
};

struct IdHash {
    std::size_t operator()(const Id& id) const noexcept { return static_cast<std::size_t>(mix(id)); }
    static std::uint64_t mix(const Id& id) noexcept {
        std::uint64_t z = id.actor.value + 0x9e3779b97f4a7c15U * (id.counter + 1ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        return z ^ (z >> 31U);
    }
};

}  // namespace atelier::board
