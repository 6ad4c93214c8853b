// SPDX-License-Identifier: MIT
#include "server/workshop/rules.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "server/base/limits.h"
#include "server/workshop/origin.h"
#include "server/workshop/verbs.h"
#include "server/workshop/votes.h"

namespace atelier::workshop {
namespace {

using board::SettingKey;

// Bits of the board's Locked: all of it, or the column of a kind.
constexpr std::int64_t kWholeBoard = 1;

constexpr std::int64_t column_bit(board::CardKind kind) noexcept {
    return std::int64_t{1} << static_cast<unsigned>(kind);
}

Act act_of(board::CardKind kind) noexcept {
    switch (kind) {
        case board::CardKind::Fear: return Act::AddFear;
        case board::CardKind::Barrier: return Act::AddBarrier;
        case board::CardKind::Need: return Act::AddNeed;
        case board::CardKind::Story: return Act::AddStory;
        case board::CardKind::Solution: return Act::AddSolution;
        case board::CardKind::None: break;
    }
    return Act::Thread;  // a thread has no kind
}

// What a participant may do here and now.
class Participation {
public:
    Participation(const Person& person, const board::Board& board, const Phase* phase)
        : person_(person),
          board_(board),
          phase_(phase) {}

    Result<void> may(const board::Op& op) const {
        if ((locked_columns() & kWholeBoard) != 0) {
            return Error(ErrorCode::Held, "the board is locked");
        }
        return std::visit([this](const auto& body) { return may_do(body); }, op.body);
    }

private:
    Result<void> may_do(const board::AddItem& body) const {
        ATELIER_TRY(in_phase(body.kind == board::ItemKind::Thread ? Act::Thread : act_of(body.card_kind)));
        ATELIER_TRY(is_column_open(body.card_kind));
        ATELIER_TRY(may_tell(body));
        for (const board::Id& source : body.derivation.sources) {  // it takes their place
            ATELIER_TRY(may_edit(source));
        }
        return {};
    }
    Result<void> may_do(const board::SetRegister& body) const {
        if (std::holds_alternative<board::Title>(body.value)) {
            return Error(ErrorCode::NotAllowed, "only facilitators name the board");
        }
        if (std::holds_alternative<board::Placement>(body.value)) {
            ATELIER_TRY(in_phase(Act::Move));
            return is_open(body.item);
        }
        if (const auto* kind = std::get_if<board::CardKind>(&body.value)) {
            ATELIER_TRY(in_phase(act_of(*kind)));  // or a phase for fears could be filled with anything
            ATELIER_TRY(is_column_open(*kind));
        }
        if (const auto* organisation = std::get_if<board::Organisation>(&body.value)) {
            ATELIER_TRY(may_bear(organisation->value));
        }
        return may_edit(body.item);
    }
    Result<void> may_do(const board::InsertText& body) const { return may_edit(body.item); }
    Result<void> may_do(const board::DeleteText& body) const { return may_edit(body.item); }
    Result<void> may_do(const board::AddLink&) const { return in_phase(Act::Link); }
    Result<void> may_do(const board::RemoveLink&) const { return in_phase(Act::Link); }
    Result<void> may_do(const board::JoinThread&) const { return in_phase(Act::Thread); }
    Result<void> may_do(const board::LeaveThread&) const { return in_phase(Act::Thread); }
    Result<void> may_do(const board::CastBallot& body) const {
        if (person_.role == Role::Tablet) {
            return Error(ErrorCode::SharedDevice, "a device of several people casts no ballots");
        }
        ATELIER_TRY(in_phase(Act::Vote));
        return phase_ == nullptr || body.poll == phase_->poll()
                   ? Result<void>()
                   : Error(ErrorCode::NotNow, "the phase that is on has another vote");
    }
    // Who brings a card from another board says where from, of what they just made; the phase was asked when they made it.
    Result<void> may_do(const board::SetSetting& body) const {
        if (body.name.key == SettingKey::Origin) {
            return body.name.item.actor == person_.actor
                       ? Result<void>()
                       : Error(ErrorCode::NotYours, "where a card was brought from is said by who brought it");
        }
        return Error(ErrorCode::NotAllowed, "only facilitators say how the room plays");
    }
    // Nobody may, and was refused before.
    Result<void> may_do(const board::Void&) const { return {}; }
    Result<void> may_do(const board::PurgeText&) const { return {}; }
    Result<void> may_do(const board::Unknown&) const { return {}; }

    Result<void> in_phase(Act act) const {
        return phase_ == nullptr || phase_->allows(act)
                   ? Result<void>()
                   : Error(ErrorCode::NotNow, "the phase does not let participants do this");
    }

