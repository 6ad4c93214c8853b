// SPDX-License-Identifier: MIT
#include "tests/bench/load.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>
#include <utility>

#include <protozero/pbf_reader.hpp>

#include "atelier/v1/wire.pb.h"
#include "server/board/codec.h"
#include "server/history/server_actor.h"
#include "tests/bench/measure.h"
#include "tests/bench/processes.h"

namespace atelier::testing {
namespace {

constexpr double kBringInSeconds = 60;
constexpr double kDrainSeconds = 5;  // for what is under way at the end of a run

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Commit.first_position of the first commit, without decoding the rest.
std::uint64_t first_position(BytesView frame) {
    protozero::pbf_reader reader(frame.data(), frame.size());
    reader.next();
    protozero::pbf_reader committed = reader.get_message();
    committed.next();
    protozero::pbf_reader commit = committed.get_message();
    commit.next();
    return commit.get_uint64();
}

LoadBoard::Frame decode(const LoadBoard& board, BytesView bytes) {
    LoadBoard::Frame frame;
    frame.readers_left = board.members.size();
    v1::Frame parsed;
    require(parsed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())), "a frame that does not parse");
    for (const v1::Commit& commit : parsed.committed().commits()) {
        const auto ops = board::decode_batch(commit.batch());
        require(ops.has_value(), "a batch that does not parse");
        for (const board::Op& op : *ops) {
            if (op.id.actor == history::kServerActor) {
                continue;  // it tidies an old board on its own account
            }
            const auto author = board.author_of.find(op.id.actor.value);
            require(author != board.author_of.end(), "an op of nobody");
            frame.ops.push_back({author->second, author->second->due_of(op.id.counter)});
        }
    }
    return frame;
}

}  // namespace

void Latencies::add(double seconds) {
    ++steps_[std::min(static_cast<std::size_t>(seconds / kStep), kSteps)];
    ++count_;
}

double Latencies::quantile_ms(double share) const {
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(count_));
    std::uint64_t seen = 0;
    std::size_t step = 0;
    while (step < kSteps && seen + steps_[step] <= wanted) {
        seen += steps_[step++];
    }
    return count_ == 0 ? 0 : 1000 * kStep * static_cast<double>(step + 1);
}

Load::Load(std::uint16_t port) : port_(port), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    require(epoll_ >= 0, "no epoll");
}

Load::~Load() {
    ::close(epoll_);
}

bool Load::bring_in(const BoardId& board, const std::string& token, std::size_t count) {
    boards_.push_back(std::make_unique<LoadBoard>());
    boards_.back()->id = board;
    boards_.back()->token = token;
    const double until = now_s() + kBringInSeconds;
    const std::size_t wanted = members_.size() + count;
    for (std::size_t i = 0; i < count; ++i) {
        LoadMember::Owner& owner = *this;
        members_.push_back(std::make_unique<LoadMember>(owner, *boards_.back(), port_));
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = members_.back().get();
        require(::epoll_ctl(epoll_, EPOLL_CTL_ADD, members_.back()->socket(), &event) == 0, "epoll takes no more");
        constexpr std::size_t kAtOnce = 100;  // arrivals that wait for their Welcome
        serve(until, [&] { return welcomed_ + kAtOnce > members_.size(); });
    }
    serve(until, [&] { return welcomed_ >= wanted; });
    return welcomed_ == wanted;
}

bool Load::make_cards() {
    for (const auto& member : members_) {
        board::AddItem add;
        add.card_kind = board::CardKind::Need;
        add.text = "une carte d'un mot ou deux";
        due_deliveries_ += member->board().members.size();
        member->submit(std::move(add), ++lamport_, now_s());
        serve(now_s() + kDrainSeconds, [&] { return due_deliveries_ < 1000 * member->board().members.size(); });
    }
    serve(now_s() + kDrainSeconds, [&] { return due_deliveries_ == 0; });
    return due_deliveries_ == 0;
}

