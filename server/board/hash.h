// Hashing for the state hash: XXH64 over a canonical little-endian form. Equal on every host; not for secrets.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/board/ids.h"

namespace atelier::board {

// 64-bit hash of bytes (XXH64, seed 0).
std::uint64_t hash_bytes(std::string_view bytes) noexcept;

// Builds the canonical form of one entity. Fields have fixed width or a length in front, so that no two entities share a
// form. Asks for memory only when the form is longer than kInlineBytes: an edge or a ballot never does.
// Most of an entity fits into the bytes at hand, which are written before they are read.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
class HashWriter {
public:
    HashWriter& u64(std::uint64_t value) {
        std::array<char, 8> bytes{};
        for (char& byte : bytes) {
            byte = static_cast<char>(value & 0xffU);
            value >>= 8U;
        }
        return append({bytes.data(), bytes.size()});
    }
    HashWriter& id(const Id& value) { return u64(value.actor.value).u64(value.counter); }
    HashWriter& stamp(const Stamp& value) { return u64(value.lamport).u64(value.actor.value); }
    HashWriter& text(std::string_view value) { return u64(value.size()).append(value); }
    std::uint64_t finish() const noexcept {
        return hash_bytes(long_.empty() ? std::string_view(short_.data(), size_) : std::string_view(long_));
    }

private:
    static constexpr std::size_t kInlineBytes = 256;

    HashWriter& append(std::string_view bytes) {
        if (long_.empty() && size_ + bytes.size() <= kInlineBytes) {
            bytes.copy(short_.data() + size_, bytes.size());
            size_ += bytes.size();
        } else {
            if (long_.empty()) {
                long_.reserve(size_ + bytes.size());
                long_.assign(short_.data(), size_);
            }
            long_.append(bytes);
        }
        return *this;
    }

    std::array<char, kInlineBytes> short_;
    std::size_t size_ = 0;  // of short_; long_ takes over when that is full
    std::string long_;
};

struct IdHash {
    std::uint64_t operator()(const Id& id) const noexcept { return mix(id); }
    static std::uint64_t mix(const Id& id) noexcept {
        std::uint64_t z = id.actor.value + 0x9e3779b97f4a7c15U * (id.counter + 1ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        return z ^ (z >> 31U);
    }
};

}  // namespace atelier::board
