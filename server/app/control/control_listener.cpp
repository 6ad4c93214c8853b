// SPDX-License-Identifier: MIT
#include "server/app/control/control_listener.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <string>
#include <system_error>
#include <utility>

#include "server/app/control/control_socket.h"
#include "server/async/deadline.h"
#include "server/async/log.h"
#include "server/async/signal.h"
#include "server/base/bytes.h"

namespace atelier::app {
namespace {

namespace net = boost::asio;
using LocalSocket = net::basic_stream_socket<net::local::stream_protocol, async::Executor>;

constexpr auto kPause = std::chrono::seconds(1);  // after an accept that failed, for want of descriptors say
constexpr auto kExchangeTimeout = std::chrono::seconds(10);
constexpr auto kActTimeout = std::chrono::seconds(30);  // until the accounts are on disk

// What is answered; the listener's thread alone keeps it.
struct Waiting {
    explicit Waiting(async::Executor executor) : come(executor) {}
    async::Signal come;
    std::optional<v1::AccountAnswer> answer;
};

bool is_ours(LocalSocket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    const int failed = ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size);
    return failed == 0 && (peer.uid == ::geteuid() || peer.uid == 0);
}

// Until the caller's end; empty when there is no end, or too much before it.
async::Task<Bytes> read_order(LocalSocket& socket) {
    Bytes order;
    std::array<char, 4096> piece{};
    bool is_whole = false;
    while (!is_whole && order.size() <= kOrderBytesMax) {
        const auto [error, got] = co_await socket.async_read_some(net::buffer(piece), async::use_task_tuple);
        order.append(piece.data(), got);
        if (error && error != net::error::eof) {
            break;
        }
        is_whole = error == net::error::eof;
    }
    co_return is_whole ? std::move(order) : Bytes();
}

async::Task<bool> write_answer(LocalSocket& socket, const Bytes& answer) {
    const auto [error, written] = co_await net::async_write(socket, net::buffer(answer), async::use_task_tuple);
    co_return !error;
}

v1::AccountAnswer failure(ErrorCode code, const std::string& why) {
    v1::AccountAnswer answer;
    answer.set_error(static_cast<std::uint32_t>(code));
    answer.set_why(why);
    return answer;
}

}  // namespace

ControlListener::ControlListener(std::filesystem::path path, Act act)
    : path_(std::move(path)),
      act_(std::move(act)),
      acceptor_(context_.get_executor()),
      tasks_(context_.get_executor(), "control") {}

Result<std::unique_ptr<ControlListener>> ControlListener::open(const std::filesystem::path& data, Act act) {
    std::unique_ptr<ControlListener> self(new ControlListener(control_path(data), std::move(act)));
    ATELIER_TRY(self->listen_there());
    self->tasks_.spawn("listener", listen(*self));
    self->thread_.emplace(self->context_, "control");
    return self;
}

Result<void> ControlListener::listen_there() {
    if (path_.string().size() >= sizeof sockaddr_un{}.sun_path) {
        return Error(ErrorCode::Config, path_.string() + " is too long for a socket");
    }
    ::unlink(path_.c_str());
    boost::system::error_code error;
    acceptor_.open(Local(), error);
    const bool is_bound = !error && !acceptor_.bind(Local::endpoint(path_.string()), error);
    // Nobody can connect before it listens, so nobody does with other rights.
    if (is_bound && ::chmod(path_.c_str(), S_IRUSR | S_IWUSR) != 0) {
        error.assign(errno, boost::system::system_category());
    }
    if (error || acceptor_.listen(static_cast<int>(kCallersMax), error)) {
        return Error(ErrorCode::Io, path_.string() + ": " + error.message());
    }
    return {};
}

ControlListener::~ControlListener() {
    if (thread_) {
        net::post(context_, [this] {
            is_stopping_ = true;
            boost::system::error_code ignored;
            acceptor_.close(ignored);
            tasks_.cancel();
        });
        thread_.reset();
    }
    ::unlink(path_.c_str());
}

async::Task<void> ControlListener::listen(ControlListener& self) {
    async::Timer pause(self.context_.get_executor());
    while (!self.is_stopping_) {
        Socket socket(self.context_.get_executor());
        const auto [error] = co_await self.acceptor_.async_accept(socket, async::use_task_tuple);
        if (!error && self.tasks_.size() <= kCallersMax) {  // one of the tasks is this one
            self.tasks_.spawn("caller", serve(self, std::move(socket)));
        } else if (error && !self.is_stopping_) {
            log::warn("control_accept_paused", {{"why", error.message()}});
            pause.expires_after(kPause);
            co_await pause.async_wait(async::use_task_tuple);
        }
    }
}

async::Task<void> ControlListener::serve(ControlListener& self, Socket socket) {
    if (!is_ours(socket)) {
        log::warn("control_refused", {{"why", "another user of this machine"}});
        co_return;
    }
    const std::optional<Bytes> bytes = co_await async::with_deadline(read_order(socket), kExchangeTimeout);
    v1::AccountOrder order;
    const bool is_order = bytes && !bytes->empty() && order.ParseFromString(*bytes);
    v1::AccountAnswer answer = failure(ErrorCode::Malformed, "no order");
    if (is_order) {
        answer = co_await self.ask(std::move(order));
    }
    answer.set_heard(true);
    const Bytes told = answer.SerializeAsString();
    co_await async::with_deadline(write_answer(socket, told), kExchangeTimeout);
}

async::Task<v1::AccountAnswer> ControlListener::ask(v1::AccountOrder order) {
    const auto waiting = std::make_shared<Waiting>(context_.get_executor());
    act_(std::move(order), [this, weak = std::weak_ptr(waiting)](v1::AccountAnswer answer) {
        net::post(context_, [weak, answer = std::move(answer)] {
            if (const std::shared_ptr<Waiting> still = weak.lock()) {
                still->answer = answer;
                still->come.notify();
            }
        });
    });
    const bool has_come = co_await waiting->come.wait_for(kActTimeout);
    co_return has_come && waiting->answer ? *std::move(waiting->answer)
                                          : failure(ErrorCode::Unavailable, "the server does not come to it");
}

}  // namespace atelier::app
