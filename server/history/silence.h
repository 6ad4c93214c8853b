// Authorship that was taken away is gone from the past, too: whoever looks back reads no more on a card than it says now.
// The log keeps what it has; this is what is read of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/hash.h"
#include "server/board/op.h"
#include "storage/store.h"

namespace atelier::history {

// Of one board. Immutable; may be read by any thread.
class Silence {
public:
    // As the history ends. Blocking. Fails as board_at().
    static Result<Silence> read(storage::Store& store, const BoardId& board);
    // REQUIRES: as the history ends.
    static Silence of(const board::Board& now);

    // Nothing was ever taken away: everything may be read as it is.
    bool is_empty() const noexcept { return labels_.empty(); }
    // True when something was cut.
    bool cut(std::vector<board::Op>& ops) const;
    // The same for a state.
    void cut(board::Board& board) const;
    // What cuts it, signed as the signer's next ops there; none where nothing is to be cut.
    std::vector<board::Op> ops_for(const board::Board& board, ActorId signer) const;

private:
    // What is left of a label of that item; null when all of it is.
    const std::string* left_of(board::Id item, const std::string& label) const;

    std::unordered_map<board::Id, std::string, board::IdHash>
        labels_;  // of all items, now; none where nothing was taken
};

}  // namespace atelier::history
