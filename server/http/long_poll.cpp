// SPDX-License-Identifier: MIT
#include "server/http/long_poll.h"

#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/http/long_poll_body.h"
#include "server/http/responses.h"

namespace atelier::http {
namespace {

constexpr const char* kSessionHeader = "Atelier-Session";
constexpr const char* kCloseHeader = "Atelier-Close";  // the close code, when the session ends with this answer

// 128 bits that nobody guesses: they stand for the right that Hello proved.
std::string make_session_id(Random& random) {
    Bytes raw;
    for (int i = 0; i < 2; ++i) {
        const std::uint64_t bits = random.next();
        raw.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    return to_hex(raw);
}

}  // namespace

std::shared_ptr<LongPollTable::Session> LongPollTable::find_or_make(const Request& request, const BoardId& board,
                                                                    std::string& id) {
    const auto named = request[kSessionHeader];
    if (!named.empty()) {
        id = std::string(named.data(), named.size());
        const auto place = sessions_.find(id);
        return place != sessions_.end() && place->second->board == board ? place->second : nullptr;
    }
    if (sessions_.size() >= kSessionsMax || is_stopping_) {
        return nullptr;
    }
    id = make_session_id(random_);
    count_.add();
    return sessions_.emplace(id, std::make_shared<Session>(executor_, board, shard_, pace_)).first->second;
}

async::Task<void> LongPollTable::wait_for_turn(const Session& session, std::uint64_t number) const {
    async::Timer timer(executor_);
    const auto left = [&] {
        const auto rest = session.pace.wait(async::steady_now());
        return session.taken + 1 < number ? std::max<Pace::Duration>(rest, limits::kRestStep) : rest;
    };
    for (auto wait = left(); wait > wait.zero() && !session.member.closing() && !is_stopping_; wait = left()) {
        timer.expires_after(std::min<Pace::Duration>(wait, limits::kRestStep));
        co_await timer.async_wait(async::use_task_tuple);
    }
}

void LongPollTable::take_in(Session& session, const Request& request, std::uint64_t number) {
    session.taken = number;
    const auto frames = split_entries(request.body());
    if (!frames || (number == 1 && frames->empty())) {
        return session.member.refuse(ErrorCode::Malformed);
    }
    for (const BytesView frame : *frames) {
        session.member.on_frame(frame);
    }
    session.pace.spend(session.member.take_count(), async::steady_now());
}

async::Task<Response> LongPollTable::answer(Request request, BoardId board) {
    std::string id;
    const std::shared_ptr<Session> session = find_or_make(request, board, id);
    if (!session) {
        co_return make_text_response(request, Status::gone, "no such session: say Hello again\n");
    }
    const std::uint64_t number = ++session->requests;
    session->changed.notify();  // an older request that still waits is answered now
    ++session->answering;
    if (number - session->taken > limits::kPollsWaitingMax) {
        session->member.refuse(ErrorCode::TooMany);  // it does not wait for its answers
    }
    co_await wait_for_turn(*session, number);
    take_in(*session, request, number);
    const auto until = async::steady_now() + limits::kLongPollWait;
    bool is_waiting = true;
    while (is_waiting) {
        const auto left = until - async::steady_now();
        is_waiting = !session->member.has_frame() && !session->member.closing() && session->requests == number &&
                     !is_stopping_ && left > left.zero();
        if (is_waiting) {
            co_await session->changed.wait_for(left);
        }
    }
    --session->answering;
    session->last_used = async::steady_now();
    co_return make_answer(*session, id, request);
}

Response LongPollTable::make_answer(Session& session, const std::string& id, const Request& request) {
    beast::http::response<beast::http::string_body> response(Status::ok, request.version());
    set_security_headers(response);
    response.set(Field::content_type, "application/octet-stream");
    response.set(Field::cache_control, "no-store");
    response.set(kSessionHeader, id);
    while (session.member.has_frame()) {
        append_entry(response.body(), *session.member.next_frame());
    }
    if (session.member.closing()) {
        response.set(kCloseHeader, std::to_string(static_cast<unsigned>(*session.member.closing())));
        sessions_.erase(id);
        count_.set(sessions_.size());
    }
    response.keep_alive(request.keep_alive());
    response.prepare_payload();
    return response;
}

void LongPollTable::on_tick() {
    const auto now = async::steady_now();
    std::erase_if(sessions_, [&](const auto& entry) {
        Session& session = *entry.second;
        const auto idle = now - session.last_used;
        if (idle > limits::kHelloTimeout) {
            session.member.on_hello_timeout();
        }
        return session.answering == 0 && idle > kSessionTimeout;
    });
    count_.set(sessions_.size());
}

void LongPollTable::clear() {
    sessions_.clear();
    count_.set(0);
}

void LongPollTable::wake_all() {
    is_stopping_ = true;
    for (auto& [id, session] : sessions_) {
        session->changed.notify();
    }
}

}  // namespace atelier::http
