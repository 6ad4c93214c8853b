// SPDX-License-Identifier: MIT
#include "server/http/account_desk.h"

#include <sodium.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/accounts/password.h"
#include "server/accounts/session.h"
#include "server/accounts/user_name.h"
#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/base/limits.h"
#include "server/http/account_orders.h"
#include "server/http/account_words.h"
#include "server/http/bearer.h"
#include "server/http/cookie.h"
#include "server/http/json_body.h"
#include "server/http/responses.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

using Json = nlohmann::ordered_json;
using Verb = beast::http::verb;
using Changes = std::vector<accounts::Change>;

// What hashing a password told.
struct Verdict {
    std::string hash;  // that was tried
    bool fits = false;
    std::string better_hash;  // empty: the one that is kept is good
};

// One request of a facilitator, or of somebody who would be one.
class AccountErrand {
public:
    AccountErrand(Worker& here, Request request, Route route)
        : here_(here),
          desk_(here.services().accounts),
          request_(std::move(request)),
          route_(std::move(route)),
          now_ms_(here.services().dependencies.clock.wall_ms()) {}

    async::Task<Response> run();

private:
    // What somebody typed. `key` is what attempts are counted under.
    struct Attempt {
        std::string user;  // empty: nobody can have that name
        std::string password;
        std::string key;
        bool is_here = false;  // this device is signed in as that user already
    };

    void find_holder();
    async::Task<Response> sign_in();
    std::optional<Attempt> read_attempt() const;
    std::optional<Response> find_hindrance(const Attempt& attempt);
    async::Task<Result<Verdict>> try_password(const Attempt& attempt);
    async::Task<Response> let_in(const Attempt& attempt, std::string better_hash);
    async::Task<Response> tell();
    async::Task<Response> sign_out();
    async::Task<Response> sign_out_everywhere();
    async::Task<Result<void>> keep(Changes changes) { return keep_accounts(here_, std::move(changes)); }
    Response no_content(std::string cookie) const {
        return make_json_response(request_, Status::no_content, "", "application/json",
                                  {{Field::set_cookie, std::move(cookie)}});
    }
    Response problem(Status status, ErrorCode code) const { return make_problem(request_, status, code); }

    Worker& here_;
    AccountDesk& desk_;
    const Request request_;
    const Route route_;
    const std::int64_t now_ms_;
    std::string token_;  // of the cookie
    Bytes hash_;         // its
    std::optional<accounts::AccountBook::Holder> holder_;
};

async::Task<Response> AccountErrand::run() {
    // Nobody uses what has lapsed, but its links would live on.
    const Result<void> kept = co_await keep(desk_.book.end_lapsed(now_ms_));
    if (!kept) {
        co_return problem(Status::service_unavailable, kept.error().code);
    }
    find_holder();
    const Verb verb = request_.method();
    if (route_.kind == Route::Kind::Session) {
        if (verb == Verb::post) {
            co_return co_await sign_in();
        }
        if (verb == Verb::get) {
            co_return co_await tell();
        }
        if (verb == Verb::delete_) {
            co_return co_await sign_out();
        }
    } else if (verb == Verb::delete_) {
        co_return co_await sign_out_everywhere();
    }
    co_return make_text_response(request_, Status::method_not_allowed, "this address does not take that method\n");
}

void AccountErrand::find_holder() {
    token_ = session_cookie(header(request_, Field::cookie));
    hash_ = accounts::session_hash(token_).value_or("");
    holder_ = desk_.book.find_holder(hash_, now_ms_);
}

std::optional<AccountErrand::Attempt> AccountErrand::read_attempt() const {
    const auto body = nlohmann::json::parse(request_.body(), nullptr, false);
    const auto typed = text_in(body, "user");
    const auto password = text_in(body, "password");
    if (!typed || !password || password->size() > accounts::kPasswordBytesMax) {
        return std::nullopt;
    }
    Attempt attempt{accounts::read_user_name(*typed).value_or(""), *password, {}, false};
    attempt.is_here = holder_ && holder_->user == attempt.user;
    // No name has a slash: what a device that is let in tries holds up nobody else, and nobody holds it up.
    attempt.key = attempt.is_here ? "session/" + to_hex(hash_) : attempt.user;
    return attempt;
}

std::optional<Response> AccountErrand::find_hindrance(const Attempt& attempt) {
    const auto now = async::steady_now();
    auto wait = desk_.throttle.wait(attempt.key, now);
    if (!attempt.is_here) {
        wait = std::max(wait, desk_.throttle.wait_for_all(now));
    }
    if (wait.count() > 0) {
        return make_too_many_attempts(request_, wait);
    }
    if (desk_.hashes_waiting >= limits::kHashesWaitingMax) {
        return make_busy(request_);
    }
    return std::nullopt;
}

async::Task<Response> AccountErrand::sign_in() {
    const std::optional<Attempt> attempt = read_attempt();
    if (!attempt) {
        co_return problem(Status::bad_request, ErrorCode::Malformed);
    }
    if (std::optional<Response> hindrance = find_hindrance(*attempt)) {
        co_return *std::move(hindrance);
    }
    desk_.throttle.on_attempt(attempt->key, async::steady_now());
    const Result<Verdict> verdict = co_await try_password(*attempt);
    if (!verdict) {
        co_return problem(Status::service_unavailable, verdict.error().code);
    }
    // An operator may have changed or removed it meanwhile.
    const v1::User* user = desk_.book.find(attempt->user);
    const bool is_still_so = user != nullptr && user->password_hash() == verdict->hash;
    if (!verdict->fits || !is_still_so) {
        const auto now = async::steady_now();
        desk_.throttle.on_failure(!attempt->is_here, now);
        if (desk_.throttle.wait(attempt->key, now).count() > 0) {
            log::warn("sign_in_held_up", {{"why", "wrong passwords for one account"}});
        }
        co_return make_wrong_password(request_);
    }
    // Told to those alone who know the password: to others there is no telling which accounts there are.
    if (accounts::is_dormant(*user, now_ms_)) {
        co_return make_dormant(request_);
    }
    co_return co_await let_in(*attempt, verdict->better_hash);
}

