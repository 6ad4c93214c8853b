// SPDX-License-Identifier: MIT
#include "tests/bench/bare_sends.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/measure.h"
#include "tests/bench/processes.h"

namespace atelier::testing {
namespace {

using namespace std::chrono_literals;

constexpr int kCeilingRounds = 400;
constexpr std::array<char, 139> kBareFrame{};  // as long as the frame of one op

// A pair of loopback sockets, as an accepted connection is one.
struct Pair {
    int sender = -1;
    int receiver = -1;
};

std::vector<Pair> connect_pairs(std::size_t count) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    require(::bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0 && ::listen(listener, 16) == 0 &&
                ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0,
            "cannot listen");
    std::vector<Pair> pairs(count);
    for (Pair& pair : pairs) {
        pair.receiver = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        require(::connect(pair.receiver, reinterpret_cast<const sockaddr*>(&address), size) == 0, "cannot connect");
        pair.sender = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        require(pair.sender >= 0, "cannot accept");
    }
    ::close(listener);
    return pairs;
}

void close_all(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) {
        ::close(pair.sender);
        ::close(pair.receiver);
    }
}

// Processor seconds of this thread for one frame to each.
double send_round(const std::vector<Pair>& pairs, const std::string& frame) {
    const double before = cpu_seconds_of_thread();
    for (const Pair& pair : pairs) {
        require(::send(pair.sender, frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT) > 0, "cannot send");
    }
    return cpu_seconds_of_thread() - before;
}

// An epoll on that end of each; data.u64 is the place in the list.
int watch(const std::vector<Pair>& pairs, int Pair::*end) {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        require(::epoll_ctl(poll, EPOLL_CTL_ADD, pairs[i].*end, &event) == 0, "cannot watch a socket");
    }
    return poll;
}

// Reads all of so many bytes from the receivers, asleep between them.
void read_all(const std::vector<Pair>& pairs, std::atomic<std::size_t>& got, std::size_t wanted) {
    const int poll = watch(pairs, &Pair::receiver);
    std::array<epoll_event, 64> events{};
    std::array<char, 64 * 1024> buffer{};
    while (got < wanted) {
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1000);
        for (int i = 0; i < ready; ++i) {
            const int socket = pairs[events.at(static_cast<std::size_t>(i)).data.u64].receiver;
            const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
            require(size > 0, "cannot receive");
            got += static_cast<std::size_t>(size);
        }
    }
    ::close(poll);
}

// The members' side of serve_bare(): sends one op after another when it is due, and reads what comes.
class BareMembers {
public:
    BareMembers(const std::vector<Pair>& pairs, const BareWork& work)
        : pairs_(pairs),
          work_(work),
          poll_(watch(pairs, &Pair::receiver)) {}
    BareMembers(const BareMembers&) = delete;
    BareMembers& operator=(const BareMembers&) = delete;
    ~BareMembers() { ::close(poll_); }

    std::uint64_t run() {
        const auto start = std::chrono::steady_clock::now();
        const auto ops = static_cast<std::uint64_t>(work_.ops_per_s * work_.seconds);
        for (std::uint64_t i = 0; i < ops; ++i) {
            read_until(start + std::chrono::nanoseconds(
                                   static_cast<std::int64_t>(1e9 * static_cast<double>(i) / work_.ops_per_s)));
            // Another board each time, as the load does.
            require(::send(pairs_[i * 7919 % pairs_.size()].receiver, kBareFrame.data(), kBareFrame.size(),
                           MSG_NOSIGNAL) == static_cast<ssize_t>(kBareFrame.size()),
                    "cannot send");
            wanted_ += work_.members_each * kBareFrame.size();
        }
        const auto patience = std::chrono::steady_clock::now() + 5s;
        while (got_ < wanted_ && std::chrono::steady_clock::now() < patience) {
            read_until(std::chrono::steady_clock::now() + 1ms);
        }
        require(got_ == wanted_, "a delivery is missing");
        return got_ / kBareFrame.size();
    }

private:
    void read_until(std::chrono::steady_clock::time_point until) {
        std::array<epoll_event, 64> events{};
        std::array<char, 4096> buffer{};
        for (auto left = until - std::chrono::steady_clock::now(); left > left.zero();
             left = until - std::chrono::steady_clock::now()) {
            const timespec wait{
                0, static_cast<long>(std::min<std::int64_t>(std::chrono::nanoseconds(left).count(), 999'999'999))};
            const int ready = ::epoll_pwait2(poll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
            for (int i = 0; i < ready; ++i) {
                const ssize_t size = ::recv(pairs_[events.at(static_cast<std::size_t>(i)).data.u64].receiver,
                                            buffer.data(), buffer.size(), 0);
                require(size > 0, "cannot receive");
                got_ += static_cast<std::uint64_t>(size);
            }
        }
    }

    const std::vector<Pair>& pairs_;
    const BareWork work_;
    const int poll_;
    std::uint64_t wanted_ = 0;  // bytes
    std::uint64_t got_ = 0;
};

// The server's side.
class BareServer {
public:
    BareServer(const std::vector<Pair>& pairs, std::size_t members_each, int file)
        : pairs_(pairs),
          members_each_(members_each),
          file_(file),
          poll_(watch(pairs, &Pair::sender)) {}
    BareServer(const BareServer&) = delete;
    BareServer& operator=(const BareServer&) = delete;
    ~BareServer() { ::close(poll_); }

