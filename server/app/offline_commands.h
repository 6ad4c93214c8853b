// The commands that have the data directory alone: import, init-demo, link, boards, hash, verify.
// Each gives its exit status. They fail when a server has the directory open, and say so.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Imports files; 1 when a row was left out.
int run_import_command(const CommandContext& context);
// Loads the demonstration programme when there is no board yet.
int run_init_demo_command(const CommandContext& context);
// Prints one new join link.
int run_link_command(const CommandContext& context);
// Lists the boards: slug, id, atelier, title.
int run_boards_command(const CommandContext& context);
// Prints state hash and position of one board as it is on disk, after checking its hash chain.
int run_hash_command(const CommandContext& context);
// Replays every board from its first op and compares with what its newest snapshot leads to; 1 when any differs.
int run_verify_command(const CommandContext& context);

}  // namespace atelier::app
