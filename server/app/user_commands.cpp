// SPDX-License-Identifier: MIT
#include "server/app/user_commands.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "server/accounts/account_book.h"
#include "server/accounts/password.h"
#include "server/accounts/user_name.h"
#include "server/app/print_json.h"
#include "server/app/read_password.h"
#include "server/app/user_orders.h"

namespace atelier::app {
namespace {

using Json = nlohmann::json;

Error refusal(const CommandContext& context, const Sentence& why) {
    return Error(ErrorCode::Config, context.say(why));
}

Result<std::string> name_of(const CommandContext& context) {
    const std::optional<std::string> name = accounts::read_user_name(context.arguments.user);
    if (!name) {
        return refusal(context, {"a name is 1 to 64 letters a-z, digits and . - _ @ +",
                                 "un nom est fait de 1 à 64 lettres a-z, chiffres et . - _ @ +"});
    }
    return *name;
}

Sentence sentence_of(accounts::PasswordProblem problem) {
    switch (problem) {
        case accounts::PasswordProblem::TooShort:
            return {"the password is too short: 12 characters at least, four or five words for instance",
                    "le mot de passe est trop court : 12 caractères au moins, par exemple quatre ou cinq mots"};
        case accounts::PasswordProblem::TooLong:
            return {"the password is too long: 128 bytes at most",
                    "le mot de passe est trop long : 128 octets au plus"};
        case accounts::PasswordProblem::BadText:
            return {"the password has signs that a keyboard does not give",
                    "le mot de passe contient des signes qu'un clavier ne donne pas"};
        case accounts::PasswordProblem::Guessable:
            return {
                "the password is among the first that are tried: take words that have nothing to do with each other",
                "le mot de passe est de ceux qu'on essaie en premier : prenez des mots sans rapport entre eux"};
    }
    return {};
}

// Reads a password for that account; what is to be kept of it.
Result<std::string> new_hash(const CommandContext& context, const std::string& name) {
    ATELIER_TRY_ASSIGN(const std::string password, read_password(context));
    if (const auto problem = accounts::find_password_problem(password, name)) {
        return refusal(context, sentence_of(*problem));
    }
    return accounts::hash_password(password);
}

v1::AccountOrder order_for(v1::AccountOrder::Ask ask, const std::string& name) {
    v1::AccountOrder order;
    order.set_ask(ask);
    order.set_user(name);
    return order;
}

// One that is there is told in words of its own.
Result<v1::AccountAnswer> carry_out(const CommandContext& context, const v1::AccountOrder& order) {
    Result<v1::AccountAnswer> answer = carry_out_user_order(context, order);
    const bool is_there = !answer && answer.error().code == ErrorCode::NotAllowed;
    return is_there ? refusal(context, {"there is an account " + order.user() + " already",
                                        "le compte " + order.user() + " existe déjà"})
                    : answer;
}

// Nobody types a password in vain: asked first whether the order can be carried out. Then with what is to be kept of it.
Result<v1::AccountAnswer> carry_out_with_password(const CommandContext& context, v1::AccountOrder order) {
    order.set_only_check(true);
    ATELIER_TRY(carry_out(context, order));
    ATELIER_TRY_ASSIGN(std::string hash, new_hash(context, order.user()));
    order.set_only_check(false);
    order.set_password_hash(std::move(hash));
    return carry_out(context, order);
}

// The account that the command names, changed; says so.
int tell_change(const CommandContext& context, const std::string& name, const Result<v1::AccountAnswer>& answer,
                const Sentence& done) {
    if (!answer) {
        return context.fail(answer.error());
    }
    if (context.arguments.json) {
        print_json(context, {{"user", name}});
    } else {
        context.out << name << context.say(done) << '\n';
    }
    return kExitOk;
}

Json describe(const v1::User& user, std::int64_t now_ms) {
    std::int64_t seen_ms = 0;
    for (const v1::Session& session : user.sessions()) {
        seen_ms = std::max(seen_ms, session.seen_ms());
    }
    return {{"user", user.name()},
            {"ateliers", std::vector<std::string>(user.ateliers().begin(), user.ateliers().end())},
            {"made", user.made_ms()},
            {"sessions", user.sessions_size()},
            {"seen", seen_ms},
            {"closed", accounts::is_dormant(user, now_ms)}};
}

}  // namespace

int run_user_add_command(const CommandContext& context) {
    const auto name = name_of(context);
    if (!name) {
        return context.fail(name.error());
    }
    v1::AccountOrder order = order_for(v1::AccountOrder::ASK_ADD, *name);
    order.mutable_ateliers()->Assign(context.arguments.ateliers.begin(), context.arguments.ateliers.end());
    const auto answer = carry_out_with_password(context, std::move(order));
    if (!answer) {
        return context.fail(answer.error());
    }
    if (context.arguments.json) {
        print_json(context, describe(answer->users(0), context.clock.wall_ms()));
    } else {
        context.out << *name << context.say({": account made; it signs in at ", " : compte créé ; il se connecte sur "})
                    << (context.config.public_url.empty() ? "" : context.config.public_url) << "/compte\n";
    }
    return kExitOk;
}

int run_user_list_command(const CommandContext& context) {
    const auto answer = carry_out(context, order_for(v1::AccountOrder::ASK_LIST, {}));
    if (!answer) {
        return context.fail(answer.error());
    }
    Json list = Json::array();
    for (const v1::User& user : answer->users()) {
        list.push_back(describe(user, context.clock.wall_ms()));
        if (!context.arguments.json) {
            std::string ateliers;
            for (const std::string& atelier : user.ateliers()) {
                ateliers += (ateliers.empty() ? "" : ",") + atelier;
            }
            context.out << user.name() << '\t' << (ateliers.empty() ? "*" : ateliers) << '\t' << user.sessions_size()
                        << context.say({" sessions", " sessions"})
                        << (accounts::is_dormant(user, context.clock.wall_ms())
                                ? context.say({"\tclosed: unused for a year", "\tfermé : inutilisé depuis un an"})
                                : "")
                        << '\n';
        }
    }
    if (context.arguments.json) {
        print_json(context, list);
    }
    return kExitOk;
}

int run_user_password_command(const CommandContext& context) {
    const auto name = name_of(context);
    if (!name) {
        return context.fail(name.error());
    }
    const auto answer = carry_out_with_password(context, order_for(v1::AccountOrder::ASK_PASSWORD, *name));
    return tell_change(context, *name, answer,
                       {": new password; signed out everywhere", " : nouveau mot de passe ; déconnecté partout"});
}

int run_user_sign_out_command(const CommandContext& context) {
    const auto name = name_of(context);
    if (!name) {
        return context.fail(name.error());
    }
    const auto answer = carry_out(context, order_for(v1::AccountOrder::ASK_SIGN_OUT, *name));
    return tell_change(context, *name, answer, {": signed out everywhere", " : déconnecté partout"});
}

int run_user_remove_command(const CommandContext& context) {
    const auto name = name_of(context);
    if (!name) {
        return context.fail(name.error());
    }
    const auto answer = carry_out(context, order_for(v1::AccountOrder::ASK_REMOVE, *name));
    return tell_change(context, *name, answer, {": account erased", " : compte effacé"});
}

}  // namespace atelier::app
