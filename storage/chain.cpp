// SPDX-License-Identifier: MIT
#include "storage/chain.h"

#include <sodium.h>

#include <limits>

#include "storage/keys.h"

namespace atelier::storage {
namespace {

// Positions stay below this, so that `position + 1` never wraps and the last key of a board is never used.
constexpr std::uint64_t kPositionMax = std::numeric_limits<std::int64_t>::max();

void feed(crypto_generichash_state& state, BytesView bytes) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

Link origin_link(const BoardId& board) {
    Link link;
    link.chain = board.bytes;
    return link;
}

Link next_link(const Link& before, OpSeq first, std::uint32_t op_count, std::int64_t server_time_ms, BytesView batch) {
    std::string numbers;
    append_big_endian(numbers, first.value);
    append_big_endian(numbers, op_count);
    append_big_endian(numbers, static_cast<std::uint64_t>(server_time_ms));

    Link link;
    link.position = {first.value + op_count - 1};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, link.chain.size());
    feed(state, chain_view(before.chain));
    feed(state, numbers);
    feed(state, batch);
    crypto_generichash_final(&state, link.chain.data(), link.chain.size());
    return link;
}

bool follows(OpSeq head, OpSeq first, std::uint32_t op_count) noexcept {
    return op_count > 0 && first.value > head.value && first.value - head.value == 1 &&
           first.value < kPositionMax - op_count;
}

Result<Link> link_append(const Link& head, const Append& append) {
    if (!follows(head.position, append.first, append.op_count)) {
        return Error(ErrorCode::OutOfOrder, "board " + append.board.text() + ": an append of " +
                                                std::to_string(append.op_count) + " ops at position " +
                                                std::to_string(append.first.value) + " does not follow the head at " +
                                                std::to_string(head.position.value));
    }
    return next_link(head, append.first, append.op_count, append.server_time_ms, append.batch);
}

Head head_of(const Link& link) {
    if (link.position.value == 0) {
        return {};
    }
    return {link.position, Bytes(chain_view(link.chain))};
}

BytesView chain_view(const Chain& chain) noexcept {
    return {reinterpret_cast<const char*>(chain.data()), chain.size()};
}

}  // namespace atelier::storage
