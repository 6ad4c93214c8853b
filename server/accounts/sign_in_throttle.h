// How often passwords may be tried: of one account, and of all of them. Never per address: a hall is one.
//
// Unknown names are counted like known ones, or the count would tell them apart. In memory: a restart forgets it.
// Not thread-safe. Bound: kSignInKeysMax accounts are counted; beyond, others wait. Times are of one clock that does not go back.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "server/base/pace.h"

namespace atelier::accounts {

class SignInThrottle {
public:
    using Time = Pace::Time;
    using Duration = Pace::Duration;

    SignInThrottle();

    // How long until the next attempt for this account is in order; zero when it is now. After kSignInFailuresFree failures in a
    // row the wait begins at kSignInWaitMin and doubles up to kSignInWaitMax; kSignInForgetAfter without one forgets them.
    Duration wait(const std::string& account, Time now);
    // The same for the whole server: kSignInFailuresAtOnce failures, then one each kSignInFailureEvery.
    Duration wait_for_all(Time now) const { return all_.wait(now); }

    // An attempt begins, and counts as failed for its account until it is known not to be: who tries ten at once has tried ten.
    void on_attempt(const std::string& account, Time now);
    // It failed: also for the whole server, unless it came from a device that is let in already.
    void on_failure(bool counts_for_all, Time now);
    // It was the password: what failed before is forgotten. A new session was made or not; of one account 100 a day are.
    void on_success(const std::string& account, bool made_session, Time now);

private:
    struct Failures {
        std::size_t count = 0;
        Time last{};
        Time next{};  // when another attempt is in order
    };
    void forget_old(Time now);

    std::map<std::string, Failures> failures_;
    std::map<std::string, Pace> sessions_;
    Pace all_;
};

}  // namespace atelier::accounts
