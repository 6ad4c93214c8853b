// The fuzzer's bytes read as choices, so that it steers what people do instead of guessing a format.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "server/base/bytes.h"
#include "server/base/random.h"

namespace atelier::testing {

// Zeros when used up. `bytes` outlives it.
class ByteSource final : public Random {
public:
    explicit ByteSource(BytesView bytes) : bytes_(bytes) {}
    ByteSource(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}

    bool empty() const noexcept { return bytes_.empty(); }
    std::uint8_t byte() { return static_cast<std::uint8_t>(take(1).empty() ? 0 : last_); }
    // Chance for whoever wants some: one byte a choice, so that a changed byte changes one choice.
    std::uint64_t next() override { return byte(); }
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (; size > 0; --size) {
            value = (value << 8U) | byte();
        }
        return value;
    }
    // Up to `most` bytes, as many as two bytes say.
    BytesView chunk(std::size_t most) { return take(std::min<std::size_t>(most, number(2))); }
    BytesView rest() { return take(bytes_.size()); }

private:
    BytesView take(std::size_t count) {
        const BytesView taken = bytes_.substr(0, count);
        bytes_.remove_prefix(taken.size());
        last_ = taken.empty() ? 0 : static_cast<unsigned char>(taken.back());
        return taken;
    }

    BytesView bytes_;
    unsigned last_ = 0;
};

}  // namespace atelier::testing
