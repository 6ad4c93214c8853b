// `atelier user add|list|password|remove|sign-out`: accounts of facilitators, with the data directory to oneself. Each gives its
// exit status; each fails when a server has the directory open, and says so.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/app/command.h"

namespace atelier::app {

// Makes the data directory when there is none yet.
int run_user_add_command(const CommandContext& context);
int run_user_list_command(const CommandContext& context);
// These two end all sessions of the account, and the links that those gave.
int run_user_password_command(const CommandContext& context);
int run_user_sign_out_command(const CommandContext& context);
// Erases it, after the same.
int run_user_remove_command(const CommandContext& context);

}  // namespace atelier::app
