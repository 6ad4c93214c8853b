// SPDX-License-Identifier: MIT
#include "server/history/opening.h"

#include <utility>

#include "atelier/v1/history.pb.h"
#include "server/board/state_format.h"
#include "storage/compression.h"

namespace atelier::history {
namespace {

// Of a state before it is packed to a quarter: 250 bytes for each op of a stretch at most, five times its log. A workshop of 2,000
// cards and 100,000 ops has half a megabyte.
constexpr std::size_t kOpeningBytesMax = std::size_t{4} * 1024 * 1024;

}  // namespace

Result<void> keep_opening(storage::Store& store, const BoardId& id, OpSeq position, const board::Board& board) {
    const Bytes state = board.encode_shared();
    if (state.size() > kOpeningBytesMax) {
        return {};
    }
    v1::Opening opening;
    opening.set_format(board::state_format::kFormat);
    opening.set_size(state.size());
    opening.set_hash(board.shared_hash());
    ATELIER_TRY_ASSIGN(*opening.mutable_state(), storage::compress(state, storage::Packing::Small));
    return store.put_opening(id, position, opening.SerializeAsString());
}

std::optional<PackedBoard> find_opening(storage::Store& store, const BoardId& board, OpSeq position) {
    const Result<std::optional<Bytes>> found = store.find_opening(board, position);
    v1::Opening opening;
    if (!found || !*found || !opening.ParseFromString(**found) || opening.format() != board::state_format::kFormat) {
        return std::nullopt;
    }
    return PackedBoard{std::move(*opening.mutable_state()), opening.size(), opening.hash()};
}

}  // namespace atelier::history
