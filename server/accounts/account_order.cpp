// SPDX-License-Identifier: MIT
#include "server/accounts/account_order.h"

#include <utility>

#include "server/accounts/user_name.h"
#include "server/base/limits.h"

namespace atelier::accounts {
namespace {

using Ask = v1::AccountOrder;

void tell(v1::User user, v1::AccountAnswer& answer) {
    user.clear_password_hash();
    for (v1::Session& session : *user.mutable_sessions()) {
        session.clear_hash();
    }
    *answer.add_users() = std::move(user);
}

// What stands against it.
Result<void> check(const AccountBook& book, const v1::AccountOrder& order, const HasAtelier& has_atelier) {
    const std::string& name = order.user();
    if (read_user_name(name) != name) {
        return Error(ErrorCode::Malformed, "no name of an account");
    }
    if (order.ask() != Ask::ASK_ADD) {
        return book.find(name) != nullptr ? Result<void>() : Error(ErrorCode::NotFound, name);
    }
    if (book.find(name) != nullptr) {
        return Error(ErrorCode::NotAllowed, "there is an account " + name + " already");
    }
    if (book.size() >= limits::kUsersMax) {
        return Error(ErrorCode::TooMany, std::to_string(book.size()));
    }
    for (const std::string& atelier : order.ateliers()) {
        if (!has_atelier || !has_atelier(atelier)) {
            return Error(ErrorCode::NotFound, "atelier " + atelier);
        }
    }
    return {};
}

Deed add(AccountBook& book, const v1::AccountOrder& order, std::int64_t now_ms) {
    v1::User user;
    user.set_name(order.user());
    user.set_password_hash(order.password_hash());
    *user.mutable_ateliers() = order.ateliers();
    user.set_made_ms(now_ms);
    Deed deed;
    tell(user, deed.answer);
    deed.changes.push_back(book.add(std::move(user)));
    return deed;
}

Deed set_password(AccountBook& book, const v1::AccountOrder& order, std::int64_t now_ms) {
    Deed deed;
    deed.changes.push_back(book.end_all(order.user()));
    Change changed = book.renew_password(order.user(), order.password_hash(), now_ms);
    deed.changes.front().user = std::move(changed.user);
    return deed;
}

}  // namespace

Result<Deed> carry_out(AccountBook& book, const v1::AccountOrder& order, const HasAtelier& has_atelier,
                       std::int64_t now_ms) {
    Deed deed;
    if (order.ask() == Ask::ASK_LIST) {
        for (const v1::User& user : book.list()) {
            tell(user, deed.answer);
        }
        return deed;
    }
    const bool is_known = order.ask() > Ask::ASK_LIST && order.ask() <= Ask::ASK_REMOVE;
    if (!is_known) {
        return Error(ErrorCode::UnknownType, "an order that this version does not know");
    }
    ATELIER_TRY(check(book, order, has_atelier));
    if (order.only_check()) {
        return deed;
    }
    const bool sets_hash = order.ask() == Ask::ASK_ADD || order.ask() == Ask::ASK_PASSWORD;
    if (sets_hash && order.password_hash().empty()) {
        return Error(ErrorCode::Malformed, "a password is missing");
    }
    switch (order.ask()) {
        case Ask::ASK_ADD: return add(book, order, now_ms);
        case Ask::ASK_PASSWORD: return set_password(book, order, now_ms);
        case Ask::ASK_SIGN_OUT: deed.changes.push_back(book.end_all(order.user())); break;
        case Ask::ASK_REMOVE:
            deed.ended = book.remove(order.user());
            deed.erased = order.user();
            break;
        default: break;
    }
    return deed;
}

}  // namespace atelier::accounts
