// Where text goes whose neighbours were purged before it came (rule M11). A server asks; what it decides is in the history.
// SPDX-License-Identifier: MIT
#include "server/board/board.h"

namespace atelier::board {

bool Board::put_between_survivors(Op& op) const {
    auto* late = std::get_if<InsertText>(&op.body);
    const Item* item = late != nullptr ? find(late->item) : nullptr;
    if (item == nullptr || !item->purged || !has_seen(late->left) || !has_seen(late->right)) {
        return false;
    }
    const Text& text = item->text;
    const CharId left = to_char(late->left);
    const CharId right = to_char(late->right);
    const bool left_here = left.is_null() || text.contains(left);
    const bool right_here = right.is_null() || text.contains(right);
    if (left_here && right_here) {
        return false;
    }
    Neighbours found;
    if (left_here) {
        found = left.is_null() ? neighbours(late->item, 0) : neighbours_behind(late->item, late->left);
    } else {
        CharId before = right;
        if (!right_here) {
            const CharId typed_next = text.next_of(left);
            before = typed_next.is_null() && !right.is_null() ? text.next_of(right) : typed_next;
        }
        found = neighbours(late->item, before.is_null() ? text.size_utf16() : text.position_of(before));
    }
    late->left = found.left;
    late->right = found.right;
    return true;
}

}  // namespace atelier::board
