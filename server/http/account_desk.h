// Facilitators who have a password: POST, GET and DELETE /api/v1/session, DELETE /api/v1/sessions. docs/rest.md says what each
// answers. A session leads to links like any other; no room knows of accounts.
//
// All accounts are on one thread, whose connections come to it as those of a board come to the board's. What ends a session is on
// disk, then told to every thread, which closes the connections that came by its links.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "server/accounts/account_book.h"
#include "server/accounts/sign_in_throttle.h"
#include "server/async/task.h"
#include "server/http/beast.h"
#include "server/http/route.h"

namespace atelier::http {

class Worker;

// What that thread has of accounts. Touched there alone, but for its making.
struct AccountDesk {
    explicit AccountDesk(const std::vector<v1::User>* users)
        : book(users == nullptr ? std::vector<v1::User>() : *users) {}

    accounts::AccountBook book;
    accounts::SignInThrottle throttle;
    std::size_t hashes_waiting = 0;  // kHashesWaitingMax at most
};

// On the thread of all accounts. REQUIRES: a route of kind Session or Sessions; the origin was checked.
async::Task<Response> answer_account_desk(Worker& here, Request request, Route route);

}  // namespace atelier::http
