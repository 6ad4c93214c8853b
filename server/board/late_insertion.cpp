// Where text goes whose neighbours were purged before it came (rule M11). A server asks; what it decides is in the history.
// SPDX-License-Identifier: MIT
#include "server/board/board.h"

namespace atelier::board {

std::optional<Board::Neighbours> Board::surviving_neighbours(const InsertText& late) const {
    const Item* item = find(late.item);
    if (item == nullptr || !has_seen(late.left) || !has_seen(late.right)) {
        return std::nullopt;
    }
    const Text& text = item->text;
    const CharId left = to_char(late.left);
    const CharId right = to_char(late.right);
    const bool left_here = left.is_null() || text.contains(left);
    const bool right_here = right.is_null() || text.contains(right);
    if (left_here && right_here) {
        return std::nullopt;
    }
    if (left_here) {
        return left.is_null() ? neighbours(late.item, 0) : neighbours_behind(late.item, late.left);
    }
    CharId before = right;
    if (!right_here) {
        const CharId typed_next = text.next_of(left);
        before = typed_next.is_null() && !right.is_null() ? text.next_of(right) : typed_next;
    }
    return neighbours(late.item, before.is_null() ? text.size_utf16() : text.position_of(before));
}

}  // namespace atelier::board
