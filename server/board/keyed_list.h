// A list that only grows and whose entries can be found by key: items, tags, ballots and actors are never taken out of a
// board. Entries keep their address and come in the order of addition; an entry costs itself and some twelve bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "server/board/stable_list.h"

namespace atelier::board {

// Positions by hash: open addressing with linear probing. It sees hashes, never keys.
class PositionTable {
public:
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    // The position that was added under this hash and of which `is_it(position)` says so; kNone when there is none.
    template <class IsIt>
    std::uint32_t find(std::uint32_t hash, const IsIt& is_it) const {
        if (slots_.empty()) {
            return kNone;
        }
        for (std::size_t i = hash & mask();; i = (i + 1) & mask()) {
            const Slot& slot = slots_[i];
            if (slot.position == kNone || (slot.hash == hash && is_it(slot.position))) {
                return slot.position;
            }
        }
    }
    void add(std::uint32_t hash, std::uint32_t position);

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t position = kNone;
    };

    std::size_t mask() const noexcept { return slots_.size() - 1; }
    void put(Slot slot) noexcept;

    std::vector<Slot> slots_;  // a power of two, a quarter of it free; or none at all
    std::size_t used_ = 0;
};

// Entry has key() -> Key; Hash maps a Key to 64 well mixed bits. A value; not thread-safe.
template <class Entry, class Hash>
class KeyedList {
public:
    std::size_t size() const noexcept { return entries_.size(); }
    bool empty() const noexcept { return entries_.size() == 0; }
    auto begin() const noexcept { return entries_.begin(); }
    auto end() const noexcept { return entries_.end(); }
    const Entry& operator[](std::size_t position) const { return entries_[position]; }
    Entry& operator[](std::size_t position) { return entries_[position]; }

    // PositionTable::kNone when there is none.
    template <class Key>
    std::uint32_t position_of(const Key& key) const {
        return positions_.find(hash_of(key), [&](std::uint32_t position) { return entries_[position].key() == key; });
    }
    // nullptr when there is none.
    template <class Key>
    const Entry* find(const Key& key) const {
        const std::uint32_t position = position_of(key);
        return position == PositionTable::kNone ? nullptr : &entries_[position];
    }
    template <class Key>
    Entry* find(const Key& key) {
        return const_cast<Entry*>(std::as_const(*this).find(key));
    }
    // REQUIRES: no entry has that key.
    Entry& add(Entry entry) {
        positions_.add(hash_of(entry.key()), static_cast<std::uint32_t>(entries_.size()));
        return entries_.add(std::move(entry));
    }

private:
    template <class Key>
    static std::uint32_t hash_of(const Key& key) {
        return static_cast<std::uint32_t>(Hash{}(key) >> 32U);
    }

    StableList<Entry> entries_;
    PositionTable positions_;
};

}  // namespace atelier::board
