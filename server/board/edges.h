// Links and thread memberships: an observed-remove set, add wins (MERGE.md rule M6).
// Each add has a tag, its op's id; a removal names the tags it saw, so an add that it did not see stays.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "server/board/hash.h"
#include "server/board/ids.h"
#include "server/board/keyed_list.h"
#include "server/board/op.h"

namespace atelier::board {

struct Edge {
    Id from;                 // memberships: the card
    Id to;                   // memberships: the thread
    Verb verb = Verb::None;  // links only
    bool removed = false;
    friend bool operator==(const Edge&, const Edge&) = default;
};

struct TaggedEdge {
    Id tag;
    Edge edge;
    const Id& key() const noexcept { return tag; }
};

// A value; not thread-safe, reads included: live_tags() indexes what was added since it was asked last, so that a host
// that never asks (the server) does not pay for it.
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
    const KeyedList<TaggedEdge, IdHash>& all() const noexcept { return edges_; }

    // Sum over tags, tombstones included: the set's part of the state hash.
    std::uint64_t hash() const noexcept { return hash_; }

private:
    static constexpr std::uint32_t kNone = PositionTable::kNone;

    // The edges that touch one item, as a chain of positions.
    struct Chain {
        Id item;
        std::uint32_t first = kNone;
        std::uint32_t last = kNone;
        const Id& key() const noexcept { return item; }
    };
    // Where the chains of an edge's two ends go on.
    struct Next {
        std::uint32_t from = kNone;
        std::uint32_t to = kNone;
    };

    void index_new() const;
    void append(Id item, std::uint32_t position) const;

    KeyedList<TaggedEdge, IdHash> edges_;
    std::uint64_t hash_ = 0;
    mutable std::vector<Next> next_;  // by position; edges behind its end are in no chain yet
    mutable KeyedList<Chain, IdHash> chains_;
};

}  // namespace atelier::board
