// Frames of the protocol as bytes: the envelope only (wire.proto). What is inside a batch is the board's business.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "atelier/v1/wire.pb.h"
#include "server/base/bytes.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/room/sentences.h"
#include "storage/store.h"

namespace atelier::room {

// An encoded server frame: immutable, built once, in the queues of any number of members.
using SharedFrame = std::shared_ptr<const Bytes>;

// One accepted Submit: what `Commit` in wire.proto says, in memory.
struct Commit {
    OpSeq first;
    std::uint32_t op_count = 0;
    std::int64_t server_time_ms = 0;
    Bytes batch;
    std::uint64_t mark = 0;  // stands for the history up to and with this commit (rule W27)
    bool has_ballots = false;

    OpSeq last() const noexcept { return {first.value + op_count - 1}; }
};

// TooLarge (rule W3), Malformed, and UnknownType for a frame of no kind that clients send.
Result<v1::Frame> parse_client_frame(BytesView bytes);

// One op, or with counter 0 the connection.
struct Refusal {
    ErrorCode code = ErrorCode::Malformed;
    std::uint32_t counter = 0;
    bool is_closing = false;
};
SharedFrame make_refused_frame(const Refusal& refusal, Language language);

enum class Notice : std::uint8_t { ShuttingDown, Replaced, Resync };
SharedFrame make_notice_frame(Notice notice);

SharedFrame encode_frame(const v1::Frame& frame);
// The mark of a history that ends with this link of storage's chain.
std::uint64_t mark_of(const storage::Chain& chain) noexcept;

}  // namespace atelier::room
