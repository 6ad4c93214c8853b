// SPDX-License-Identifier: MIT
#include "storage/keys.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

TEST_CASE("[F1] keys in byte order are boards in order, and positions in order within each", "[storage]") {
    std::vector<std::string> keys;
    for (const std::uint8_t board : std::initializer_list<std::uint8_t>{0, 1, 254, 255}) {
        for (const std::uint64_t position : {0ULL, 1ULL, 255ULL, 256ULL, 65'536ULL, 1ULL << 40U, ~0ULL}) {
            keys.push_back(numbered_key(sample::board(board), position));
        }
    }
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("[F1] a key is the board's 16 bytes and the number, most significant byte first", "[storage]") {
    CHECK(to_hex(numbered_key(sample::board(0xab), 0x0102030405060708)) ==
          "abababababababababababababababab0102030405060708");
    CHECK(number_of_key(numbered_key(sample::board(1), 77)) == 77U);
    CHECK_FALSE(number_of_key("too short").has_value());
    CHECK_FALSE(number_of_key(std::string(25, 'x')).has_value());
}

TEST_CASE("[F2] the end of a prefix is behind all of its keys and before the next one", "[storage]") {
    CHECK(end_of_prefix("board/") == "board0");
    CHECK(end_of_prefix("a\xff") == "b");
    CHECK_FALSE(end_of_prefix("\xff\xff").has_value());
    CHECK_FALSE(end_of_prefix("").has_value());
}

}  // namespace
}  // namespace atelier::storage
