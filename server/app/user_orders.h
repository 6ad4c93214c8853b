// An order of an operator about accounts, carried out where they are: by the server that has the data directory, or here, where
// none runs.
// SPDX-License-Identifier: MIT
#pragma once

#include "atelier/v1/control.pb.h"
#include "server/app/command.h"
#include "server/base/result.h"

namespace atelier::app {

// On return it is on disk. Fails as accounts::carry_out(), as the store does, and with Locked when another process has the
// directory and does not listen. An instance that is not there yet is made by ASK_ADD alone.
Result<v1::AccountAnswer> carry_out_user_order(const CommandContext& context, const v1::AccountOrder& order);

}  // namespace atelier::app
