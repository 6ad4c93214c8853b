// Differential: the bytes choose what two people do and in which order a third and a fourth hear of it; all must agree.
// SPDX-License-Identifier: MIT
#include <vector>

#include "tests/property/random_ops.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

// A source of chance that the fuzzer steers.
std::uint64_t seed_from(const std::uint8_t* data, std::size_t size) {
    std::uint64_t seed = 14695981039346656037U;  // FNV-1a
    for (std::size_t i = 0; i < size; ++i) {
        seed = (seed ^ data[i]) * 1099511628211U;
    }
    return seed;
}

void merge(board::Board& board, const board::Op& op) {
    ATELIER_CHECK(board.apply(op).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 512) {
        return 0;
    }
    testing::Replica anne(1);
    testing::Replica bob(2);
    board::Board forwards;
    board::Board backwards;
    std::vector<board::Op> done;
    std::size_t heard_by_anne = 0;
    std::size_t heard_by_bob = 0;
    for (std::size_t i = 0; i < size; ++i) {
        SeededRandom random(seed_from(data, i + 1));
        const bool meet = (data[i] & 0x0fU) == 0;
        if (meet) {
            for (; heard_by_anne < done.size(); ++heard_by_anne) {
                merge(anne.board, done[heard_by_anne]);
            }
            for (; heard_by_bob < done.size(); ++heard_by_bob) {
                merge(bob.board, done[heard_by_bob]);
            }
        }
        done.push_back(testing::random_op((data[i] & 0x10U) != 0 ? anne : bob, random));
        merge(forwards, done.back());
    }
    for (auto op = done.rbegin(); op != done.rend(); ++op) {
        merge(backwards, *op);
    }
    ATELIER_CHECK(backwards.parked() == 0);
    ATELIER_CHECK(forwards.hash() == backwards.hash());
    for (const board::Op& op : done) {
        merge(anne.board, op);
        merge(bob.board, op);
    }
    ATELIER_CHECK(anne.board.hash() == forwards.hash());
    ATELIER_CHECK(bob.board.hash() == forwards.hash());
    return 0;
}
