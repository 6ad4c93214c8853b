// SPDX-License-Identifier: MIT
#include "server/board/leaf_tree.h"

#include <array>

#include "server/base/check.h"

namespace atelier::board {
namespace {

constexpr std::uint32_t kChildren = 24;

}  // namespace

// All leaves are equally deep. Children are leaves when `over_leaves`, inner nodes otherwise.
struct Inner {
    Inner* parent = nullptr;
    std::uint32_t slot = 0;
    std::uint32_t count = 0;
    bool over_leaves = true;
    std::array<std::uint32_t, kChildren> units{};
    std::array<void*, kChildren> children{};

    Leaf* leaf(std::uint32_t i) const noexcept { return static_cast<Leaf*>(children[i]); }
    Inner* inner(std::uint32_t i) const noexcept { return static_cast<Inner*>(children[i]); }

    std::uint32_t total() const noexcept {
        std::uint32_t sum = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            sum += units[i];
        }
        return sum;
    }

    void put(std::uint32_t i, void* child, std::uint32_t child_units) noexcept {
        children[i] = child;
        units[i] = child_units;
        if (over_leaves) {
            leaf(i)->parent = this;
            leaf(i)->slot = i;
        } else {
            inner(i)->parent = this;
            inner(i)->slot = i;
        }
    }
};

namespace {

void destroy(Inner* node) noexcept {
    if (!node->over_leaves) {
        for (std::uint32_t i = 0; i < node->count; ++i) {
            destroy(node->inner(i));
        }
    }
    delete node;
}

// Two neighbours below one parent.
struct Fork {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
};

Fork fork_of(const Leaf* leaf_a, const Leaf* leaf_b) noexcept {
    Fork fork{leaf_a->slot, leaf_b->slot};
    const Inner* a = leaf_a->parent;
    const Inner* b = leaf_b->parent;
    while (a != b) {
        fork = {a->slot, b->slot};
        a = a->parent;
        b = b->parent;
    }
    return fork;
}

std::size_t check_node(const Inner* node) {
    ATELIER_CHECK(node->count > 0 && node->count <= kChildren);
    std::size_t leaves = 0;
    for (std::uint32_t i = 0; i < node->count; ++i) {
        if (node->over_leaves) {
            ATELIER_CHECK(node->leaf(i)->parent == node && node->leaf(i)->slot == i);
            ATELIER_CHECK(node->leaf(i)->units == node->units[i]);
            ++leaves;
        } else {
            ATELIER_CHECK(node->inner(i)->parent == node && node->inner(i)->slot == i);
            ATELIER_CHECK(node->inner(i)->total() == node->units[i]);
            leaves += check_node(node->inner(i));
        }
    }
    return leaves;
}

}  // namespace

LeafTree::~LeafTree() {
    if (root_ != nullptr) {
        destroy(root_);
    }
}

void LeafTree::insert_behind(Leaf* leaf, Leaf* fresh) {
    if (root_ == nullptr) {
        root_ = new Inner;
        root_->count = 1;
        root_->put(0, leaf, leaf->units);
    }
    insert_child(leaf->parent, leaf->slot + 1, fresh);
}

// A new child has no units yet, or those are counted above `parent` already (it comes from a split).
void LeafTree::insert_child(Inner* parent, std::uint32_t slot, void* child) {
    if (parent->count == kChildren) {
        Inner* upper = split(parent);
        if (slot > parent->count) {
            slot -= parent->count;
            parent = upper;
        }
    }
    for (std::uint32_t i = parent->count; i > slot; --i) {
        parent->put(i, parent->children[i - 1], parent->units[i - 1]);
    }
    ++parent->count;
    parent->put(slot, child, parent->over_leaves ? 0 : static_cast<Inner*>(child)->total());
}

// Moves the upper half into a new node behind `full`; returns it. Room above is made first, while all counts are right.
Inner* LeafTree::split(Inner* full) {
    if (full->parent == nullptr) {
        root_ = new Inner;
        root_->over_leaves = false;
        root_->count = 1;
        root_->put(0, full, full->total());
    } else if (full->parent->count == kChildren) {
        split(full->parent);
    }
    Inner* upper = new Inner;
    upper->over_leaves = full->over_leaves;
    const std::uint32_t keep = kChildren / 2;
    for (std::uint32_t i = keep; i < kChildren; ++i) {
        upper->put(i - keep, full->children[i], full->units[i]);
    }
    upper->count = kChildren - keep;
    full->count = keep;
    full->parent->units[full->slot] -= upper->total();
    insert_child(full->parent, full->slot + 1, upper);
    return upper;
}

void LeafTree::add_units(Leaf* leaf, std::uint32_t delta) noexcept {
    leaf->units += delta;
    std::uint32_t slot = leaf->slot;
    for (Inner* node = leaf->parent; node != nullptr; node = node->parent) {
        node->units[slot] += delta;
        slot = node->slot;
    }
}

LeafTree::Found LeafTree::descend(std::size_t at) const noexcept {
    std::size_t before = 0;
    const Inner* node = root_;
    while (true) {
        std::uint32_t i = 0;
        while (at - before > node->units[i]) {
            before += node->units[i++];
        }
        if (node->over_leaves) {
            return {node->leaf(i), before};
        }
        node = node->inner(i);
    }
}

std::size_t LeafTree::units_before(const Leaf* leaf) noexcept {
    std::size_t before = 0;
    std::uint32_t slot = leaf->slot;
    for (const Inner* node = leaf->parent; node != nullptr; node = node->parent) {
        for (std::uint32_t i = 0; i < slot; ++i) {
            before += node->units[i];
        }
        slot = node->slot;
    }
    return before;
}

bool LeafTree::precedes(const Leaf* a, const Leaf* b) noexcept {
    const Fork fork = fork_of(a, b);
    return fork.a < fork.b;
}

std::size_t LeafTree::check_invariants() const {
    return root_ == nullptr ? 1 : check_node(root_);
}

}  // namespace atelier::board
