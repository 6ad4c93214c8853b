// SPDX-License-Identifier: MIT
#include "server/app/user_orders.h"

#include <optional>
#include <utility>

#include "server/accounts/account_order.h"
#include "server/app/control/control_socket.h"
#include "server/app/data_directory.h"
#include "server/app/user_records.h"

namespace atelier::app {
namespace {

Result<v1::AccountAnswer> carry_out_here(const CommandContext& context, const v1::AccountOrder& order) {
    const WhenAbsent when_absent = order.ask() == v1::AccountOrder::ASK_ADD ? WhenAbsent::Create : WhenAbsent::Fail;
    ATELIER_TRY_ASSIGN(const DataDirectory data, open_data_directory(context.config, when_absent));
    ATELIER_TRY_ASSIGN(std::vector<v1::User> users, read_users(*data.store));
    accounts::AccountBook book(std::move(users));
    const auto has_atelier = [&](std::string_view slug) { return data.catalogue.find_atelier(slug) != nullptr; };
    const std::int64_t now_ms = context.clock.wall_ms();
    ATELIER_TRY_ASSIGN(accounts::Deed deed, accounts::carry_out(book, order, has_atelier, now_ms));
    ATELIER_TRY(write_deed(*data.store, deed, now_ms));
    return std::move(deed.answer);
}

}  // namespace

Result<v1::AccountAnswer> carry_out_user_order(const CommandContext& context, const v1::AccountOrder& order) {
    std::optional<Result<v1::AccountAnswer>> told = ask_running_server(context.config.data, order);
    return told ? *std::move(told) : carry_out_here(context, order);
}

}  // namespace atelier::app
