// One simulated participant: comes, does something every so often, comes back after a cut, and takes the time.
// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "server/rehearsal/client.h"
#include "server/rehearsal/figures.h"
#include "server/rehearsal/gestures.h"

namespace atelier::rehearsal {

// Thread: the one that runs the io_context.
class Guest {
public:
    using Clock = std::chrono::steady_clock;

    struct Shared {
        Figures& figures;
        Clock::duration every;  // mean time between two gestures of one person
        // A card that the others are to see was made.
        std::function<void(const Guest& author, board::Id card)> on_card;
    };

    // `shared` outlives this.
    Guest(boost::asio::io_context& context, const JoinLink& link, Shared& shared, const std::string& name,
          std::uint64_t seed);

    void come();
    // From the first board on: a gesture every so often.
    void play();
    // No gesture any more; what waits goes on being sent.
    void rest();
    void take_back();
    // From now on it waits to see that card.
    void expect(board::Id card, Clock::time_point written);

    bool has_come() const noexcept { return joined_.has_value(); }
    // Refused for good: bad link, full room.
    const std::optional<client::Refusal>& closing() const noexcept { return closing_; }
    bool is_settled();
    bool hides_others();
    // Of what it waits for, those for which `stands` says yes.
    std::size_t count_unseen(const std::function<bool(board::Id)>& stands) const;
    // Cards it made that were not refused.
    std::size_t count_cards();
    bool has(board::Id card) { return client_.session().board().find(card) != nullptr; }
    Client& client() noexcept { return client_; }

private:
    struct Expected {
        board::Id card;
        Clock::time_point written;
    };

    void on_change();
    void note_presence(Clock::time_point now);
    void note_seen(Clock::time_point now);
    void note_refusals();
    void wait_and_act();
    void do_something();

    Shared& shared_;
    SeededRandom random_;
    Client client_;
    Part part_;
    boost::asio::steady_timer next_;
    std::optional<Clock::time_point> came_;    // first try
    std::optional<Clock::time_point> joined_;  // first board
    std::optional<Clock::time_point> absent_;  // since when it is cut off
    std::optional<Clock::time_point> waits_;   // the oldest gesture that is not kept yet
    std::optional<client::Refusal> closing_;
    std::vector<Expected> expected_;
    bool is_playing_ = false;
};

}  // namespace atelier::rehearsal
