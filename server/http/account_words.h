// What facilitators who sign in are told when it does not work: for people a sentence, for programs a reason.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "server/http/beast.h"

namespace atelier::http {

// 401: the name, or the password. Which of them is not said.
Response make_wrong_password(const Request& request);
// 401: the password is right, and the account was not used for so long that it is closed.
Response make_dormant(const Request& request);
// 401: no session, or one that has ended.
Response make_not_signed_in(const Request& request);
// 429: too many failures; with Retry-After, rounded up to seconds.
Response make_too_many_attempts(const Request& request, std::chrono::nanoseconds wait);
// 503: too many passwords wait to be hashed; with Retry-After.
Response make_busy(const Request& request);

}  // namespace atelier::http