    // Where the author is hidden, a card that its author's session signs would say too much by that alone.
    Result<void> may_tell(const board::AddItem& body) const {
        const std::vector<board::Id>& sources = body.derivation.sources;
        const bool is_first_hand = body.kind == board::ItemKind::Card && sources.empty();
        if (is_first_hand && phase_ != nullptr && hides_author(phase_->anonymity) && !person_.signs_once) {
            return Error(ErrorCode::TellsTooMuch, "the phase takes cards that nothing ties to their author");
        }
        // What all the originals say already is said.
        const bool is_said = !sources.empty() && std::all_of(sources.begin(), sources.end(), [&](board::Id source) {
            const board::Item* item = board_.find(source);
            return item != nullptr && item->organisation.value == body.organisation;
        });
        return is_said ? Result<void>() : may_bear(body.organisation);
    }

    Result<void> may_bear(const std::string& label) const {
        return phase_ == nullptr || lets_say(phase_->anonymity, label)
                   ? Result<void>()
                   : Error(ErrorCode::TellsTooMuch, "the label says more of the author than the phase lets it");
    }

    Result<void> is_open(board::Id id) const {
        if (is_locked(id)) {
            return Error(ErrorCode::Held, "the card is locked");
        }
        const board::Item* item = board_.find(id);
        return item == nullptr ? Result<void>() : is_column_open(item->card_kind.value);
    }

    Result<void> is_column_open(board::CardKind kind) const {
        const bool is_closed = kind != board::CardKind::None && (locked_columns() & column_bit(kind)) != 0;
        return is_closed ? Error(ErrorCode::Held, "the column is locked") : Result<void>();
    }

    std::int64_t locked_columns() const { return board_.setting_number({board::kNullId, SettingKey::Locked}); }

    Result<void> may_edit(board::Id id) const {
        const board::Item* item = board_.find(id);
        const bool is_thread = item != nullptr && item->kind == board::ItemKind::Thread;
        const bool own = id.actor == person_.actor;
        ATELIER_TRY(in_phase(is_thread ? Act::Thread : own ? Act::EditOwn : Act::EditOthers));
        return is_open(id);
    }

    bool is_locked(board::Id item) const { return board_.setting_number({item, SettingKey::Locked}) != 0; }

