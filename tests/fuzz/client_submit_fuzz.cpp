// A client's frames as the server meets them: what a room takes in can be read by everybody and gives everybody the
// server's board; what it refuses whole changes nothing (rules W14 to W16).
// SPDX-License-Identifier: MIT
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/room/frames.h"
#include "server/room/handshake.h"
#include "server/room/intake.h"
#include "tests/fuzz/byte_source.h"
#include "tests/support/bad_ops.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

class NoBoards final : public room::BoardDirectory {
public:
    Result<room::BoardListing> find(const BoardId& board) const override {
        room::BoardListing listing;
        listing.board = board;
        return listing;
    }
};

void take(board::Board& server, board::Board& replica, const workshop::Person& author, BytesView batch) {
    const std::uint64_t before = server.hash();
    workshop::Stage stage;
    const room::Intake intake = room::take_in(server, stage, author, batch);
    if (intake.closing) {
        ATELIER_CHECK(server.hash() == before && intake.ops.empty());
        return;
    }
    const auto logged = board::decode_batch(intake.batch);
    ATELIER_CHECK(logged && logged->size() == intake.ops.size());
    for (const board::Op& op : *logged) {
        const auto outcome = replica.apply(op);
        ATELIER_CHECK(outcome && *outcome == board::Outcome::Applied);
    }
    ATELIER_CHECK(replica.hash() == server.hash());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const testing::BadOpsStage stage;
    static const workshop::ServerKey key;
    testing::ByteSource source(data, size);
    board::Board server = stage.board.copy();
    board::Board replica = stage.board.copy();
    const workshop::Person liar{workshop::Role::Facilitator, testing::kLiar, testing::kLiarVoter};
    while (!source.empty()) {
        const auto frame = room::parse_client_frame(source.chunk(limits::kClientFrameBytesMax));
        if (!frame) {
            continue;
        }
        if (frame->has_submit()) {
            take(server, replica, liar, frame->submit().batch());
        } else if (frame->has_hello()) {
            ATELIER_CHECK(!room::admit(frame->hello(), BoardId{}, NoBoards(), key, 1) ||
                          !frame->hello().token().empty());
        }
    }
    const auto loaded = board::Board::decode(server.encode());
    ATELIER_CHECK(loaded && loaded->hash() == server.hash());
    return 0;
}
