// What an operator wants of the accounts: the rules, the same whether a server has them or nobody does. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atelier/v1/control.pb.h"
#include "server/accounts/account_book.h"
#include "server/base/result.h"

namespace atelier::accounts {

// What an order leaves to be written, in that order, and what is answered.
struct Deed {
    std::vector<Change> changes;
    std::vector<EndedLink> ended;  // of an account that goes
    std::string erased;            // its name; empty: none goes
    v1::AccountAnswer answer;
};

using HasAtelier = std::function<bool(std::string_view slug)>;

// Changes the book, or with only_check nothing. NotFound: no such account, or an atelier that is none (the detail says which).
// NotAllowed: there is an account of that name already. TooMany: kUsersMax. Malformed: a name or hash that is none. UnknownType:
// an order of a newer version.
Result<Deed> carry_out(AccountBook& book, const v1::AccountOrder& order, const HasAtelier& has_atelier,
                       std::int64_t now_ms);

}  // namespace atelier::accounts
