// What an operator has done to accounts while the server runs (proto/atelier/v1/control.proto), and how changes of accounts are
// kept, whoever made them.
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "atelier/v1/control.pb.h"
#include "server/accounts/account_book.h"
#include "server/async/task.h"
#include "server/base/result.h"

namespace atelier::http {

class Worker;

// On disk, in order, then told to every thread: what ended closes. On the thread of all accounts.
async::Task<Result<void>> keep_accounts(Worker& here, std::vector<accounts::Change> changes);

// The same rules as of the commands without a server. `done` is told on the thread of all accounts, which is where it is called.
async::Task<void> carry_out_order(Worker& here, v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done);

}  // namespace atelier::http
