// SPDX-License-Identifier: MIT
#include "server/app/user_commands.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "server/accounts/password.h"
#include "server/accounts/user_name.h"
#include "server/app/data_directory.h"
#include "server/app/print_json.h"
#include "server/app/read_password.h"
#include "server/app/user_records.h"
#include "server/base/limits.h"

namespace atelier::app {
namespace {

using Json = nlohmann::json;

// A directory and its accounts.
struct OpenAccounts {
    DataDirectory data;
    std::vector<v1::User> users;

    v1::User* find(std::string_view name) {
        const auto found =
            std::find_if(users.begin(), users.end(), [&](const v1::User& user) { return user.name() == name; });
        return found == users.end() ? nullptr : &*found;
    }
};

Result<OpenAccounts> open_accounts(const CommandContext& context, WhenAbsent when_absent) {
    ATELIER_TRY_ASSIGN(DataDirectory data, open_data_directory(context.config, when_absent));
    ATELIER_TRY_ASSIGN(std::vector<v1::User> users, read_users(*data.store));
    return OpenAccounts{std::move(data), std::move(users)};
}

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

// The account that the command names, to be changed and written. NotFound when there is none.
template <class Change>
int change_user(const CommandContext& context, const Sentence& done, Change change) {
    const auto name = name_of(context);
    if (!name) {
        return context.fail(name.error());
    }
    auto open = open_accounts(context, WhenAbsent::Fail);
    if (!open) {
        return context.fail(open.error());
    }
    v1::User* user = open->find(*name);
    if (user == nullptr) {
        return context.fail(Error(ErrorCode::NotFound, *name));
    }
    const Result<void> changed = change(*open->data.store, *user);
    if (!changed) {
        return context.fail(changed.error());
    }
    if (context.arguments.json) {
        print_json(context, {{"user", *name}});
    } else {
        context.out << *name << context.say(done) << '\n';
    }
    return kExitOk;
}

// Nothing when an account may be made: a free name, and ateliers that there are.
std::optional<Error> find_obstacle(const CommandContext& context, OpenAccounts& open, const std::string& name) {
    if (open.find(name) != nullptr) {
        return refusal(context, {"there is an account " + name + " already", "le compte " + name + " existe déjà"});
    }
    if (open.users.size() >= limits::kUsersMax) {
        return Error(ErrorCode::TooMany, std::to_string(open.users.size()));
    }
    for (const std::string& atelier : context.arguments.ateliers) {
        if (open.data.catalogue.find_atelier(atelier) == nullptr) {
            return Error(ErrorCode::NotFound, "atelier " + atelier);
        }
    }
    return std::nullopt;
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
    {
        // Before anybody types a password in vain.
        auto open = open_accounts(context, WhenAbsent::Create);
        const auto obstacle = open ? find_obstacle(context, *open, *name) : std::optional(open.error());
        if (obstacle) {
            return context.fail(*obstacle);
        }
    }
    auto hash = new_hash(context, *name);
    if (!hash) {
        return context.fail(hash.error());
    }
    auto open = open_accounts(context, WhenAbsent::Create);
    const auto obstacle = open ? find_obstacle(context, *open, *name) : std::optional(open.error());
    if (obstacle) {
        return context.fail(*obstacle);
    }
    v1::User user;
    user.set_name(*name);
    user.set_password_hash(*std::move(hash));
    user.mutable_ateliers()->Assign(context.arguments.ateliers.begin(), context.arguments.ateliers.end());
    user.set_made_ms(context.clock.wall_ms());
    const auto written = write_change(*open->data.store, {user, {}}, context.clock.wall_ms());
    if (!written) {
        return context.fail(written.error());
    }
    if (context.arguments.json) {
        print_json(context, describe(user, context.clock.wall_ms()));
    } else {
        context.out << *name << context.say({": account made; it signs in at ", " : compte créé ; il se connecte sur "})
                    << (context.config.public_url.empty() ? "" : context.config.public_url) << "/compte\n";
    }
    return kExitOk;
}

int run_user_list_command(const CommandContext& context) {
    const auto open = open_accounts(context, WhenAbsent::Fail);
    if (!open) {
        return context.fail(open.error());
    }
    Json list = Json::array();
    for (const v1::User& user : open->users) {
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
    // Opened for a moment, so that nobody types a password in vain.
    if (auto open = open_accounts(context, WhenAbsent::Fail); !open || open->find(*name) == nullptr) {
        return context.fail(open ? Error(ErrorCode::NotFound, *name) : open.error());
    }
    const auto hash = new_hash(context, *name);
    if (!hash) {
        return context.fail(hash.error());
    }
    return change_user(context,
                       {": new password; signed out everywhere", " : nouveau mot de passe ; déconnecté partout"},
                       [&](storage::Store& store, v1::User& user) {
                           user.set_password_hash(*hash);
                           user.set_used_ms(context.clock.wall_ms());
                           std::vector<accounts::EndedLink> ended = accounts::end_sessions(user);
                           return write_change(store, {user, std::move(ended)}, context.clock.wall_ms());
                       });
}

int run_user_sign_out_command(const CommandContext& context) {
    return change_user(context, {": signed out everywhere", " : déconnecté partout"},
                       [&](storage::Store& store, v1::User& user) {
                           std::vector<accounts::EndedLink> ended = accounts::end_sessions(user);
                           return write_change(store, {user, std::move(ended)}, context.clock.wall_ms());
                       });
}

int run_user_remove_command(const CommandContext& context) {
    return change_user(context, {": account erased", " : compte effacé"}, [&](storage::Store& store, v1::User& user) {
        return erase_user(store, user, context.clock.wall_ms());
    });
}

}  // namespace atelier::app
