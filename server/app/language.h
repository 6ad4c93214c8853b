// The two languages of everything that the command line says to people.
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "server/base/error.h"

namespace atelier::app {

enum class Language { English, French };

// The process environment as a value, so that tests bring their own.
using Environment = std::map<std::string, std::string>;

Environment environment_of_process();

// French when LC_ALL, else LC_MESSAGES, else LANG starts with "fr"; English otherwise. An empty variable counts as unset.
Language language_of(const Environment& environment);

// One sentence in both languages.
struct Sentence {
    std::string en;
    std::string fr;

    const std::string& in(Language language) const { return language == Language::French ? fr : en; }
};

// What went wrong, in words: the sentence for the code, then the detail when there is one. Config errors carry their
// whole sentence in the detail already.
std::string describe(const Error& error, Language language);

}  // namespace atelier::app
