// SPDX-License-Identifier: MIT
#include "server/history/timeline.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "server/base/limits.h"

namespace atelier::history {
namespace {

using board::SettingKey;

constexpr std::int64_t kMinuteMs = 60'000;

// Rounds down, also before 1970.
std::int64_t minute_of(std::int64_t time_ms) noexcept {
    return time_ms / kMinuteMs - (time_ms % kMinuteMs < 0 ? 1 : 0);
}

// Also one that is out of the record: that somebody voted then stays.
bool is_vote(const board::OpBody& body) noexcept {
    const auto* voided = std::get_if<board::Void>(&body);
    return std::holds_alternative<board::CastBallot>(body) || (voided != nullptr && voided->of_ballot);
}

Happening how(board::DerivedBy by) noexcept {
    switch (by) {
        case board::DerivedBy::Merge: return Happening::Merge;
        case board::DerivedBy::Split: return Happening::Split;
        case board::DerivedBy::Reword: break;
    }
    return Happening::Reword;
}

}  // namespace

std::vector<Piece> pieces_of(const std::vector<Stretch>& stretches, bool sees_all) {
    std::vector<Piece> pieces;
    for (const Stretch& stretch : stretches) {
        OpSeq after = stretch.after;
        const auto end_at = [&](OpSeq last) {
            if (after < last) {
                pieces.push_back({after, last, &stretch});
                after = last;
            }
        };
        for (const CurtainChange& change : stretch.curtain) {
            if (!sees_all && change.what != CurtainChange::What::Lowered) {
                end_at(change.before);
            }
        }
        end_at(stretch.last);
    }
    return pieces;
}

ErasedWhen erased_in(const std::vector<Stretch>& stretches) {
    ErasedWhen erased;
    for (const Stretch& stretch : stretches) {
        for (const Mark& mark : stretch.marks) {
            if (mark.what == Happening::Erase) {
                erased.emplace(mark.item, mark.time_ms);
            }
        }
    }
    return erased;
}

TimelineFold::TimelineFold(const Stretch* before) {
    if (before != nullptr) {
        current_.after = before->last;
        current_.last = before->last;
        current_.carried = before->carried;
    }
}

bool TimelineFold::is_full() const noexcept {
    return current_.last.value - current_.after.value >= limits::kStretchOps || bytes_ >= limits::kStretchBytes;
}

Stretch TimelineFold::take() {
    Stretch next;
    next.after = current_.last;
    next.last = current_.last;
    next.carried = current_.carried;
    bytes_ = 0;
    return std::exchange(current_, std::move(next));
}

void TimelineFold::add(const storage::Record& record, const std::vector<board::Op>& ops) {
    at_ = record.last();
    time_ms_ = record.server_time_ms;
    if (is_empty()) {
        current_.begin_ms = time_ms_;
    }
    const std::int64_t minute = minute_of(time_ms_);
    if (current_.bins.empty() || current_.bins.back().minute != minute) {
        current_.bins.push_back({});
        current_.bins.back().minute = minute;
    }
    Seen seen;
    for (const board::Op& op : ops) {
        add_op(op, current_.bins.back(), seen);
    }
    current_.bins.back().ops += record.op_count;
    current_.bins.back().last = at_;
    follow_phase(record, seen);
    current_.last = at_;
    current_.end_ms = time_ms_;
    bytes_ += record.batch.size();
}

void TimelineFold::add_op(const board::Op& op, Bin& bin, Seen& seen) {
    if (const auto* item = std::get_if<board::AddItem>(&op.body)) {
        ++bin.items.at(static_cast<std::size_t>(item->card_kind));
        if (item->kind == board::ItemKind::Thread) {
            mark(Happening::Thread, op.id);
        } else if (!item->derivation.sources.empty()) {
            mark(how(item->derivation.how), op.id);
        }
    } else if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        if (const auto* removed = std::get_if<board::Removed>(&set->value)) {
            mark(removed->value ? Happening::Remove : Happening::Restore, set->item);
        }
        // A card that becomes one of a kind that is shown is shown.
        seen.may_reveal = seen.may_reveal || std::holds_alternative<board::CardKind>(set->value);
    } else if (std::holds_alternative<board::AddLink>(op.body)) {
        ++bin.links;
    } else if (is_vote(op.body)) {
        ++bin.ballots;
    } else if (const auto* setting = std::get_if<board::SetSetting>(&op.body)) {
        add_setting(op, *setting, seen);
    }
}

