// SPDX-License-Identifier: MIT
#include "server/app/read_password.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>
#include <optional>

namespace atelier::app {
namespace {

// The terminal shows nothing of what is typed, for as long as this lives.
class SilentTerminal {
public:
    SilentTerminal() {
        termios silent{};
        if (::tcgetattr(STDIN_FILENO, &silent) == 0) {
            before_ = silent;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        }
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    ~SilentTerminal() {
        if (before_) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &*before_);
        }
    }

private:
    std::optional<termios> before_;
};

std::optional<std::string> read_line() {
    std::string line;
    if (!std::getline(std::cin, line)) {
        return std::nullopt;
    }
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return line;
}

// On standard error: standard output may be a file.
std::optional<std::string> ask(const CommandContext& context, const Sentence& question) {
    context.err << context.say(question) << std::flush;
    std::optional<std::string> line = read_line();
    context.err << '\n';
    return line;
}

}  // namespace

Result<std::string> read_password(const CommandContext& context) {
    std::optional<std::string> password;
    if (::isatty(STDIN_FILENO) == 1) {
        const SilentTerminal silent;
        password = ask(context, {"Password (12 characters or more, not shown): ",
                                 "Mot de passe (12 caractères au moins, rien ne s'affiche) : "});
        if (password && ask(context, {"The same again: ", "Le même, encore une fois : "}) != password) {
            return Error(ErrorCode::Config, context.say({"the two passwords differ; nothing was changed",
                                                         "les deux mots de passe diffèrent ; rien n'a changé"}));
        }
    } else {
        password = read_line();
    }
    if (!password) {
        return Error(ErrorCode::Config,
                     context.say({"a password is needed, on the terminal or as the first line of standard input",
                                  "il faut un mot de passe, au terminal ou en première ligne de l'entrée standard"}));
    }
    return *std::move(password);
}

}  // namespace atelier::app
