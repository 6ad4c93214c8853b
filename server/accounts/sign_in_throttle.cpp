// SPDX-License-Identifier: MIT
#include "server/accounts/sign_in_throttle.h"

#include <algorithm>
#include <chrono>

#include "server/base/limits.h"

namespace atelier::accounts {
namespace {

using std::chrono::seconds;

// Paces give back one a second: what is rarer costs several.
constexpr std::size_t cost_of(seconds every) {
    return static_cast<std::size_t>(every.count());
}

constexpr std::size_t kFailureCost = cost_of(limits::kSignInFailureEvery);
constexpr std::size_t kSessionCost = cost_of(seconds(std::chrono::hours(24))) / limits::kSessionsADay;

PaceLimits bucket(std::size_t at_once, std::size_t cost) {
    // A pace says "now" until more than its burst is taken: the last of them comes on top.
    return {1, static_cast<std::uint32_t>((at_once - 1) * cost)};
}

SignInThrottle::Duration wait_after(std::size_t failures) {
    if (failures < limits::kSignInFailuresFree) {
        return SignInThrottle::Duration::zero();
    }
    SignInThrottle::Duration wait = limits::kSignInWaitMin;
    for (std::size_t i = limits::kSignInFailuresFree; i < failures && wait < limits::kSignInWaitMax; ++i) {
        wait *= 2;
    }
    return std::min<SignInThrottle::Duration>(wait, limits::kSignInWaitMax);
}

}  // namespace

SignInThrottle::SignInThrottle() : all_(bucket(limits::kSignInFailuresAtOnce, kFailureCost)) {}

SignInThrottle::Duration SignInThrottle::wait(const std::string& account, Time now) {
    forget_old(now);
    const auto failed = failures_.find(account);
    if (failed == failures_.end() && failures_.size() >= limits::kSignInKeysMax) {
        return limits::kSignInWaitMin;
    }
    Duration wait =
        failed == failures_.end() ? Duration::zero() : std::max(failed->second.next - now, Duration::zero());
    if (const auto made = sessions_.find(account); made != sessions_.end()) {
        wait = std::max(wait, made->second.wait(now));
    }
    return wait;
}

void SignInThrottle::on_attempt(const std::string& account, Time now) {
    Failures& failures = failures_[account];
    ++failures.count;
    failures.last = now;
    failures.next = now + wait_after(failures.count);
}

void SignInThrottle::on_failure(bool counts_for_all, Time now) {
    if (counts_for_all) {
        all_.spend(kFailureCost, now);
    }
}

void SignInThrottle::on_success(const std::string& account, bool made_session, Time now) {
    failures_.erase(account);
    if (made_session) {
        sessions_.try_emplace(account, bucket(limits::kSessionsADay, kSessionCost))
            .first->second.spend(kSessionCost, now);
    }
}

void SignInThrottle::forget_old(Time now) {
    std::erase_if(failures_, [&](const auto& entry) { return now - entry.second.last >= limits::kSignInForgetAfter; });
    std::erase_if(sessions_, [&](const auto& entry) { return entry.second.is_whole(now); });
}

}  // namespace atelier::accounts