void TimelineFold::add_setting(const board::Op& op, const board::SetSetting& setting, Seen& seen) {
    Carried& carried = current_.carried;
    if (setting.name.key == SettingKey::Erased) {
        mark_erased(setting);
    }
    if (!setting.name.item.is_null() && setting.name.key != SettingKey::Revealed) {
        return;  // of a card: what the room plays by is the board's
    }
    switch (setting.name.key) {
        case SettingKey::RunOfShow:
            carried.show.write(op.stamp(), setting.value);
            seen.is_new_show = true;
            break;
        case SettingKey::Phase:
            carried.phase.write(op.stamp(), setting.value);
            seen.is_new_phase = true;
            break;
        case SettingKey::Revealed:
            seen.may_reveal = true;
            if (carried.is_down && setting.value.number != 0) {
                mark(Happening::Reveal, setting.name.item);
            }
            break;
        case SettingKey::RevealedTable:
            seen.may_reveal = true;
            if (carried.is_down) {
                mark(Happening::Reveal, board::kNullId);
            }
            break;
        default: break;
    }
}

// As the curtain does (workshop/curtain.h), without knowing what is behind it.
void TimelineFold::follow_phase(const storage::Record& record, const Seen& seen) {
    Carried& carried = current_.carried;
    const bool was_down = carried.is_down;
    if (seen.is_new_phase || seen.is_new_show) {
        const workshop::Phase* phase = stage_.phase(carried.phase.value.number, &carried.show);
        carried.is_down = workshop::draws_curtain(phase);
        if (seen.is_new_phase) {
            mark(Happening::Phase, board::kNullId);
            current_.marks.back().is_covered = false;
            current_.marks.back().number =
                phase == nullptr ? 0 : static_cast<std::uint32_t>(carried.phase.value.number);
            current_.marks.back().text = phase == nullptr ? "" : phase->title;
        }
    }
    if (seen.is_new_phase || seen.is_new_show) {
        follow_poll(stage_.phase(carried.phase.value.number, &carried.show));
    }
    if (!was_down && carried.is_down) {
        carried.lowered_before = {record.first.value - 1};
        change(CurtainChange::What::Lowered, record);
    } else if (was_down && !carried.is_down) {
        change(CurtainChange::What::Raised, record);
        mark(Happening::Reveal, board::kNullId);
    } else if (was_down && seen.may_reveal) {
        change(CurtainChange::What::Revealed, record);
    }
}

// Two phases in a row may share a vote: it stays open.
void TimelineFold::follow_poll(const workshop::Phase* phase) {
    std::optional<std::uint32_t>& open = current_.carried.poll;
    const bool is_vote = phase != nullptr && phase->allows(workshop::Act::Vote);
    const std::optional<std::uint32_t> now = is_vote ? std::optional(phase->poll()) : std::nullopt;
    if (now == open) {
        return;
    }
    for (const auto& [what, poll] : {std::pair(Happening::VoteClosed, open), std::pair(Happening::VoteOpened, now)}) {
        if (poll) {
            mark(what, board::kNullId);
            current_.marks.back().number = *poll;
            current_.marks.back().is_covered = false;
        }
    }
    open = now;
}

void TimelineFold::mark(Happening what, board::Id item) {
    Mark mark;
    mark.at = at_;
    mark.time_ms = time_ms_;
    mark.what = what;
    mark.item = item;
    mark.is_covered = current_.carried.is_down && what != Happening::Reveal;
    // Cards that came out of one gesture are one moment.
    const bool is_repeated = !current_.marks.empty() && current_.marks.back().at == at_ &&
                             current_.marks.back().what == what && what != Happening::Thread;
    if (!is_repeated) {
        current_.marks.push_back(std::move(mark));
    }
}

// Each one is told, to everybody: it says what to show in its place.
void TimelineFold::mark_erased(const board::SetSetting& setting) {
    Mark mark;
    mark.at = at_;
    mark.time_ms = setting.value.number;
    mark.what = Happening::Erase;
    mark.item = setting.name.item;
    current_.marks.push_back(std::move(mark));
}

void TimelineFold::change(CurtainChange::What what, const storage::Record& record) {
    current_.curtain.push_back({{record.first.value - 1}, at_, what});
}

}  // namespace atelier::history