    // Processor seconds of this thread.
    double run(const std::atomic<bool>& is_over) {
        const double before = cpu_seconds_of_thread();
        std::array<epoll_event, 64> events{};
        while (!is_over) {
            const int ready = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 100);
            if (ready > 0) {
                serve(std::span(events).first(static_cast<std::size_t>(ready)));
            }
        }
        return cpu_seconds_of_thread() - before;
    }

private:
    // What came together shares a sync, as it does in the server.
    void serve(std::span<const epoll_event> events) {
        std::array<std::size_t, 64> sizes{};
        for (std::size_t i = 0; i < events.size(); ++i) {
            const ssize_t size = ::recv(pairs_[events[i].data.u64].sender, frame_.data(), frame_.size(), MSG_DONTWAIT);
            require(size > 0 && ::write(file_, frame_.data(), static_cast<std::size_t>(size)) == size,
                    "cannot read or write");
            sizes.at(i) = static_cast<std::size_t>(size);
        }
        require(::fdatasync(file_) == 0, "cannot sync");
        for (std::size_t i = 0; i < events.size(); ++i) {
            const std::size_t first = events[i].data.u64 / members_each_ * members_each_;
            for (std::size_t member = first; member < first + members_each_; ++member) {
                require(::send(pairs_[member].sender, frame_.data(), sizes.at(i), MSG_NOSIGNAL | MSG_DONTWAIT) > 0,
                        "cannot send");
            }
        }
    }

    const std::vector<Pair>& pairs_;
    const std::size_t members_each_;
    const int file_;
    const int poll_;
    std::array<char, 4096> frame_{};
};

}  // namespace

double measure_ceiling(std::size_t sockets, std::size_t frame_bytes) {
    const std::vector<Pair> pairs = connect_pairs(sockets);
    const std::string frame(frame_bytes, 'x');
    std::array<char, 64 * 1024> buffer{};
    double cpu = 0;
    for (int round = 0; round < kCeilingRounds; ++round) {
        cpu += send_round(pairs, frame);
        for (const Pair& pair : pairs) {
            require(::recv(pair.receiver, buffer.data(), buffer.size(), 0) > 0, "cannot receive");
        }
    }
    close_all(pairs);
    return static_cast<double>(sockets) * kCeilingRounds / cpu;
}

double measure_ceiling_with_reader(std::size_t sockets, std::size_t frame_bytes) {
    const std::vector<Pair> pairs = connect_pairs(sockets);
    const std::string frame(frame_bytes, 'x');
    const std::size_t round_bytes = sockets * frame_bytes;
    std::atomic<std::size_t> got = 0;
    std::thread reader([&] { read_all(pairs, got, round_bytes * kCeilingRounds); });
    double cpu = 0;
    for (std::size_t round = 1; round <= kCeilingRounds; ++round) {
        cpu += send_round(pairs, frame);
        while (got < round * round_bytes) {
            std::this_thread::sleep_for(200us);
        }
    }
    reader.join();
    close_all(pairs);
    return static_cast<double>(sockets) * kCeilingRounds / cpu;
}

Bare serve_bare(const std::filesystem::path& directory, const BareWork& work) {
    const std::filesystem::path path = directory / "bare";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    require(file >= 0, "cannot make a file");
    const std::vector<Pair> pairs = connect_pairs(work.boards * work.members_each);
    for (const Pair& pair : pairs) {
        const int on = 1;
        ::setsockopt(pair.sender, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::setsockopt(pair.receiver, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    std::atomic<bool> is_over = false;
    Bare bare;
    std::thread server([&] { bare.cpu_s = BareServer(pairs, work.members_each, file).run(is_over); });
    const double start = wall_ms();
    bare.deliveries = BareMembers(pairs, work).run();
    bare.wall_s = (wall_ms() - start) / 1000;
    is_over = true;
    server.join();
    close_all(pairs);
    ::close(file);
    std::filesystem::remove(path);
    return bare;
}

}  // namespace atelier::testing