    const Person& person_;
    const board::Board& board_;
    const Phase* phase_;
};

// Said once, so that it stays true whoever works on the card afterwards.
Result<void> is_first_origin(const board::SetSetting& body, const board::Board& board) {
    if (!is_origin(body.value.text)) {
        return Error(ErrorCode::Malformed, "not a board, an item and a title");
    }
    return board.setting(body.name) == nullptr
               ? Result<void>()
               : Error(ErrorCode::NotAllowed, "where a card was brought from is said once");
}

// From anybody: a budget is a phase's, so dots are given while it is on.
Result<void> is_ballot(const board::CastBallot& body, const Person& person, const board::Board& board,
                       const Phase* phase) {
    if (body.voter != person.voter) {
        return Error(ErrorCode::NotYours, "the ballot is of another voter");
    }
    const bool is_open = phase != nullptr && phase->poll() == body.poll;
    return check_ballot(board, is_open ? phase->dots : 0, body);
}

// "<16 hexadecimal digits> <number from 0>".
bool is_stop(std::string_view text) {
    constexpr std::size_t kIdDigits = 16;
    constexpr std::size_t kNumberDigitsMax = 3;
    const auto is_hex = [](char c) { return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f'); };
    const auto is_digit = [](char c) { return '0' <= c && c <= '9'; };
    if (text.size() < kIdDigits + 2 || text.size() > kIdDigits + 1 + kNumberDigitsMax || text[kIdDigits] != ' ') {
        return false;
    }
    return std::all_of(text.begin(), text.begin() + kIdDigits, is_hex) &&
           std::all_of(text.begin() + kIdDigits + 1, text.end(), is_digit);
}

// A show that cannot be read would open everything to everybody; none at all is said by an empty text.
Result<void> is_playable(const board::SetSetting& body, const board::Board& board) {
    if (body.name.key == SettingKey::Origin) {
        return is_first_origin(body, board);
    }
    if (body.name.key == SettingKey::Tally) {
        return Error(ErrorCode::NotAllowed, "only the server counts votes");
    }
    if (body.name.key == SettingKey::ClosedPolls) {
        return Error(ErrorCode::NotAllowed, "only the server says which ballots are out of the record");
    }
    if (body.name.key == SettingKey::Erased) {
        return Error(ErrorCode::NotAllowed, "only the server says what is out of the history");
    }
    if (body.name.key == SettingKey::RevealedTable && !parse_board_id(body.value.text)) {
        return Error(ErrorCode::Malformed, "a table is named by the id of its board");
    }
    if (body.name.key == SettingKey::Focus && !body.value.text.empty() && !is_stop(body.value.text)) {
        return Error(ErrorCode::Malformed, "the screen is led to a stop of a tour: its id, a space, a number");
    }
    if (body.name.key == SettingKey::RoomVotes && !body.value.text.empty()) {
        return check_room_votes(body.value.text);
    }
    if (body.name.key == SettingKey::Note && body.value.text.size() > limits::kInstructionBytesMax) {
        return Error(ErrorCode::TooLarge, "a note is too long");
    }
    if (body.name.key != SettingKey::RunOfShow || body.value.text.empty()) {
        return {};
    }
    const Result<RunOfShow> show = parse_run_of_show(body.value.text);
    return show ? Result<void>() : Result<void>(show.error());
}

// From anybody: this is not about rights, but about links that mean something. What is no card or no verb is left to
// Board::check().
Result<void> makes_sense(const board::AddLink& body, const board::Board& board) {
    const board::Item* from = board.find(body.from);
    const board::Item* to = board.find(body.to);
    const auto is_card = [](const board::Item* item) { return item != nullptr && item->kind == board::ItemKind::Card; };
    const bool is_verb = body.verb >= board::Verb::Answers && body.verb <= board::Verb::Completes;
    if (!is_card(from) || !is_card(to) || !is_verb) {
        return {};
    }
    return verbs_between(from->card_kind.value, to->card_kind.value).contains(body.verb)
               ? Result<void>()
               : Error(ErrorCode::WrongKind, "the verb does not fit the kinds of the two cards");
}

// What an op would say of an item; null where it says nothing of one.
board::Id subject_of(const board::Op& op) {
    if (const auto* insert = std::get_if<board::InsertText>(&op.body)) {
        return insert->item;
    }
    if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        const bool says_more = std::holds_alternative<board::Organisation>(set->value) ||
                               std::holds_alternative<board::Removed>(set->value);
        return says_more ? set->item : board::kNullId;
    }
    const auto* setting = std::get_if<board::SetSetting>(&op.body);
    return setting != nullptr && setting->name.key == SettingKey::Note ? setting->name.item : board::kNullId;
}

// From anybody: what was removed for good stays without words, and away.
Result<void> keeps_erased(const board::Op& op, const board::Board& board) {
    const board::Id subject = subject_of(op);
    return subject.is_null() || board.setting_number({subject, SettingKey::Erased}) == 0
               ? Result<void>()
               : Error(ErrorCode::Erased, "its content was removed for good");
}

// From anybody: what was taken away of an author does not come back.
Result<void> keeps_silent(const board::SetRegister& body, const board::Board& board) {
    const auto* label = std::get_if<board::Organisation>(&body.value);
    const board::Item* item = label == nullptr ? nullptr : board.find(body.item);
    return item == nullptr || lets_say(level_of_label(item->organisation.value), label->value)
               ? Result<void>()
               : Error(ErrorCode::TellsTooMuch, "the label says more of the author than the one before");
}

}  // namespace

Result<void> may_submit(const Person& person, const board::Board& board, const Phase* phase, const board::Op& op) {
    if (op.id.actor != person.actor) {
        return Error(ErrorCode::NotYours, "the op is signed by another actor");
    }
    if (!may_write(person.role)) {
        return Error(ErrorCode::NotAllowed, "the role only reads");
    }
    if (std::holds_alternative<board::Void>(op.body) || std::holds_alternative<board::PurgeText>(op.body)) {
        return Error(ErrorCode::NotAllowed, "only the server writes Void and PurgeText");
    }
    if (std::holds_alternative<board::Unknown>(op.body)) {
        return Error(ErrorCode::UnknownType, "this server does not know that kind of op");
    }
    if (person.role != Role::Facilitator) {
        ATELIER_TRY(Participation(person, board, phase).may(op));
    }
    ATELIER_TRY(keeps_erased(op, board));
    if (const auto* ballot = std::get_if<board::CastBallot>(&op.body)) {
        return is_ballot(*ballot, person, board, phase);
    }
    if (const auto* link = std::get_if<board::AddLink>(&op.body)) {
        return makes_sense(*link, board);
    }
    if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        return keeps_silent(*set, board);
    }
    const auto* setting = std::get_if<board::SetSetting>(&op.body);
    return setting == nullptr ? Result<void>() : is_playable(*setting, board);
}

}  // namespace atelier::workshop
