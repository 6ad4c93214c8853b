// Links and thread memberships: an observed-remove set, add wins (MERGE.md rule M6).
// Each add has a tag, its op's id; a removal names the tags it saw, so an add that it did not see stays.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "server/board/hash.h"
#include "server/board/ids.h"
#include "server/board/op.h"

namespace atelier::board {

struct Edge {
    Id from;                 // memberships: the card
    Id to;                   // memberships: the thread
    Verb verb = Verb::None;  // links only
    bool removed = false;
    friend bool operator==(const Edge&, const Edge&) = default;
};

// A value; not thread-safe.
class EdgeSet {
public:
    // Adds a tag. REQUIRES: the tag is new (ops are merged once).
    void add(Id tag, Edge edge);
    // Marks the tag removed. Returns the edge when that changed something, null when it is unknown or removed already.
    const Edge* remove(Id tag);

    const Edge* find(Id tag) const;
    std::size_t size() const noexcept { return edges_.size(); }  // tombstones included
    // Tags of the live edges that touch an item, in the order they were merged; several tags may say the same.
    std::vector<Id> live_tags(Id item) const;
    // Live tags that say exactly this.
    std::vector<Id> live_tags(Id from, Id to, Verb verb) const;
    const std::unordered_map<Id, Edge, IdHash>& all() const noexcept { return edges_; }

    // Sum over tags, tombstones included: the set's part of the state hash.
    std::uint64_t hash() const noexcept { return hash_; }

private:
    std::unordered_map<Id, Edge, IdHash> edges_;
    std::unordered_map<Id, std::vector<Id>, IdHash> tags_of_;  // item -> tags touching it, live or not
    std::uint64_t hash_ = 0;
};

}  // namespace atelier::board
