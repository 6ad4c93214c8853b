// SPDX-License-Identifier: MIT
#include "tests/support/finished_command.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "server/base/check.h"
#include "tests/support/spawn.h"

namespace atelier::test {

FinishedCommand run_command(std::vector<std::string> arguments, const std::map<std::string, std::string>& environment,
                            const std::string& input) {
    arguments.insert(arguments.begin(), ATELIER_BINARY);
    int out[2] = {-1, -1};
    int in[2] = {-1, -1};
    ATELIER_CHECK(::pipe2(out, O_CLOEXEC) == 0);
    ATELIER_CHECK(::pipe2(in, O_CLOEXEC) == 0);
    ATELIER_CHECK(::write(in[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()));
    ::close(in[1]);
    const pid_t child = spawn(std::move(arguments), environment, {in[0], out[1], -1});
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
