// What every command runs with.
// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>

#include "server/app/command_line.h"
#include "server/app/config.h"
#include "server/app/language.h"
#include "server/base/clock.h"
#include "server/base/error.h"

namespace atelier::app {

// Lives as long as the command; the references outlive it.
struct CommandContext {
    const Arguments& arguments;
    const Config& config;
    Language language;
    const Clock& clock;
    std::ostream& out;
    std::ostream& err;

    std::string say(const Sentence& sentence) const { return sentence.in(language); }

    // "atelier: <sentence>" on standard error. Gives the exit status that goes with the error.
    int fail(const Error& error) const {
        err << "atelier: " << describe(error, language) << '\n';
        return error.code == ErrorCode::Config ? kExitUsage : kExitFailed;
    }
};

// True when standard output is a terminal, or the command line says so.
bool wants_qr(QrWhen when);

}  // namespace atelier::app
