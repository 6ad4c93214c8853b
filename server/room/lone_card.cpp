// SPDX-License-Identifier: MIT
#include "server/room/lone_card.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/codec.h"
#include "server/board/order.h"

namespace atelier::room {
namespace {

bool starts_code_point(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80;
}

// Where two texts differ: bytes that are the same at their beginnings and at their ends, whole code points.
struct Same {
    std::size_t head = 0;
    std::size_t tail = 0;
};

Same compare(std::string_view before, std::string_view after) {
    const std::size_t most = std::min(before.size(), after.size());
    Same same;
    while (same.head < most && before[same.head] == after[same.head]) {
        ++same.head;
    }
    const auto is_inside = [&](std::size_t at) {
        return (at < before.size() && !starts_code_point(before[at])) ||
               (at < after.size() && !starts_code_point(after[at]));
    };
    while (same.head > 0 && is_inside(same.head)) {
        --same.head;
    }
    while (same.tail < most - same.head &&
           before[before.size() - 1 - same.tail] == after[after.size() - 1 - same.tail]) {
        ++same.tail;
    }
    while (same.tail > 0 && !starts_code_point(before[before.size() - same.tail])) {
        --same.tail;
    }
    return same;
}

std::size_t utf16_units(std::string_view text) {
    const auto length = utf8::measure(text);
    return length ? length->utf16_units : 0;
}

// Ops of one actor, each behind the one before.
class Signer {
public:
    Signer(const board::Board& board, ActorId actor)
        : actor_(actor),
          counter_(board.next_counter(actor)),
          lamport_(board.lamport()) {}

    void sign(board::OpBody body) {
        board::Op op;
        op.id = {actor_, counter_};
        op.lamport = ++lamport_;
        op.span = board::span_of(body);
        op.body = std::move(body);
        counter_ += op.span;
        ops.push_back(std::move(op));
    }

    std::vector<board::Op> ops;

private:
    ActorId actor_;
    std::uint32_t counter_;
    std::uint64_t lamport_;
};

Result<board::OpBody> make_card(const board::Board& board, const LoneGesture& gesture, Random& random) {
    std::string_view last;
    for (const board::Item& item : board.items()) {
        if (item.kind == board::ItemKind::Card && item.card_kind.value == gesture.kind) {
            last = std::max(last, std::string_view(item.placement.value.order));
        }
    }
    ATELIER_TRY_ASSIGN(std::string order, board::order_between(last, "", random));
    return board::OpBody(board::AddItem{
        board::ItemKind::Card, gesture.kind, {board::kNullId, std::move(order), 0, 0}, gesture.label, gesture.text});
}

// Puts the new words in before it takes the old ones out, and leaves alone what is the same in both.
void reword(const board::Board& board, const board::Item& card, const std::string& text, Signer& signer) {
    const std::string before = card.text.str();
    const Same same = compare(before, text);
    const std::size_t at = utf16_units(std::string_view(before).substr(0, same.head));
    const std::string_view gone = std::string_view(before).substr(same.head, before.size() - same.head - same.tail);
    std::string come = text.substr(same.head, text.size() - same.head - same.tail);
    if (!come.empty()) {
        const board::Board::Neighbours between = board.neighbours(card.id, at);
        signer.sign(board::InsertText{card.id, between.left, between.right, std::move(come)});
    }
    if (!gone.empty()) {
        std::vector<board::IdRange> ranges = board.characters(card.id, at, utf16_units(gone));
        for (std::size_t from = 0; from < ranges.size(); from += limits::kMadeRangesMax) {
            const std::size_t to = std::min(ranges.size(), from + limits::kMadeRangesMax);
            board::DeleteText part{card.id, {}};
            for (std::size_t i = from; i < to; ++i) {
                part.ranges.push_back(ranges[i]);
            }
            signer.sign(std::move(part));
        }
    }
}

}  // namespace

Result<std::vector<board::Op>> make_ops(const board::Board& board, const LoneGesture& gesture, Random& random) {
    Signer signer(board, gesture.actor);
    const board::Item* card = board.find(lone_card(gesture.actor));
    if (gesture.what == LoneGesture::What::Add) {
        if (card == nullptr) {
            if (board.next_counter(gesture.actor) != lone_card(gesture.actor).counter) {
                return Error(ErrorCode::NotYours, "the actor signed something else");  // one key in 2^64
            }
            ATELIER_TRY_ASSIGN(board::OpBody body, make_card(board, gesture, random));
            signer.sign(std::move(body));
        }
        return std::move(signer.ops);
    }
    if (card == nullptr) {
        return Error(ErrorCode::UnknownItem, "no card of that key");
    }
    if (gesture.what == LoneGesture::What::Remove) {
        if (!card->removed.value) {
            signer.sign(board::SetRegister{card->id, board::Removed{true}});
        }
        return std::move(signer.ops);
    }
    if (gesture.text.empty()) {
        return Error(ErrorCode::Malformed, "a card without words is removed instead");
    }
    if (!utf8::is_storable(gesture.text)) {
        return Error(ErrorCode::BadText, "a text with characters that cannot be stored");
    }
    reword(board, *card, gesture.text, signer);
    return std::move(signer.ops);
}

Result<LoneFate> fate_of(const board::Board& board, ActorId actor) {
    using board::SettingKey;
    const board::Item* card = board.find(lone_card(actor));
    if (card == nullptr) {
        return Error(ErrorCode::UnknownItem, "no card of that key");
    }
    const auto* note = board.setting({card->id, SettingKey::Note});
    LoneFate fate;
    fate.is_parked = board.setting_number({card->id, SettingKey::Parked}) != 0;
    fate.is_removed = card->removed.value;
    fate.note = note == nullptr ? std::string() : note->value.text;
    return fate;
}

}  // namespace atelier::room
