// SPDX-License-Identifier: MIT
#include "server/board/keyed_list.h"

namespace atelier::board {
namespace {

constexpr std::size_t kSlotsMin = 16;

}  // namespace

void PositionTable::add(std::uint32_t hash, std::uint32_t position) {
    if (4 * (used_ + 1) > 3 * slots_.size()) {
        const std::vector<Slot> old =
            std::exchange(slots_, std::vector<Slot>(slots_.empty() ? kSlotsMin : 2 * slots_.size()));
        for (const Slot& slot : old) {
            if (slot.position != kNone) {
                put(slot);
            }
        }
    }
    put({hash, position});
    ++used_;
}

void PositionTable::put(Slot slot) noexcept {
    std::size_t i = slot.hash & mask();
    while (slots_[i].position != kNone) {
        i = (i + 1) & mask();
    }
    slots_[i] = slot;
}

}  // namespace atelier::board
