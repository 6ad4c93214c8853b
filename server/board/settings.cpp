// What the room plays by and what is said of cards and threads: registers of the board and of its items (rule M13).
// SPDX-License-Identifier: MIT
#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/board.h"

namespace atelier::board {
namespace {

std::uint64_t setting_hash(const SettingEntry& entry) {
    return HashWriter()
        .id(entry.name.item)
        .u64(static_cast<std::uint64_t>(entry.name.key))
        .stamp(entry.setting.stamp)
        .u64(static_cast<std::uint64_t>(entry.setting.value.number))
        .text(entry.setting.value.text)
        .finish();
}

bool is_of_board(SettingKey key) noexcept {
    return (SettingKey::RunOfShow <= key && key <= SettingKey::Focus) || key == SettingKey::RevealedTable ||
           key == SettingKey::ClosedPolls;
}

bool is_of_card(SettingKey key) noexcept {
    return key == SettingKey::Revealed || key == SettingKey::Locked ||
           (SettingKey::Focus <= key && key <= SettingKey::Erased);
}

bool is_of_thread(SettingKey key) noexcept {
    return key == SettingKey::Focus || key == SettingKey::Origin || key == SettingKey::Erased;
}

bool is_known(SettingKey key) noexcept {
    return is_of_board(key) || is_of_card(key);
}

bool is_text(SettingKey key) noexcept {
    return key == SettingKey::RunOfShow || (key >= SettingKey::Note && key != SettingKey::Erased);
}

// The board's own focus is a number, and may say in words what the screen shows since then.
bool may_have_text(const SettingName& name) noexcept {
    return is_text(name.key) || (name.key == SettingKey::Focus && name.item.is_null());
}

}  // namespace

// What is said of a card, of a thread (that the screen shows it, where it came from), and of the board. Neither what an item is nor that it is
// there ever changes back, so that every replica says the same.
bool Board::is_setting(const SettingName& name) const {
    if (name.item.is_null()) {
        return is_of_board(name.key);
    }
    const Item* item = find(name.item);
    return item != nullptr && (item->kind == ItemKind::Card ? is_of_card(name.key) : is_of_thread(name.key));
}

bool Board::merge_body(const Op& op, const SetSetting& body) {
    if (!is_setting(body.name)) {
        return false;
    }
    SettingEntry* entry = settings_.find(body.name);
    if (entry == nullptr) {
        restore_setting(body.name, {op.stamp(), body.value});
    } else {
        const std::uint64_t before = setting_hash(*entry);
        if (!entry->setting.write(op.stamp(), body.value)) {
            return true;
        }
        settings_hash_ += setting_hash(*entry) - before;
    }
    if (Item* item = find_mutable(body.name.item)) {
        report(*item);
    } else {
        changes_.settings = true;
    }
    return true;
}

bool Board::restore_setting(const SettingName& name, const Register<Setting>& setting) {
    if (!is_setting(name) || settings_.find(name) != nullptr) {
        return false;
    }
    settings_hash_ += setting_hash(settings_.add({name, setting}));
    return true;
}

const Register<Setting>* Board::setting(SettingName name) const {
    const SettingEntry* entry = settings_.find(name);
    return entry == nullptr ? nullptr : &entry->setting;
}

std::int64_t Board::setting_number(SettingName name) const {
    const Register<Setting>* held = setting(name);
    return held == nullptr ? 0 : held->value.number;
}

Result<void> Board::check_body(const Op&, const SetSetting& body) const {
    const auto& [name, value] = body;
    if (!is_known(name.key)) {
        return Error(ErrorCode::UnknownType, "a setting that this version does not know");
    }
    if (!name.item.is_null() && find(name.item) == nullptr) {
        return Error(ErrorCode::UnknownItem, "the op refers to something that is not on the board");
    }
    if (!is_setting(name)) {
        return Error(ErrorCode::WrongKind, "an item has no such setting");
    }
    if (value.text.size() > limits::kSettingBytesMax) {
        return Error(ErrorCode::TooLarge, "a setting is too long");
    }
    if (!utf8::is_storable(value.text)) {
        return Error(ErrorCode::BadText, "a setting has characters that cannot be stored");
    }
    if ((is_text(name.key) && value.number != 0) || (!may_have_text(name) && !value.text.empty())) {
        return Error(ErrorCode::WrongKind,
                     "a run of show, a note, an origin and counted votes are texts, every other setting a number");
    }
    if (value.number < 0 || value.number > limits::kSettingNumberMax) {
        return Error(ErrorCode::Malformed, "a setting is out of range");
    }
    return {};
}

}  // namespace atelier::board
