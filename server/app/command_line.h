// The command line: what was asked for, before anything is done about it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "server/app/config.h"
#include "server/app/language.h"

namespace atelier::app {

// GNU style: what a script sees.
inline constexpr int kExitOk = 0;
inline constexpr int kExitFailed = 1;      // nothing done, or only in part
inline constexpr int kExitUsage = 2;       // command line or configuration cannot be used
inline constexpr int kExitSyncFailed = 3;  // the disk refused what was to be kept; nothing acknowledged is lost

enum class Command {
    Serve,
    Import,
    Export,
    InitDemo,
    Link,
    Boards,
    Hash,
    Verify,
    Doctor,
    Rehearse,
    UserAdd,
    UserList,
    UserPassword,
    UserRemove,
    UserSignOut
};
enum class LinkOutput { Text, Json, None };
enum class QrWhen { Auto, Always, Never };  // Auto: when standard output is a terminal

struct Arguments {
    Command command = Command::Serve;
    std::map<std::string, std::string> flags;  // configuration keys given as flags
    std::optional<std::string> config_file;
    bool json = false;
    std::vector<std::string> files;     // import
    std::string board;                  // slug
    std::string atelier;                // slug
    std::vector<std::string> ateliers;  // user add: slugs; none: every atelier
    std::string user;                   // name of an account
    std::string title;
    std::string role;
    std::string links_for;  // slug
    std::string out;        // file to write; "-" = standard output
    bool page = false;      // export: a page instead of an archive
    bool ballots = false;   // export: an archive with each ballot, signed as its voter's cards are
    std::string url;        // rehearse: a participant's join link
    std::size_t people = 60;
    double minutes = 5;
    double every = 10;  // seconds between two gestures of one simulated person
    bool keep = false;  // rehearse: leave what was written
    bool on_used_board = false;
    LinkOutput links = LinkOutput::Text;
    QrWhen qr = QrWhen::Auto;
};

// The command line asked for something that ends at once: help, version, or a usage error.
struct EarlyExit {
    int code = kExitOk;
    std::string text;  // for standard output when code is 0, else for standard error
};

// `arguments` without the program's name.
std::variant<Arguments, EarlyExit> parse_command_line(std::vector<std::string> arguments, Language language);

}  // namespace atelier::app
