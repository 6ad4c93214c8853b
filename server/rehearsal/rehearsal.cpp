// SPDX-License-Identifier: MIT
#include "server/rehearsal/rehearsal.h"

#include <sys/resource.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "server/rehearsal/guest.h"
#include "server/workshop/role.h"

namespace atelier::rehearsal {
namespace {

using namespace std::chrono_literals;
using Clock = Guest::Clock;

constexpr auto kFirstMax = 20s;    // until the first one must be in
constexpr auto kArrivalMax = 20s;  // over which the others come
constexpr auto kSettleMax = 20s;   // until everything must be kept in the end
constexpr auto kProgressEvery = 10s;
constexpr auto kTick = 20ms;

double cpu_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

bool is_used(const board::Board& board) {
    const auto& items = board.items();
    return std::any_of(items.begin(), items.end(), [](const board::Item& item) { return !item.removed.value; });
}

// All that happens on one thread; the guests and the figures that they write into.
class Hall {
public:
    explicit Hall(Options options) : options_(std::move(options)) {
        figures_.people = options_.people;
        for (std::size_t i = 0; i < options_.people; ++i) {
            guests_.push_back(std::make_unique<Guest>(context_, options_.link, shared_,
                                                      options_.name + ' ' + std::to_string(i + 1),
                                                      options_.seed * 1'000'003 + i));
        }
    }
    Hall(const Hall&) = delete;
    Hall& operator=(const Hall&) = delete;
    ~Hall() = default;

    Result<Figures> run() {
        const Clock::time_point start = Clock::now();
        const double cpu = cpu_seconds();
        if (options_.on_start) {
            options_.on_start([this] { is_stopped_ = true; });
        }
        ATELIER_TRY(let_first_in());
        play(start);
        for (const auto& guest : guests_) {
            guest->rest();
        }
        settle();
        judge();
        if (!options_.keep) {
            for (const auto& guest : guests_) {
                guest->take_back();
            }
            settle();
        }
        figures_.own_cpu = (cpu_seconds() - cpu) / std::chrono::duration<double>(Clock::now() - start).count();
        return std::move(figures_);
    }

private:
    // False when `limit` is over first.
    template <class Predicate>
    bool run_until(Clock::duration limit, Predicate is_done) {
        const Clock::time_point until = Clock::now() + limit;
        while (!is_done()) {
            if (Clock::now() >= until) {
                return false;
            }
            context_.restart();
            context_.run_one_for(kTick);
        }
        return true;
    }

    Result<void> let_first_in() {
        Guest& first = *guests_.front();
        first.come();
        const bool is_answered =
            run_until(kFirstMax, [&] { return first.has_come() || first.closing() || is_stopped_; });
        if (first.closing()) {
            return Error(first.closing()->reason);
        }
        if (!is_answered || !first.has_come()) {
            return Error(ErrorCode::Unavailable, options_.link.target.authority() + ": " + figures_.last_refusal);
        }
        client::ClientSession& session = first.client().session();
        if (session.role() != static_cast<std::uint8_t>(workshop::Role::Participant)) {
            return Error(ErrorCode::NotAllowed, "not a participant's link");
        }
        if (!options_.on_used_board && is_used(session.board())) {
            return Error(ErrorCode::Locked, "there are cards on that board");
        }
        return {};
    }

    void play(Clock::time_point start) {
        const Clock::duration arrival = std::min<Clock::duration>(kArrivalMax, options_.length / 4);
        std::size_t come = 1;
        Clock::time_point told = start;
        guests_.front()->play();
        run_until(options_.length, [&] {
            const Clock::duration since = Clock::now() - start;
            for (; come < guests_.size() && since >= arrival * come / guests_.size(); ++come) {
                guests_[come]->come();
                guests_[come]->play();
            }
            if (options_.on_progress && Clock::now() - told >= kProgressEvery) {
                told = Clock::now();
                options_.on_progress(figures_, std::chrono::duration_cast<std::chrono::milliseconds>(since));
            }
            return is_stopped_.load();
        });
    }

    void settle() {
        run_until(kSettleMax, [&] {
            std::optional<OpSeq> position;
            return std::all_of(guests_.begin(), guests_.end(), [&](const auto& guest) {
                const OpSeq own = guest->client().session().position();
                return !guest->has_come() || (guest->is_settled() && std::exchange(position, own).value_or(own) == own);
            });
        });
    }

    // What the boards of those who are there say in the end.
    void judge() {
        std::vector<std::uint64_t> hashes;
        figures_.cards = 0;  // of those that were written, what a phase did not let through was not made
        for (const auto& guest : guests_) {
            if (guest->has_come() && guest->is_settled()) {
                ++figures_.there_at_end;
                hashes.push_back(guest->client().session().board().shared_hash());
                figures_.cards += guest->count_cards();
                figures_.ballots += count_ballots(guest->client().session());
                // Where a phase hides what others make, what was on its way when it began stays unseen until the reveal.
                figures_.unseen +=
                    guest->hides_others() ? 0 : guest->count_unseen([&](board::Id card) { return stands(card); });
            }
        }
        if (!hashes.empty() && !guests_.front()->hides_others()) {
            figures_.same_everywhere = std::equal(hashes.begin() + 1, hashes.end(), hashes.begin());
        }
    }

    // Its author has it: it was not refused.
    bool stands(board::Id card) const {
        return std::any_of(guests_.begin(), guests_.end(), [&](const auto& guest) {
            return guest->client().session().actor() == card.actor && guest->has(card);
        });
    }

    static std::size_t count_ballots(const client::ClientSession& session) {
        std::size_t count = 0;
        for (const board::BallotEntry& entry : session.board().ballots()) {
            count += entry.voted.voter == session.voter() && !entry.ballot.value.withdrawn ? 1U : 0U;
        }
        return count;
    }

    void tell_others(const Guest& author, board::Id card) {
        const Clock::time_point now = Clock::now();
        for (const auto& guest : guests_) {
            if (guest.get() != &author) {
                guest->expect(card, now);
            }
        }
    }

    Options options_;
    boost::asio::io_context context_;
    Figures figures_;
    Guest::Shared shared_{figures_, options_.every,
                          [this](const Guest& author, board::Id card) { tell_others(author, card); }};
    std::vector<std::unique_ptr<Guest>> guests_;
    std::atomic<bool> is_stopped_{false};
};

}  // namespace

double percentile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0;
    }
    const auto place = static_cast<std::ptrdiff_t>(
        std::min(static_cast<double>(values.size()) - 1, std::floor(share * static_cast<double>(values.size()))));
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

Result<Figures> rehearse(Options options) {
    Hall hall(std::move(options));
    return hall.run();
}

}  // namespace atelier::rehearsal
