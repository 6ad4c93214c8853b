// SPDX-License-Identifier: MIT
#include "storage/chain.h"

#include "tests/support/catch.h"
#include "tests/unit/storage/sample.h"

namespace atelier::storage {
namespace {

using sample::board;

std::string hex(const Link& link) {
    return to_hex(chain_view(link.chain));
}

// Made with Python: hashlib.blake2b(before + struct.pack(">QQq", first, op_count, time) + batch, digest_size=16).
TEST_CASE("[F7] the chain is BLAKE2b-128 over the chain before, first, op count, time and batch", "[storage]") {
    const Link one = next_link(origin_link(board(1)), {1}, 3, 1'650'000'000'000, "hello");
    CHECK(one.position == OpSeq{3});
    CHECK(hex(one) == "aa70dc6edd1f14034e9313b574993b71");
    const Link two = next_link(one, {4}, 1, -1, "");
    CHECK(two.position == OpSeq{4});
    CHECK(hex(two) == "003a88d30db9082e03672080038b53f8");
}

TEST_CASE("[F7] the chain starts from the board's id, so no log passes for another board's", "[storage]") {
    CHECK(hex(origin_link(board(7))) == to_hex(board(7).view()));
    CHECK(next_link(origin_link(board(1)), {1}, 1, 0, "x") != next_link(origin_link(board(2)), {1}, 1, 0, "x"));
}

TEST_CASE("[F7] every field of a record changes its chain", "[storage]") {
    const Link origin = origin_link(board(1));
    const Chain plain = next_link(origin, {1}, 2, 5, "batch").chain;
    CHECK(next_link(origin, {2}, 2, 5, "batch").chain != plain);
    CHECK(next_link(origin, {1}, 3, 5, "batch").chain != plain);
    CHECK(next_link(origin, {1}, 2, 6, "batch").chain != plain);
    CHECK(next_link(origin, {1}, 2, 5, "Batch").chain != plain);
    CHECK(next_link(next_link(origin, {1}, 1, 0, ""), {1}, 2, 5, "batch").chain != plain);
}

TEST_CASE("[F6] a record follows only the head it starts behind, and is never empty", "[storage]") {
    CHECK(follows({0}, {1}, 1));
    CHECK(follows({9}, {10}, 5));
    CHECK_FALSE(follows({9}, {9}, 1));
    CHECK_FALSE(follows({9}, {11}, 1));
    CHECK_FALSE(follows({9}, {10}, 0));
    CHECK_FALSE(follows({UINT64_MAX}, {0}, 1));
    CHECK_FALSE(follows({UINT64_MAX - 1}, {UINT64_MAX}, 2));
}

}  // namespace
}  // namespace atelier::storage
