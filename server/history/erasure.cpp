// SPDX-License-Identifier: MIT
#include "server/history/erasure.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "atelier/v1/history.pb.h"
#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/codec.h"
#include "server/history/op_json.h"
#include "server/history/past.h"
#include "server/history/server_actor.h"
#include "server/history/silence.h"
#include "server/workshop/votes.h"

namespace atelier::history {
namespace {

using board::SettingKey;

constexpr char kSign = '*';  // one byte, so that no record grows
constexpr std::string_view kPrefix = "erasure/";

std::string key_of(const BoardId& board, board::Id item) {
    return std::string(kPrefix) + board.text() + "/" + id_text(item);
}

storage::Store::Entry entry_of(const BoardId& board, board::Id item, std::int64_t at_ms, bool is_done) {
    v1::Erasure erasure;
    erasure.set_board(std::string(board.view()));
    erasure.set_actor(item.actor.value);
    erasure.set_counter(item.counter);
    erasure.set_at_ms(at_ms);
    erasure.set_done(is_done);
    return {key_of(board, item), erasure.SerializeAsString()};
}

Result<std::map<BoardId, Erasures>> read(storage::Store& store, const std::string& prefix, bool with_done) {
    ATELIER_TRY_ASSIGN(const std::vector<storage::Store::Entry> entries, store.list_entries(prefix));
    std::map<BoardId, Erasures> found;
    for (const storage::Store::Entry& entry : entries) {
        v1::Erasure erasure;
        const Result<BoardId> board =
            erasure.ParseFromString(entry.value) ? board_id_from_bytes(erasure.board()) : Error(ErrorCode::Malformed);
        if (!board) {
            return Error(ErrorCode::Corrupt, "catalogue entry " + entry.key);
        }
        if (with_done || !erasure.done()) {
            found[*board].emplace(board::Id{{erasure.actor()}, erasure.counter()}, erasure.at_ms());
        }
    }
    return found;
}

Result<Erasures> read(storage::Store& store, const BoardId& board, bool with_done) {
    ATELIER_TRY_ASSIGN(auto found, read(store, std::string(kPrefix) + board.text() + "/", with_done));
    return std::move(found[board]);
}

// True when it was not blank before.
bool blank(std::string& text) {
    const auto length = utf8::measure(text);
    std::string blanked(length ? length->code_points : text.size(), kSign);
    const bool is_new = blanked != text;
    text = std::move(blanked);
    return is_new;
}

bool clear(std::string& text) {
    const bool is_new = !text.empty();
    text.clear();
    return is_new;
}

// Takes out of an op what it says of these items. True when it said something.
bool blank(board::Op& op, const Erasures& erasures) {
    if (auto* add = std::get_if<board::AddItem>(&op.body); add != nullptr && erasures.contains(op.id)) {
        const bool had_text = blank(add->text);
        return clear(add->organisation) || had_text;
    }
    if (auto* insert = std::get_if<board::InsertText>(&op.body); insert != nullptr && erasures.contains(insert->item)) {
        return blank(insert->text);
    }
    if (auto* set = std::get_if<board::SetRegister>(&op.body); set != nullptr && erasures.contains(set->item)) {
        auto* label = std::get_if<board::Organisation>(&set->value);
        return label != nullptr && clear(label->value);
    }
    auto* setting = std::get_if<board::SetSetting>(&op.body);
    const bool is_note = setting != nullptr && setting->name.key == SettingKey::Note;
    return is_note && erasures.contains(setting->name.item) && clear(setting->value.text);
}

// True when it was a ballot of one of these polls.
bool take_ballot(board::Op& op, const workshop::Polls& polls) {
    const auto* ballot = std::get_if<board::CastBallot>(&op.body);
    const bool goes = ballot != nullptr && ballot->poll < polls.size() && polls.test(ballot->poll);
    if (goes) {
        op.body = board::Void{true};
    }
    return goes;
}

bool is_unknown(const board::Op& op) {
    return std::holds_alternative<board::Unknown>(op.body);
}

void add_erasing_ops(const board::Board& board, const board::Item& item, std::int64_t at_ms,
                     std::vector<board::OpBody>& ops) {
    if (!item.removed.value) {
        ops.emplace_back(board::SetRegister{item.id, board::Removed{true}});
    }
    const std::vector<board::IdRange> letters = board.characters(item.id, 0, item.text.size_utf16());
    for (std::size_t from = 0; from < letters.size(); from += limits::kOpRangesMax) {
        const std::size_t count = std::min(limits::kOpRangesMax, letters.size() - from);
        const auto begin = letters.begin() + static_cast<std::ptrdiff_t>(from);
        ops.emplace_back(board::DeleteText{item.id, {begin, begin + static_cast<std::ptrdiff_t>(count)}});
    }
    if (!item.organisation.value.empty()) {
        ops.emplace_back(board::SetRegister{item.id, board::Organisation{}});
    }
    const auto* note = board.setting({item.id, SettingKey::Note});
    if (note != nullptr && !note->value.text.empty()) {
        ops.emplace_back(board::SetSetting{{item.id, SettingKey::Note}, {}});
    }
    if (board.setting_number({item.id, SettingKey::Erased}) == 0) {
        ops.emplace_back(board::SetSetting{{item.id, SettingKey::Erased}, {at_ms, ""}});
    }
}

// Those that went, and how far devices had been told with the newest.
Result<void> make_snapshots(storage::Store& store, const BoardId& id, const storage::Store::Rewritten& rewritten) {
    for (const OpSeq position : rewritten.snapshots) {
        ATELIER_TRY_ASSIGN(const board::Board board, board_at(store, id, position));
        storage::Snapshot snapshot{position, board.encode(), board.hash()};
        if (position == rewritten.snapshots.back()) {
            snapshot.devices = rewritten.devices;
        }
        ATELIER_TRY(store.put_snapshot(id, snapshot));
    }
    return {};
}

}  // namespace

Result<void> begin_erasures(storage::Store& store, const BoardId& board, const std::vector<board::Id>& items,
                            std::int64_t now_ms, std::vector<storage::Store::Entry> also) {
    for (const board::Id& item : items) {
        also.push_back(entry_of(board, item, now_ms, false));
    }
    return store.change_entries({std::move(also), {}});
}

Result<std::map<BoardId, Erasures>> open_erasures(storage::Store& store) {
    return read(store, std::string(kPrefix), false);
}

Result<Erasures> open_erasures(storage::Store& store, const BoardId& board) {
    return read(store, board, false);
}

Result<Erasures> known_erasures(storage::Store& store, const BoardId& board) {
    return read(store, board, true);
}

Erasures erased_on(const board::Board& board) {
    Erasures erased;
    for (const board::SettingEntry& entry : board.settings()) {
        if (entry.name.key == SettingKey::Erased) {
            erased.emplace(entry.name.item, entry.setting.value.number);
        }
    }
    return erased;
}

std::vector<board::OpBody> erasing_ops(const board::Board& board, const Erasures& erasures) {
    std::vector<board::OpBody> ops;
    for (const auto& [id, at_ms] : erasures) {
        if (const board::Item* item = board.find(id)) {
            add_erasing_ops(board, *item, at_ms, ops);
        }
    }
    return ops;
}

Result<void> append_erasing_ops(storage::Store& store, const BoardId& id, const Erasures& erasures) {
    ATELIER_TRY_ASSIGN(board::Board board, board_now(store, id));
    ATELIER_TRY_ASSIGN(const storage::Head head, store.verify_board(id));
    std::vector<board::Op> ops;
    std::int64_t time_ms = 0;
    for (board::OpBody& body : erasing_ops(board, erasures)) {
        ops.push_back({{kServerActor, board.next_counter(kServerActor)}, board.lamport() + 1, 1, std::move(body)});
        ATELIER_TRY(board.check(ops.back()));
        ATELIER_TRY(board.apply(ops.back()));
    }
    for (const auto& [item, at_ms] : erasures) {
        time_ms = std::max(time_ms, at_ms);
    }
    if (ops.empty()) {
        return {};
    }
    const auto count = static_cast<std::uint32_t>(ops.size());
    return store.append({{id, {head.position.value + 1}, count, time_ms, board::encode_batch(ops)}});
}

Result<void> erase_from_history(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const board::Board now, board_now(store, board));
    const Erasures erasures = erased_on(now);
    const Silence silence = Silence::of(now);
    const workshop::Polls polls = workshop::closed_polls(now);
    const auto change = [&](const storage::Record& record) -> Result<std::optional<Bytes>> {
        ATELIER_TRY_ASSIGN(std::vector<board::Op> ops, board::decode_batch(record.batch));
        bool is_changed = silence.cut(ops);
        for (board::Op& op : ops) {
            is_changed = blank(op, erasures) || is_changed;
            is_changed = take_ballot(op, polls) || is_changed;
        }
        if (is_changed && std::any_of(ops.begin(), ops.end(), is_unknown)) {
            return Error(ErrorCode::UnknownType, "a record to be overwritten has ops of a newer version");
        }
        return is_changed ? std::optional(board::encode_batch(ops)) : std::nullopt;
    };
    ATELIER_TRY_ASSIGN(const storage::Store::Rewritten rewritten, store.rewrite_log(board, change));
    ATELIER_TRY(make_snapshots(store, board, rewritten));
    return store.scrub(board);
}

Result<void> end_erasures(storage::Store& store, const BoardId& board, const Erasures& erasures) {
    storage::Store::EntryChanges ended;
    for (const auto& [item, at_ms] : erasures) {
        ended.put.push_back(entry_of(board, item, at_ms, true));
    }
    return store.change_entries(ended);
}

Result<void> complete_erasures(storage::Store& store, const BoardId& board, const Erasures& erasures,
                               const std::function<Result<void>()>& renew_history) {
    ATELIER_TRY(erase_from_history(store, board));
    ATELIER_TRY(renew_history());
    return end_erasures(store, board, erasures);
}

bool is_erased(const board::Board& board, const board::Op& op) {
    const auto* insert = std::get_if<board::InsertText>(&op.body);
    const board::Id item = insert != nullptr ? insert->item : op.id;
    const bool has_text = insert != nullptr || std::holds_alternative<board::AddItem>(op.body);
    return has_text && board.setting_number({item, SettingKey::Erased}) != 0;
}

}  // namespace atelier::history
