// What is taken out of a board's history for good: nothing at rest has it any more, and everything else stays as it was. It is
// the content of cards that were removed so, what labels said of authors before it was taken away, and the ballots of closed
// polls. Why it goes this way: docs/decisions/erased_text_is_overwritten_in_place.md.
//
// The steps, each of which can be done again: begin_erasures() says what is to be done; ops of the server (erasing_ops for
// content) take it out of the present; erase_from_history() takes it out of the past; then the history gets another number, so
// that nothing that was cached is asked for again; end_erasures() says that it is done.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "storage/store.h"

namespace atelier::history {

// In the place of an item: the past is to say no more than the present of authors and of votes, which has nothing of them already.
inline constexpr board::Id kOfAllItems = board::kNullId;

// Kept on disk, together with `also`: all of it or nothing. Blocking; fails as the store does.
Result<void> begin_erasures(storage::Store& store, const BoardId& board, const std::vector<board::Id>& items,
                            std::int64_t now_ms, std::vector<storage::Store::Entry> also = {});

// Those that were begun and not ended, by board: which items, and when it was said. Blocking. Corrupt when an entry does not
// parse; fails as the store does.
using Erasures = std::map<board::Id, std::int64_t>;
Result<std::map<BoardId, Erasures>> open_erasures(storage::Store& store);
Result<Erasures> open_erasures(storage::Store& store, const BoardId& board);
// The same of one board, with those that were ended.
Result<Erasures> known_erasures(storage::Store& store, const BoardId& board);

// Whose content was removed for good, as that board says, and when.
Erasures erased_on(const board::Board& board);

// What the server writes so that the board as it is now has nothing of them: they are removed, without letters, without whom
// they speak for and without a note, and say since when. None where all of that is so. Items that are not there: none.
std::vector<board::OpBody> erasing_ops(const board::Board& board, const Erasures& erasures);

// The same, appended to the log. REQUIRES: nobody else appends to any board. Blocking; fails as the store does, or Corrupt.
Result<void> append_erasing_ops(storage::Store& store, const BoardId& board, const Erasures& erasures);

// Overwrites what records say and the present has nothing of: letters, labels and notes of what it says was removed for good, a
// sign for each letter, so that ids, counts and places stay; what labels said of authors before that was taken away
// (silence.h); and ballots of closed polls, in the place of which a Void says that there was one. Makes the snapshots behind
// it anew, and scrubs the files. REQUIRES: nobody writes to that board meanwhile. Blocking, for about as long as reading the
// whole log takes. Fails as the store does; UnknownType where a record to be changed has ops of a newer version. Done again,
// it changes nothing.
Result<void> erase_from_history(storage::Store& store, const BoardId& board);

// Blocking; fails as the store does.
Result<void> end_erasures(storage::Store& store, const BoardId& board, const Erasures& erasures);

// What is left to do once the present has nothing of them: erase_from_history(), another number for the history, which the
// catalogue gives, and end_erasures(). REQUIRES and fails as those do, and with what `renew_history` fails with.
Result<void> complete_erasures(storage::Store& store, const BoardId& board, const Erasures& erasures,
                               const std::function<Result<void>()>& renew_history);

// Whether the content of that op was overwritten, on a board as it is now.
bool is_erased(const board::Board& board, const board::Op& op);

}  // namespace atelier::history
