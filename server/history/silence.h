// Authorship that was taken away goes from the past, too: no label of then says more than the card's says now. Erasing a history
// (erasure.h) cuts records by it.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "server/board/board.h"
#include "server/board/op.h"

namespace atelier::history {

// Of one board. Immutable; may be read by any thread.
class Silence {
public:
    // REQUIRES: as the history ends.
    static Silence of(const board::Board& now);

    // True when something was cut.
    bool cut(std::vector<board::Op>& ops) const;

private:
    // What is left of a label of that item; null when all of it is.
    const std::string* left_of(board::Id item, const std::string& label) const;

    // Of all items, now; none where nothing was ever taken.
    std::unordered_map<board::Id, std::string, board::IdHash> labels_;
};

}  // namespace atelier::history
