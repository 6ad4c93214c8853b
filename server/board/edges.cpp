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
    const auto [it, added] = edges_.try_emplace(tag, edge);
    ATELIER_CHECK(added);
    hash_ += edge_hash(tag, edge);
    tags_of_[edge.from].push_back(tag);
    if (edge.to != edge.from) {
        tags_of_[edge.to].push_back(tag);
    }
}

const Edge* EdgeSet::remove(Id tag) {
    const auto it = edges_.find(tag);
    if (it == edges_.end() || it->second.removed) {
        return nullptr;
    }
    hash_ -= edge_hash(tag, it->second);
    it->second.removed = true;
    hash_ += edge_hash(tag, it->second);
    return &it->second;
}

const Edge* EdgeSet::find(Id tag) const {
    const auto it = edges_.find(tag);
    return it == edges_.end() ? nullptr : &it->second;
}

std::vector<Id> EdgeSet::live_tags(Id item) const {
    std::vector<Id> live;
    if (const auto it = tags_of_.find(item); it != tags_of_.end()) {
        for (const Id& tag : it->second) {
            if (!edges_.at(tag).removed) {
                live.push_back(tag);
            }
        }
    }
    return live;
}

std::vector<Id> EdgeSet::live_tags(Id from, Id to, Verb verb) const {
    std::vector<Id> live;
    for (const Id& tag : live_tags(from)) {
        const Edge& edge = edges_.at(tag);
        if (edge.from == from && edge.to == to && edge.verb == verb) {
            live.push_back(tag);
        }
    }
    return live;
}

}  // namespace atelier::board
