// SPDX-License-Identifier: MIT
#include "server/history/keyframe.h"

#include <iterator>
#include <protozero/varint.hpp>

namespace atelier::history {

Bytes welcome_head(const v1::Welcome& welcome, std::size_t snapshot_size) {
    const auto begin_bytes = [](Bytes& out, int field, std::size_t size) {
        constexpr unsigned kLengthDelimited = 2;
        protozero::write_varint(std::back_inserter(out), (static_cast<unsigned>(field) << 3U) | kLengthDelimited);
        protozero::write_varint(std::back_inserter(out), size);
    };
    Bytes fields = welcome.SerializeAsString();
    begin_bytes(fields, v1::Welcome::kSnapshotFieldNumber, snapshot_size);
    Bytes head;
    begin_bytes(head, v1::Frame::kWelcomeFieldNumber, fields.size() + snapshot_size);
    return head + fields;
}

}  // namespace atelier::history
