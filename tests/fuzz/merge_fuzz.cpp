// Differential: the bytes choose what two people and liars do. Boards that hear of it in different orders, with
// duplicates, through bytes or from a saved state, must end equal (rules M1 to M10).
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/board/op_references.h"
#include "tests/fuzz/byte_source.h"
#include "tests/property/random_ops.h"
#include "tests/support/tally.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

using board::Board;
using board::Op;
using testing::ByteSource;

constexpr std::size_t kOpsMax = 150;
board::Outcome merge(Board& board, const Op& op) {
    const auto outcome = board.apply(op);
    ATELIER_CHECK(outcome);
    return *outcome;
}

// Any id that the ops so far make, or nearly: items, letters, tags, and what nobody has made.
board::Id any_id(const std::vector<Op>& done, ByteSource& source) {
    if (done.empty()) {
        return board::kNullId;
    }
    const Op& op = done[source.below(done.size())];
    return {op.id.actor, op.id.counter + static_cast<std::uint32_t>(source.below(op.span + 2))};
}

// What somebody did, said again by a liar of other things, or at another time.
Op lie(const std::vector<Op>& done, board::Id id, std::uint64_t lamport, ByteSource& source) {
    Op op = done[source.below(done.size())];
    op.id = id;
    op.lamport = source.below(4) == 0 ? 1 + source.number(4) : lamport;
    board::for_each_reference(op.body, [&](board::Id& named, std::uint32_t) {
        if (source.below(2) == 0) {
            named = source.below(8) == 0 ? board::kNullId : any_id(done, source);
        }
    });
    // A null tag or range does not come out of bytes; neither do spans that pass the last id.
    const auto decoded = board::decode_batch(board::encode_batch({&op, 1}));
    if (!decoded) {
        op.body = board::Void{};
    } else {
        op = decoded->front();
    }
    return op;
}

struct Session {
    explicit Session(ByteSource& bytes) : source(bytes) {}

    void hear(testing::Replica& who, std::size_t& heard) {
        for (; heard < done.size(); ++heard) {
            merge(who.board, done[heard]);
        }
    }

    void act() {
        const std::uint8_t what = source.byte();
        if ((what & 0x07U) == 0) {
            hear(anne, heard_by_anne);
        } else if ((what & 0x07U) == 1) {
            hear(bob, heard_by_bob);
        }
        if ((what & 0x70U) == 0x70U && !done.empty()) {
            done.push_back(lie(done, next_lie, forwards.lamport() + 1, source));
            next_lie.counter += done.back().span;
        } else {
            done.push_back(testing::random_op((what & 0x08U) != 0 ? anne : bob, source));
        }
        if (merge(forwards, done.back()) == board::Outcome::Parked && source.below(2) == 0) {
            // It may wait for ever, and whatever this liar says with it.
            next_lie = {ActorId{next_lie.actor.value + 1}, 1};
        }
        if ((what & 0x80U) != 0 && forwards.parked() == 0) {
            auto loaded = Board::decode(forwards.encode());
            ATELIER_CHECK(loaded && loaded->hash() == forwards.hash());
            forwards = *std::move(loaded);
        }
    }

    ByteSource& source;
    testing::Replica anne{1};
    testing::Replica bob{2};
    Board forwards;
    // Nobody gives one id to two ops (M1): what comes second would not be heard.
    board::Id next_lie{ActorId{3}, 1};
    std::vector<Op> done;
    std::size_t heard_by_anne = 0;
    std::size_t heard_by_bob = 0;
};

void check_equal(const Board& board, const Board& other) {
    ATELIER_CHECK(board.hash() == other.hash());
    ATELIER_CHECK(board.lamport() == other.lamport());
    for (const board::Item& item : board.items()) {
        ATELIER_CHECK(other.find(item.id) != nullptr);
        ATELIER_CHECK(testing::tally_of(board, item.id) == testing::tally_of(other, item.id));
        ATELIER_CHECK(board.is_folded(item.id) == other.is_folded(item.id));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteSource source(data, size);
    Session session(source);
    while (!source.empty() && session.done.size() < kOpsMax) {
        session.act();
    }
    Board backwards;
    for (auto op = session.done.rbegin(); op != session.done.rend(); ++op) {
        const auto again = board::decode_batch(board::encode_batch({&*op, 1}));
        ATELIER_CHECK(again && again->size() == 1 && again->front() == *op);
        merge(backwards, *op);
    }
    check_equal(session.forwards, backwards);
    ATELIER_CHECK(session.forwards.parked() == backwards.parked());
    for (const Op& op : session.done) {
        merge(session.anne.board, op);
        merge(session.bob.board, op);
        merge(backwards, op);  // once more: nothing changes
    }
    check_equal(session.anne.board, session.forwards);
    check_equal(session.bob.board, session.forwards);
    check_equal(backwards, session.forwards);
    const auto loaded = Board::decode(session.forwards.encode());
    ATELIER_CHECK(loaded);
    check_equal(*loaded, session.forwards);
    return 0;
}
