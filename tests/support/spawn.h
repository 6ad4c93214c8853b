// Starts a program in a process of its own. Not by fork(): another thread of the test may hold a lock just then, of the heap or
// of a sanitizer, and the child, in which that thread is not, would wait for it for ever.
// SPDX-License-Identifier: MIT
#pragma once

#include <spawn.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/base/check.h"

namespace atelier::test {

namespace detail {

inline std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

// This process's, with those names set or replaced.
inline std::vector<std::string> environment_with(std::map<std::string, std::string> more) {
    std::vector<std::string> words;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string word = *at;
        if (!more.contains(word.substr(0, word.find('=')))) {
            words.push_back(word);
        }
    }
    for (const auto& [name, value] : more) {
        words.push_back(name + '=' + value);
    }
    return words;
}

}  // namespace detail

// `line`: the program's path and its arguments. `streams`: descriptors that become its standard input, output and error; -1: as
// here. Ends the test where the program cannot be started.
inline pid_t spawn(std::vector<std::string> line, const std::map<std::string, std::string>& environment,
                   const std::array<int, 3>& streams) {
    std::vector<std::string> words = detail::environment_with(environment);
    const std::vector<char*> arguments = detail::pointers_to(line);
    const std::vector<char*> variables = detail::pointers_to(words);
    posix_spawn_file_actions_t actions;
    ATELIER_CHECK(::posix_spawn_file_actions_init(&actions) == 0);
    for (int target = 0; target < 3; ++target) {
        const int source = streams.at(static_cast<std::size_t>(target));
        ATELIER_CHECK(source < 0 || ::posix_spawn_file_actions_adddup2(&actions, source, target) == 0);
    }
    pid_t child = -1;
    ATELIER_CHECK(::posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), variables.data()) == 0);
    ::posix_spawn_file_actions_destroy(&actions);
    return child;
}

}  // namespace atelier::test