void Load::send_op(LoadMember& member, double due) {
    board::Placement place;
    place.x = static_cast<std::int32_t>(lamport_ % 1000);
    place.y = 10;
    due_deliveries_ += member.board().members.size();
    ++run_.ops;
    member.submit(board::SetRegister{member.card, std::move(place)}, ++lamport_, due);
}

Run Load::run_at(double ops_per_s, std::chrono::milliseconds duration) {
    std::vector<LoadMember*> order;
    for (const auto& member : members_) {
        order.push_back(member.get());
    }
    std::mt19937 random(1);  // always the same, and not board by board
    std::shuffle(order.begin(), order.end(), random);
    start_run();
    const double end = started_ + std::chrono::duration<double>(duration).count();
    double due = started_;
    for (std::uint64_t i = 0; due < end; ++i, due = started_ + static_cast<double>(i) / ops_per_s) {
        serve(due, [] { return false; });
        send_op(*order[i % order.size()], due);
    }
    return finish_run();
}

Run Load::run_in_turn(std::size_t writers, std::chrono::milliseconds duration) {
    start_run();
    is_in_turn_ = true;
    for (std::size_t i = 0; i < std::min(writers, members_.size()); ++i) {
        send_op(*members_[i], now_s());
    }
    serve(started_ + std::chrono::duration<double>(duration).count(), [] { return false; });
    return finish_run();
}

void Load::start_run() {
    run_ = {};
    started_ = now_s();
    cpu_at_start_ = cpu_seconds_of_self();
}

Run Load::finish_run() {
    is_in_turn_ = false;
    run_.wall_s = now_s() - started_;
    serve(now_s() + kDrainSeconds, [this] { return due_deliveries_ == 0; });
    run_.missing = due_deliveries_;
    run_.cpu_s = cpu_seconds_of_self() - cpu_at_start_;
    return std::move(run_);
}

// What has arrived is taken once, also when it is late already: else a run that cannot keep up would only ever send.
template <class Done>
void Load::serve(double until, Done is_done) {
    std::array<epoll_event, 512> events{};
    double left = 0;
    do {
        if (is_done()) {
            return;
        }
        left = std::max(until - now_s(), 0.0);
        timespec wait{};
        wait.tv_sec = static_cast<time_t>(left);
        wait.tv_nsec = static_cast<long>((left - static_cast<double>(wait.tv_sec)) * 1e9);
        const int count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
        require(count >= 0 || errno == EINTR, "epoll fails");
        for (int i = 0; i < count; ++i) {
            static_cast<LoadMember*>(events[static_cast<std::size_t>(i)].data.ptr)->on_readable();
        }
    } while (left > 0);
}

void Load::on_welcome(LoadMember&, std::size_t bytes) {
    ++welcomed_;
    welcome_bytes_ = bytes;
}

void Load::on_committed(LoadMember& member, BytesView frame, std::size_t wire_bytes) {
    LoadBoard& board = member.board();
    const std::uint64_t position = first_position(frame);
    auto place = board.under_way.find(position);
    if (place == board.under_way.end()) {
        place = board.under_way.emplace(position, decode(board, frame)).first;
    }
    ++run_.frames;
    run_.bytes += wire_bytes;
    due_deliveries_ -= place->second.ops.size();
    const double now = now_s();
    std::size_t own = 0;
    for (const LoadBoard::Frame::Sent& sent : place->second.ops) {
        run_.deliveries.add(now - sent.at);
        own += sent.author == &member ? 1 : 0;
    }
    if (--place->second.readers_left == 0) {
        board.under_way.erase(place);
    }
    for (; is_in_turn_ && own > 0; --own) {
        send_op(member, now);
    }
}

double p99_ms(Load& load, double ops_per_s, std::chrono::milliseconds duration) {
    const Run run = load.run_at(ops_per_s, duration);
    require(run.missing == 0, "not every op reached everybody");
    return run.deliveries.quantile_ms(0.99);
}

}  // namespace atelier::testing
