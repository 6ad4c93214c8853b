// SPDX-License-Identifier: MIT
#include "server/board/edges.h"

#include "server/base/check.h"

namespace atelier::board {
namespace {

std::uint64_t edge_hash(Id tag, const Edge& edge) {
    return HashWriter()
        .id(tag)
        .id(edge.from)
        .id(edge.to)
        .u64(static_cast<std::uint64_t>(edge.verb))
        .u64(edge.removed ? 1 : 0)
        .finish();
}

}  // namespace

void EdgeSet::add(Id tag, Edge edge) {
    ATELIER_CHECK(find(tag) == nullptr);
    edges_.add({tag, edge});
    hash_ += edge_hash(tag, edge);
}

const Edge* EdgeSet::remove(Id tag) {
    TaggedEdge* found = edges_.find(tag);
    if (found == nullptr || found->edge.removed) {
        return nullptr;
    }
    hash_ -= edge_hash(tag, found->edge);
    found->edge.removed = true;
    hash_ += edge_hash(tag, found->edge);
    return &found->edge;
}

const Edge* EdgeSet::find(Id tag) const {
    const TaggedEdge* found = edges_.find(tag);
    return found == nullptr ? nullptr : &found->edge;
}

std::vector<Id> EdgeSet::live_tags(Id item) const {
    index_new();
    std::vector<Id> live;
    const Chain* chain = chains_.find(item);
    for (std::uint32_t at = chain == nullptr ? kNone : chain->first; at != kNone;) {
        const auto& [tag, edge] = edges_[at];
        if (!edge.removed) {
            live.push_back(tag);
        }
        at = edge.from == item ? next_[at].from : next_[at].to;
    }
    return live;
}

std::vector<Id> EdgeSet::live_tags(Id from, Id to, Verb verb) const {
    std::vector<Id> live;
    for (const Id& tag : live_tags(from)) {
        const Edge& edge = *find(tag);
        if (edge.from == from && edge.to == to && edge.verb == verb) {
            live.push_back(tag);
        }
    }
    return live;
}

void EdgeSet::index_new() const {
    while (next_.size() < edges_.size()) {
        const auto position = static_cast<std::uint32_t>(next_.size());
        next_.emplace_back();
        const Edge& edge = edges_[position].edge;
        append(edge.from, position);
        if (edge.to != edge.from) {
            append(edge.to, position);
        }
    }
}

void EdgeSet::append(Id item, std::uint32_t position) const {
    Chain* chain = chains_.find(item);
    if (chain == nullptr) {
        chains_.add({item, position, position});
        return;
    }
    Next& last = next_[chain->last];
    (edges_[chain->last].edge.from == item ? last.from : last.to) = position;
    chain->last = position;
}

}  // namespace atelier::board