async::Task<Result<Verdict>> AccountErrand::try_password(const Attempt& attempt) {
    const v1::User* user = desk_.book.find(attempt.user);
    const std::string hash = user == nullptr ? accounts::kHashOfNobody : user->password_hash();
    const bool is_known = user != nullptr;
    const auto verdict = std::make_shared<Verdict>();
    verdict->hash = hash;
    std::function<Result<void>()> job = [verdict, hash, is_known, password = attempt.password]() mutable {
        verdict->fits = accounts::verify_password(password, hash) && is_known;
        if (verdict->fits && accounts::needs_rehash(hash)) {
            const Result<std::string> better = accounts::hash_password(password);
            verdict->better_hash = better ? *better : "";
        }
        sodium_memzero(password.data(), password.size());
        return Result<void>();
    };
    ++desk_.hashes_waiting;
    const Result<void> done = co_await async::offload(here_.services().account_pool, std::move(job));
    --desk_.hashes_waiting;
    if (!done) {
        co_return done.error();
    }
    co_return *verdict;
}

// The password was right.
async::Task<Response> AccountErrand::let_in(const Attempt& attempt, std::string better_hash) {
    find_holder();  // others were served meanwhile
    const bool is_here = holder_ && holder_->user == attempt.user;
    desk_.throttle.on_success(attempt.key, !is_here, async::steady_now());
    Changes changes;
    if (!better_hash.empty()) {
        changes.push_back(desk_.book.set_hash(attempt.user, std::move(better_hash)));
    }
    if (!is_here) {
        if (auto before = desk_.book.end_session(hash_)) {  // the device was somebody else's
            changes.push_back(*std::move(before));
        }
        token_ = accounts::make_session_token();
        Bytes hash = accounts::session_hash(token_).value();
        changes.push_back(desk_.book.open_session(attempt.user, std::move(hash), now_ms_));
    }
    const Result<void> kept = co_await keep(std::move(changes));
    if (!kept) {
        co_return problem(Status::service_unavailable, kept.error().code);
    }
    co_return no_content(make_session_cookie(token_));
}

// Who is signed in, and a link to each board that is theirs.
async::Task<Response> AccountErrand::tell() {
    const std::uint64_t link = accounts::session_link(hash_);
    Changes changes;
    if (holder_ && here_.shard().access().is_revoked(link)) {  // another facilitator took it back, on a board's page
        if (auto ended = desk_.book.end_session(hash_)) {
            changes.push_back(*std::move(ended));
        }
        holder_.reset();
    } else if (auto used = desk_.book.note_use(hash_, now_ms_)) {
        changes.push_back(*std::move(used));
    }
    find_holder();
    const Result<void> kept = co_await keep(std::move(changes));
    if (!kept) {
        co_return problem(Status::service_unavailable, kept.error().code);
    }
    const v1::User* user = holder_ ? desk_.book.find(holder_->user) : nullptr;
    if (user == nullptr) {
        co_return make_not_signed_in(request_);
    }
    const Dependencies& has = here_.services().dependencies;
    Json boards = Json::array();
    if (has.shelf != nullptr) {
        const std::vector<std::string> ateliers(user->ateliers().begin(), user->ateliers().end());
        const auto listings = has.shelf->list(ateliers, limits::kAccountBoardsMax);
        for (const room::BoardListing& board : listings) {
            const workshop::Capability right{workshop::Role::Facilitator, board.atelier, board.board,
                                             accounts::session_end_at_most_ms(holder_->session), link};
            boards.push_back({{"board", board.board.text()},
                              {"title", board.title},
                              {"atelier", board.atelier_title},
                              {"programme", board.programme_title},
                              {"token", workshop::sign_capability(right, has.key)}});
        }
    }
    const Json body = {
        {"user", user->name()}, {"until", accounts::session_end_ms(holder_->session)}, {"boards", std::move(boards)}};
    co_return make_json_response(request_, Status::ok, body.dump(), "application/json");
}

async::Task<Response> AccountErrand::sign_out() {
    Changes changes;
    if (auto ended = desk_.book.end_session(hash_)) {
        changes.push_back(*std::move(ended));
    }
    const Result<void> kept = co_await keep(std::move(changes));
    if (!kept) {
        co_return problem(Status::service_unavailable, kept.error().code);
    }
    co_return no_content(make_gone_cookie());
}

async::Task<Response> AccountErrand::sign_out_everywhere() {
    if (!holder_) {
        co_return make_not_signed_in(request_);
    }
    Changes changes;
    changes.push_back(desk_.book.end_all(holder_->user));
    const Result<void> kept = co_await keep(std::move(changes));
    if (!kept) {
        co_return problem(Status::service_unavailable, kept.error().code);
    }
    co_return no_content(make_gone_cookie());
}

}  // namespace

async::Task<Response> answer_account_desk(Worker& here, Request request, Route route) {
    AccountErrand errand(here, std::move(request), std::move(route));
    co_return co_await errand.run();
}

}  // namespace atelier::http
