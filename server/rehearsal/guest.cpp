// SPDX-License-Identifier: MIT
#include "server/rehearsal/guest.h"

#include <algorithm>
#include <utility>

namespace atelier::rehearsal {
namespace {

double ms_between(Guest::Clock::time_point from, Guest::Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

}  // namespace

Guest::Guest(boost::asio::io_context& context, const JoinLink& link, Shared& shared, const std::string& name,
             std::uint64_t seed)
    : shared_(shared),
      random_(seed),
      client_(context, link.target, link.token, seed),
      next_(context) {
    part_.name = name;
    client_.on_change = [this] { on_change(); };
}

void Guest::come() {
    came_ = Clock::now();
    client_.connect();
}

void Guest::play() {
    is_playing_ = true;
    if (has_come()) {
        wait_and_act();
    }
}

void Guest::rest() {
    is_playing_ = false;
    next_.cancel();
}

void Guest::take_back() {
    rehearsal::take_back(client_.session(), part_);
    client_.pump();
}

void Guest::expect(board::Id card, Clock::time_point written) {
    if (client_.is_live()) {
        expected_.push_back({card, written});
    }
}

bool Guest::is_settled() {
    return client_.is_live() && client_.session().pending_ops() == 0;
}

bool Guest::hides_others() {
    return workshop::draws_curtain(part_.stage.phase(client_.session().board()));
}

std::size_t Guest::count_unseen(const std::function<bool(board::Id)>& stands) const {
    return static_cast<std::size_t>(std::count_if(expected_.begin(), expected_.end(),
                                                  [&](const Expected& expected) { return stands(expected.card); }));
}

std::size_t Guest::count_cards() {
    return static_cast<std::size_t>(
        std::count_if(part_.cards.begin(), part_.cards.end(), [&](board::Id card) { return has(card); }));
}

void Guest::on_change() {
    const Clock::time_point now = Clock::now();
    if (client_.is_live() && !joined_) {
        joined_ = now;
        ++shared_.figures.joined;
        shared_.figures.join_ms.push_back(ms_between(*came_, now));
        if (is_playing_) {
            wait_and_act();
        }
    }
    note_presence(now);
    note_refusals();
    note_seen(now);
    if (waits_ && is_settled()) {
        shared_.figures.kept_ms.push_back(ms_between(*waits_, now));
        waits_.reset();
    }
}

void Guest::note_presence(Clock::time_point now) {
    if (!joined_) {
        return;
    }
    if (!client_.is_live() && !absent_) {
        absent_ = now;
        shared_.figures.cuts += client_.is_asked_back() ? 0U : 1U;
    } else if (client_.is_live() && absent_) {
        shared_.figures.longest_absence_ms = std::max(shared_.figures.longest_absence_ms, ms_between(*absent_, now));
        absent_.reset();
    }
}

void Guest::note_refusals() {
    if (!client_.why_refused().empty()) {
        shared_.figures.last_refusal = client_.why_refused();
    }
    for (client::Refusal& refusal : client_.session().take_changes().refusals) {
        if (refusal.reason == ErrorCode::NotNow || refusal.reason == ErrorCode::Held) {
            ++shared_.figures.not_now;
        } else {
            ++shared_.figures.refused[std::string(error_name(refusal.reason))];
        }
        if (refusal.closing) {
            closing_ = std::move(refusal);
        }
    }
}

void Guest::note_seen(Clock::time_point now) {
    const auto is_there = [&](const Expected& expected) {
        if (client_.session().board().find(expected.card) == nullptr) {
            return false;
        }
        shared_.figures.seen_ms.push_back(ms_between(expected.written, now));
        return true;
    };
    expected_.erase(std::remove_if(expected_.begin(), expected_.end(), is_there), expected_.end());
}

// Half to one and a half of the mean: people are neither a drum nor all alike.
void Guest::wait_and_act() {
    const auto mean = std::chrono::duration_cast<std::chrono::milliseconds>(shared_.every).count();
    next_.expires_after(std::chrono::milliseconds(mean / 2) +
                        std::chrono::milliseconds(random_.below(static_cast<std::size_t>(mean) + 1)));
    next_.async_wait([this](const boost::system::error_code& error) {
        if (!error && is_playing_) {
            do_something();
            wait_and_act();
        }
    });
}

void Guest::do_something() {
    const Clock::time_point now = Clock::now();
    const std::optional<Gesture> done = act(client_.session(), part_, random_);
    if (!done) {
        return;
    }
    Figures& figures = shared_.figures;
    switch (*done) {
        case Gesture::Card: ++figures.cards; break;
        case Gesture::Text: ++figures.texts; break;
        case Gesture::Link: ++figures.links; break;
        case Gesture::Vote: ++figures.votes; break;
    }
    if (!waits_) {
        waits_ = now;
    }
    // Who is cut off knows that nobody sees it yet; how long that lasts is counted apart.
    if (part_.made && client_.is_live() && !hides_others()) {
        shared_.on_card(*this, *part_.made);
    }
    client_.pump();
}

}  // namespace atelier::rehearsal
