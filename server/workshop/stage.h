// Which phase a board is in: its settings, read. The server decides by it, pages show it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "server/base/result.h"
#include "server/board/board.h"
#include "server/board/op.h"
#include "server/workshop/run_of_show.h"

namespace atelier::workshop {

// Keeps the run of show of one board parsed. A cache of the board: not thread-safe, used by the board's thread.
class Stage {
public:
    // The phase that is on; null when there is none: then participants may do everything. A number beyond the last phase
    // is the last one, so that a show that became shorter does not open everything. Valid until the next call.
    const Phase* phase(const board::Board& board);
    // The same of the two settings alone: the number of the phase, and the run of show (null: never set).
    const Phase* phase(std::int64_t number, const board::Register<board::Setting>* show);

private:
    board::Stamp read_;  // of the setting that `show_` comes from
    std::optional<RunOfShow> show_;
};

// What putting that phase on is, as settings of the board: the phase, its planned time from `now_ms` on, and what it hides
// revealed anew. 0 ends the show. UnknownItem where the board's show has no such phase.
Result<std::vector<board::SetSetting>> begin_phase(const board::Board& board, std::uint32_t number,
                                                   std::int64_t now_ms);

}  // namespace atelier::workshop
