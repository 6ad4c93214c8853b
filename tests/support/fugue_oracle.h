// FugueMax as the paper tells it (Weidner, Kleppmann, "The Art of the Fugue", section 4 and appendix): a tree of single
// characters, read in order. Slow and plain on purpose; it is what server/board/text.h is compared with.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace atelier::testing {

// (actor, counter), compared as such. counter 0 = border.
using OracleId = std::pair<std::uint64_t, std::uint32_t>;

class FugueOracle {
public:
    struct Node {
        OracleId id;
        std::string character;  // UTF-8
        bool deleted = false;
        const Node* parent = nullptr;
        const Node* right_origin = nullptr;  // null = end
        std::vector<Node*> lefts;
        std::vector<Node*> rights;

        std::size_t units() const { return deleted ? 0 : character.size() == 4 ? 2 : 1; }
    };

    // All characters but the root, tombstones included, in document order.
    std::vector<const Node*> order() const {
        std::vector<const Node*> nodes;
        visit(root_.get(), nodes);
        return nodes;
    }

    void insert(OracleId id, const std::string& character, OracleId left, OracleId right) {
        std::unique_ptr<Node>& slot = nodes_[id];
        slot = std::make_unique<Node>();
        Node* node = slot.get();
        node->id = id;
        node->character = character;
        Node* left_origin = left.second == 0 ? root_.get() : find(left);
        Node* right_origin = right.second == 0 ? nullptr : find(right);
        node->right_origin = right_origin;
        if (right_origin != nullptr && descends(right_origin, left_origin)) {
            node->parent = right_origin;
            auto& siblings = right_origin->lefts;
            siblings.insert(std::find_if(siblings.begin(), siblings.end(), [&](Node* s) { return id < s->id; }), node);
            return;
        }
        node->parent = left_origin;
        auto& siblings = left_origin->rights;
        if (siblings.empty()) {
            siblings.push_back(node);
            return;
        }
        const std::vector<const Node*> nodes = order();
        const auto rank = [&nodes](const Node* n) {
            return n == nullptr ? nodes.size() : static_cast<std::size_t>(std::find(nodes.begin(), nodes.end(), n) - nodes.begin());
        };
        const auto behind = std::find_if(siblings.begin(), siblings.end(), [&](Node* s) {
            const std::size_t mine = rank(node->right_origin);
            const std::size_t theirs = rank(s->right_origin);
            return mine != theirs ? mine > theirs : id < s->id;
        });
        siblings.insert(behind, node);
    }

    void erase(OracleId id) {
        if (Node* node = find(id); node != nullptr) {
            node->deleted = true;
        }
    }

    Node* find(OracleId id) const {
        const auto found = nodes_.find(id);
        return found == nodes_.end() ? nullptr : found->second.get();
    }

    std::string str() const {
        std::string text;
        for (const Node* node : order()) {
            text += node->deleted ? "" : node->character;
        }
        return text;
    }

private:
    static void visit(const Node* node, std::vector<const Node*>& out) {
        for (const Node* child : node->lefts) {
            visit(child, out);
        }
        if (node->id.second != 0) {
            out.push_back(node);
        }
        for (const Node* child : node->rights) {
            visit(child, out);
        }
    }

    static bool descends(const Node* node, const Node* ancestor) {
        while (node != nullptr && node != ancestor) {
            node = node->parent;
        }
        return node != nullptr;
    }

    std::unique_ptr<Node> root_ = std::make_unique<Node>();
    std::map<OracleId, std::unique_ptr<Node>> nodes_;
};

}  // namespace atelier::testing
