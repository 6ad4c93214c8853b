// States from bytes: what loads has the hash it claims, encodes to itself, and goes on merging like any other board.
// SPDX-License-Identifier: MIT
#include <charconv>

#include "server/base/limits.h"
#include "server/board/board.h"
#include "server/board/pbf.h"
#include "server/board/state_format.h"
#include "tests/property/random_ops.h"
#include "tests/support/tally.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

using board::Board;

// No fuzzer guesses a hash: the error says the right one, and the last of two fields counts.
Result<Board> load(Bytes bytes) {
    Result<Board> board = Board::decode(bytes);
    if (board || board.error().code != ErrorCode::Corrupt) {
        return board;
    }
    const std::string& detail = board.error().detail;
    std::uint64_t hash = 0;
    const std::size_t digits = detail.find_last_of(' ') + 1;
    std::from_chars(detail.data() + digits, detail.data() + detail.size(), hash);
    board::pbf::Writer(bytes).add_uint64(board::state_format::field::state::kHash, hash);
    return Board::decode(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Result<Board> board = load({reinterpret_cast<const char*>(data), size});
    ATELIER_CHECK(board || board.error().code != ErrorCode::Corrupt);
    if (!board) {
        return 0;
    }
    Result<Board> again = Board::decode(board->encode());
    ATELIER_CHECK(again && again->hash() == board->hash());
    bool has_room = board->lamport() < limits::kLamportMax - 1000;
    for (const board::Item& item : board->items()) {
        item.text.check_invariants();
        static_cast<void>(testing::tally_of(*board, item.id));
        has_room = has_room && item.text.size_utf16() < limits::kTextCharsMax - 1000;
    }
    // Somebody whom the board does not know goes on with it.
    SeededRandom random(size);
    testing::Replica person(0x0123'4567'89ab'cdefU);
    has_room = has_room && board->next_counter(person.actor) < limits::kCounterMax - 1000;
    person.board = *std::move(board);
    for (int i = 0; has_room && i < 20; ++i) {
        ATELIER_CHECK(again->apply(testing::random_op(person, random)).has_value());
    }
    ATELIER_CHECK(again->hash() == person.board.hash());
    return 0;
}
