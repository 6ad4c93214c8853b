// SPDX-License-Identifier: MIT
#include "server/http/account_orders.h"

#include <optional>
#include <utility>

#include "server/accounts/account_order.h"
#include "server/accounts/user_name.h"
#include "server/async/log.h"
#include "server/async/offload.h"
#include "server/http/worker.h"

namespace atelier::http {
namespace {

// What is to be written, and which links open nothing any more once it is.
struct Writing {
    std::vector<std::pair<std::string, Bytes>> entries;
    std::string erased_key;  // empty: none
    std::vector<std::uint64_t> ended;

    void add(const std::vector<accounts::Change>& changes, std::int64_t now_ms) {
        for (const accounts::Change& change : changes) {
            for (auto& entry : accounts::entries_of(change, now_ms)) {
                entries.push_back(std::move(entry));
            }
            for (const accounts::EndedLink& link : change.ended) {
                ended.push_back(link.id);
            }
        }
    }
};

async::Task<Result<void>> write(Worker& here, Writing writing) {
    storage::Store& store = here.services().dependencies.store;
    std::function<Result<void>()> job = [&store, entries = std::move(writing.entries),
                                         erased = std::move(writing.erased_key)]() -> Result<void> {
        for (const auto& [key, value] : entries) {
            ATELIER_TRY(store.put_entry(key, value));
        }
        return erased.empty() ? Result<void>() : store.erase_entry(erased);
    };
    const Result<void> done = co_await async::offload(here.services().account_pool, std::move(job));
    if (done) {
        for (const std::uint64_t link : writing.ended) {
            here.services().tell_revoked(link);
        }
    }
    co_return done;
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
    Writing writing;
    writing.add(changes, here.services().dependencies.clock.wall_ms());
    co_return co_await write(here, std::move(writing));
}

async::Task<void> carry_out_order(Worker& here, v1::AccountOrder order, std::function<void(v1::AccountAnswer)> done) {
    const Dependencies& has = here.services().dependencies;
    const std::int64_t now_ms = has.clock.wall_ms();
    Result<accounts::Deed> deed = accounts::carry_out(here.services().accounts.book, order, has.has_atelier, now_ms);
    if (!deed) {
        done(refusal(deed.error()));
        co_return;
    }
    Writing writing;
    writing.add(deed->changes, now_ms);
    for (const accounts::EndedLink& link : deed->ended) {
        writing.entries.push_back(accounts::entry_of(link, now_ms));
        writing.ended.push_back(link.id);
    }
    writing.erased_key = deed->erased.empty() ? "" : accounts::user_key(deed->erased);
    const bool is_change = !writing.entries.empty() || !writing.erased_key.empty();
    if (is_change) {
        const Result<void> written = co_await write(here, std::move(writing));
        if (!written) {
            done(refusal(written.error()));
            co_return;
        }
        log::info("accounts_changed", {{"ask", v1::AccountOrder::Ask_Name(order.ask())}});
    }
    done(std::move(deed->answer));
}

}  // namespace atelier::http
