// SPDX-License-Identifier: MIT
#include "tests/bench/hostile_crowd.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <functional>
#include <new>
#include <utility>
#include <vector>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "tests/bench/measure.h"
#include "tests/support/raw_socket.h"

namespace atelier::testing {
namespace {

constexpr std::size_t kOfEachKind = 10;
constexpr std::size_t kHolders = 200;              // connections that say nothing
constexpr std::size_t kAtOnceBytes = 64UL * 1024;  // of one flood, before the next one's turn

Bytes hello_frame(const BoardId& board, const std::string& token) {
    v1::Frame frame;
    v1::Hello& hello = *frame.mutable_hello();
    hello.set_version(limits::kProtocolVersion);
    hello.set_version_min(limits::kProtocolVersionMin);
    hello.set_token(token);
    hello.set_board(std::string(board.view()));
    return test::client_frame(0x82, frame.SerializeAsString());
}

Bytes presence_frame() {
    v1::Frame frame;
    frame.mutable_presence()->add_people()->set_name("Ada");
    return test::client_frame(0x82, frame.SerializeAsString());
}

Bytes repeat(const Bytes& unit) {
    Bytes bytes;
    while (bytes.size() < kAtOnceBytes) {
        bytes += unit;
    }
    return bytes;
}

// One of them. Who is sent away comes back at once.
struct Attacker {
    std::function<test::RawSocket()> come;  // the connection, and what is said once
    Bytes what;                             // and then without end; empty = nothing
    bool is_reading = true;
    bool is_going = false;  // goes at once, and comes again
};

}  // namespace

struct HostileCrowd::Shared {
    std::atomic<std::uint64_t> sent_bytes = 0;
    std::atomic<std::uint64_t> connections = 0;
    std::atomic<bool> is_there = false;
};

namespace {

// Never returns.
template <class Counters>
[[noreturn]] void attack(std::vector<Attacker> attackers, Counters& counted) {
    struct Running {
        explicit Running(Attacker& who) : attacker(who), socket(who.come()) {}
        Attacker& attacker;
        test::RawSocket socket;
        std::size_t at = 0;
    };
    std::deque<Running> running;
    for (Attacker& attacker : attackers) {
        running.emplace_back(attacker);
        ++counted.connections;
    }
    counted.is_there = true;
    for (;;) {
        Running now = std::move(running.front());
        running.pop_front();
        const Bytes& what = now.attacker.what;
        if (!what.empty()) {
            const std::size_t sent = now.socket.send_some(BytesView(what).substr(now.at));
            now.at = (now.at + sent) % what.size();
            counted.sent_bytes += sent;
        }
        if (now.attacker.is_reading) {
            now.socket.discard();
        }
        if (now.socket.is_open() && !now.attacker.is_going) {
            running.push_back(std::move(now));
        } else {
            running.emplace_back(now.attacker);
            ++counted.connections;
        }
    }
}

std::vector<Attacker> gather(std::uint16_t port, const BoardId& board, const std::string& token) {
    const auto after = [=](const Bytes& said, int receive_bytes = 0) {
        return [=] {
            test::RawSocket socket(port, board, receive_bytes);
            socket.send(said);
            return socket;
        };
    };
    const Bytes hello = hello_frame(board, token);
    std::vector<Attacker> crowd;
    for (std::size_t i = 0; i < kOfEachKind; ++i) {
        crowd.push_back({after(hello), repeat(test::client_frame(0x89, "?"))});
        crowd.push_back({after(hello + test::client_frame(0x02, "a")), repeat(test::client_frame(0x00, ""))});
        crowd.push_back({after(hello), repeat(presence_frame())});
        crowd.push_back({after(hello), repeat(hello)});                          // refused, and goes on
        crowd.push_back({after(""), repeat("what is not masked is no frame")});  // the same
        crowd.push_back({after(hello + Bytes("\x82\xff\x40\0\0\0\0\0\0\0\0\0\0\0", 14)), repeat("x")});
        crowd.push_back({after(hello_frame(board, "a token that I made up")), repeat(test::client_frame(0x82, ""))});
        crowd.push_back({after(hello_frame(board, "a token that I made up")), "", true, true});
        crowd.push_back({after(hello), "", true, true});
        crowd.push_back({after(hello, 4096), "", false});
        crowd.push_back({[=] { return test::RawSocket(port); }, repeat("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")});
        crowd.push_back(
            {[=] { return test::RawSocket(port); }, repeat("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"), false});
    }
    for (std::size_t i = 0; i < kHolders; ++i) {
        crowd.push_back({[=] { return test::RawSocket(port); }, ""});
    }
    return crowd;
}

}  // namespace

HostileCrowd::HostileCrowd(std::uint16_t port, const BoardId& board, const std::string& token) {
    void* memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    require(memory != MAP_FAILED, "no memory to share");
    shared_ = new (memory) Shared();
    pid_ = ::fork();
    require(pid_ >= 0, "cannot fork");
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int behind = ::getpriority(PRIO_PROCESS, 0) + 19;  // at most 19: the kernel sees to it
        require(::setpriority(PRIO_PROCESS, 0, behind) == 0, "cannot step back");
        attack(gather(port, board, token), *shared_);
    }
}

HostileCrowd::~HostileCrowd() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::munmap(shared_, sizeof(Shared));
}

bool HostileCrowd::is_there() const {
    return shared_->is_there;
}

std::uint64_t HostileCrowd::sent_bytes() const {
    return shared_->sent_bytes;
}

std::uint64_t HostileCrowd::connections() const {
    return shared_->connections;
}

}  // namespace atelier::testing
