// Ops from bytes: what decodes encodes to the same ops, and merges or is refused without harm.
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "server/board/board.h"
#include "server/board/codec.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto ops = board::decode_batch({reinterpret_cast<const char*>(data), size});
    if (!ops) {
        return 0;
    }
    const bool known = std::none_of(
        ops->begin(), ops->end(), [](const board::Op& op) { return std::holds_alternative<board::Unknown>(op.body); });
    if (known) {
        const auto again = board::decode_batch(board::encode_batch(*ops));
        ATELIER_CHECK(again && *again == *ops);
    }
    board::Board board;
    for (const board::Op& op : *ops) {
        const bool passes = board.check(op).has_value();
        const auto outcome = board.apply(op);
        if (passes) {
            ATELIER_CHECK(outcome && *outcome != board::Outcome::Parked && *outcome != board::Outcome::Ignored);
        }
    }
    const auto loaded = board::Board::decode(board.encode());
    ATELIER_CHECK(!loaded || loaded->hash() == board.hash());
    return 0;
}
