// SPDX-License-Identifier: MIT
#include "server/http/account_orders.h"

#include <functional>
#include <utility>
#include <vector>

#include "server/accounts/account_order.h"
#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/http/account_entries.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

// All of it or nothing; then these links open nothing any more.
async::Task<Result<void>> write(Worker& here, storage::Store::EntryChanges changes, std::vector<std::uint64_t> ended) {
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> job = [&store, changes = std::move(changes)] {
        return store.change_entries(changes);
    };
    const Result<void> done = co_await async::offload(here.services().account_pool, std::move(job));
    if (done) {
        for (const std::uint64_t link : ended) {
            here.services().tell_revoked(link);
        }
    }
    co_return done;
}

void add_ids(const std::vector<accounts::EndedLink>& links, std::vector<std::uint64_t>& to) {
    for (const accounts::EndedLink& link : links) {
        to.push_back(link.id);
    }
}

std::vector<std::uint64_t> ended_by(const std::vector<accounts::Change>& changes) {
    std::vector<std::uint64_t> ended;
    for (const accounts::Change& change : changes) {
        add_ids(change.ended, ended);
    }
    return ended;
}

v1::AccountAnswer refusal(const Error& error) {
    v1::AccountAnswer answer;
    answer.set_error(static_cast<std::uint32_t>(error.code));
    answer.set_why(error.detail);
    return answer;
}

}  // namespace

async::Task<Result<void>> keep_accounts(Worker& here, std::vector<accounts::Change> changes) {
    if (changes.empty()) {
        co_return Result<void>();
    }
    storage::Store::EntryChanges entries = account_entries(changes, here.services().dependencies.clock.wall_ms());
    std::vector<std::uint64_t> ended = ended_by(changes);
    co_return co_await write(here, std::move(entries), std::move(ended));
}

async::Task<void> carry_out_order(Worker& here, v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done) {
    const Dependencies& has = here.services().dependencies;
    const std::int64_t now_ms = has.clock.wall_ms();
    Result<accounts::Deed> deed = accounts::carry_out(here.services().accounts.book, order, has.has_atelier, now_ms);
    if (!deed) {
        done(refusal(deed.error()));
        co_return;
    }
    storage::Store::EntryChanges changes = account_entries(*deed, now_ms);
    const bool is_change = !changes.put.empty() || !changes.erased.empty();
    if (is_change) {
        std::vector<std::uint64_t> ended = ended_by(deed->changes);
        add_ids(deed->ended, ended);
        const Result<void> written = co_await write(here, std::move(changes), std::move(ended));
        if (!written) {
            done(refusal(written.error()));
            co_return;
        }
        log::info("accounts_changed", {{"ask", v1::AccountOrder::Ask_Name(order.ask())}});
    }
    done(std::move(deed->answer));
}

}  // namespace atelier::http
