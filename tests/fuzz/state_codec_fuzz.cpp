// States from bytes: what loads has the hash it claims, and goes on merging.
// SPDX-License-Identifier: MIT
#include "server/board/board.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto board = board::Board::decode({reinterpret_cast<const char*>(data), size});
    if (!board) {
        return 0;
    }
    const auto again = board::Board::decode(board->encode());
    ATELIER_CHECK(again && again->hash() == board->hash());
    return 0;
}
