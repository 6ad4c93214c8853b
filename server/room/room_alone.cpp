// What comes into a room without a session: the card of an edit key (rule W34), and what takes authorship away. No member, no
// row among the actors, no device that would be waited for: the history gets the ops and nothing else.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>
#include <vector>

#include "server/room/intake.h"
#include "server/room/room.h"

namespace atelier::room {

void Room::write_alone(const LoneGesture& gesture, std::function<void(Result<void>)> done) {
    if (is_stopping_ || broken_ || handed_over_ < accepted_) {
        return done(Error(ErrorCode::Unavailable, "the board takes nothing now"));
    }
    if (veil_.is_down() && veil_.is_full()) {
        return done(Error(ErrorCode::TooMany, "too much waits behind the curtain"));
    }
    Result<std::vector<board::Op>> ops = make_ops(board_, gesture, around_.random);
    if (!ops) {
        return done(ops.error());
    }
    if (!ops->empty()) {
        const workshop::Person author{workshop::Role::Participant, gesture.actor, VoterId{}, true};
        Result<Intake> intake = take_in_whole(board_, stage_, author, *std::move(ops));
        static_cast<void>(board_.take_changes());
        if (!intake) {
            return done(intake.error());
        }
        accept(intake->ops, std::move(intake->batch));
        given_back_.on_merged(gesture.actor, board_);
        accept_given_back();
    }
    answer_when_kept(std::move(done));
}

void Room::tell_fate(ActorId actor, std::function<void(Result<LoneFate>)> done) {
    Result<LoneFate> fate = fate_of(board_, actor);
    if (!fate) {
        return done(fate.error());
    }
    const std::vector<board::Id> hidden = veil_.hidden_items();
    fate->is_hidden = std::find(hidden.begin(), hidden.end(), lone_card(actor)) != hidden.end();
    answer_when_kept([fate = *std::move(fate), done = std::move(done)](Result<void> kept) {
        done(kept ? Result<LoneFate>(fate) : Result<LoneFate>(kept.error()));
    });
}

void Room::begin_phase(std::uint32_t number, std::function<void(Result<void>)> done) {
    if (is_stopping_ || broken_ || handed_over_ < accepted_) {
        return done(Error(ErrorCode::Unavailable, "the board takes nothing now"));
    }
    const std::int64_t is_on = board_.setting_number({board::kNullId, board::SettingKey::Phase});
    if (is_on != std::int64_t{number}) {
        const auto settings = workshop::begin_phase(board_, number, around_.clock.wall_ms());
        if (!settings) {
            return done(settings.error());
        }
        const Result<void> written = write_as_server({settings->begin(), settings->end()});
        if (!written) {
            return done(written);
        }
    }
    answer_when_kept(std::move(done));
}

void Room::raise_anonymity(workshop::Anonymity level, const std::map<std::string, std::string, std::less<>>& kinds,
                           std::function<void(Result<void>)> done) {
    if (is_stopping_ || broken_ || handed_over_ < accepted_) {
        return done(Error(ErrorCode::Unavailable, "the board takes nothing now"));
    }
    std::vector<board::OpBody> due;
    for (const board::Item& item : board_.items()) {
        const std::string& label = item.organisation.value;
        if (!workshop::lets_say(level, label)) {
            const auto kind = kinds.find(workshop::organisation_in(label));
            due.emplace_back(
                board::SetRegister{item.id, board::Organisation{workshop::raised_label(
                                                label, level, kind == kinds.end() ? std::string() : kind->second)}});
        }
    }
    const bool is_any = !due.empty();
    const Result<void> written = write_as_server(std::move(due));
    raised_ = is_any ? accepted_ : raised_;
    if (!written) {
        return done(written.error());
    }
    answer_when_kept(std::move(done));
}

void Room::erase(const history::Erasures& erasures, std::function<void(Result<void>)> done) {
    if (is_stopping_ || broken_ || handed_over_ < accepted_) {
        return done(Error(ErrorCode::Unavailable, "the board takes nothing now"));
    }
    for (const auto& [item, at_ms] : erasures) {
        if (board_.find(item) == nullptr) {
            return done(Error(ErrorCode::UnknownItem, "not on the board"));
        }
    }
    if (const Result<void> written = write_as_server(history::erasing_ops(board_, erasures)); !written) {
        return done(written.error());
    }
    answer_when_kept(std::move(done));
}

void Room::answer_when_kept(std::function<void(Result<void>)> done) {
    if (broken_) {
        return done(Error(*broken_, "the board cannot be written"));
    }
    answers_.push_back({accepted_, std::move(done)});
    answer_waiting();
}

void Room::answer_waiting() {
    while (!answers_.empty() && answers_.front().position <= committed_) {
        const DueAnswer due = std::move(answers_.front());
        answers_.erase(answers_.begin());
        due.done({});
    }
}

}  // namespace atelier::room
