// Columns of a saved state: one packed field for all entries of a kind, so that what is alike lies together and
// compresses well. Signed values and differences are zigzag, as in protobuf's sint32 and sint64.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

#include "server/base/protozero.h"

namespace atelier::board {

using ColumnOut = std::vector<std::uint64_t>;

inline void write_column(protozero::pbf_writer& writer, protozero::pbf_tag_type tag, const ColumnOut& column) {
    writer.add_packed_uint64(tag, column.begin(), column.end());
}

// A column being read: values in order, as often as they are asked for. What is missing reads as 0 and is remembered, so
// that a reader may look once, behind its loop. A value. Malformed varints throw as protozero's readers do.
class ColumnIn {
public:
    // Reads one occurrence of the field.
    void read(protozero::pbf_reader& reader) {
        const auto values = reader.get_packed_uint64();
        next_ = values.begin();
        end_ = values.end();
    }
    bool ended() const noexcept { return next_ == end_; }
    // False when a value was missing, or too large for its type.
    bool good() const noexcept { return good_; }

    std::uint64_t next() {
        if (ended()) {
            good_ = false;
            return 0;
        }
        return *next_++;
    }
    std::uint32_t next32() {
        const std::uint64_t value = next();
        if (value > std::numeric_limits<std::uint32_t>::max()) {
            good_ = false;
            return 0;
        }
        return static_cast<std::uint32_t>(value);
    }
    std::int32_t next_signed() { return protozero::decode_zigzag32(next32()); }

private:
    protozero::pbf_reader::const_uint64_iterator next_;
    protozero::pbf_reader::const_uint64_iterator end_;
    bool good_ = true;
};

// True when all that was there was read, and no more.
inline bool used_up(std::initializer_list<const ColumnIn*> columns) {
    for (const ColumnIn* column : columns) {
        if (!column->good() || !column->ended()) {
            return false;
        }
    }
    return true;
}

// Differences wrap around, so that any value can follow any other.
constexpr std::uint64_t difference32(std::uint32_t value, std::uint32_t from) noexcept {
    return protozero::encode_zigzag32(static_cast<std::int32_t>(value - from));
}
constexpr std::uint64_t difference64(std::uint64_t value, std::uint64_t from) noexcept {
    return protozero::encode_zigzag64(static_cast<std::int64_t>(value - from));
}
inline std::uint32_t next_from32(ColumnIn& column, std::uint32_t from) {
    return from + static_cast<std::uint32_t>(column.next_signed());
}
inline std::uint64_t next_from64(ColumnIn& column, std::uint64_t from) {
    return from + static_cast<std::uint64_t>(protozero::decode_zigzag64(column.next()));
}

}  // namespace atelier::board
