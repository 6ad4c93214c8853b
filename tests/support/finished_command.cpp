// SPDX-License-Identifier: MIT
#include "tests/support/finished_command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "server/base/check.h"

namespace atelier::test {

FinishedCommand run_command(std::vector<std::string> arguments, const std::map<std::string, std::string>& environment,
                            const std::string& input) {
    arguments.insert(arguments.begin(), ATELIER_BINARY);
    std::vector<char*> argv;
    argv.reserve(arguments.size() + 1);
    for (std::string& word : arguments) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    int out[2] = {-1, -1};
    int in[2] = {-1, -1};
    ATELIER_CHECK(::pipe2(out, O_CLOEXEC) == 0);
    ATELIER_CHECK(::pipe2(in, O_CLOEXEC) == 0);
    ATELIER_CHECK(::write(in[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()));
    ::close(in[1]);
    const pid_t child = ::fork();
    ATELIER_CHECK(child >= 0);
    if (child == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(in[0], STDIN_FILENO);
        for (const auto& [name, value] : environment) {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(in[0]);
    FinishedCommand finished;
    std::array<char, 4096> part{};
    for (ssize_t size = 0; (size = ::read(out[0], part.data(), part.size())) > 0;) {
        finished.out.append(part.data(), static_cast<std::size_t>(size));
    }
    ::close(out[0]);
    int status = 0;
    ATELIER_CHECK(::waitpid(child, &status, 0) == child);
    finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return finished;
}

}  // namespace atelier::test
