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
        Node* right_origin = nullptr;  // null = end
        std::vector<Node*> lefts;
        std::vector<Node*> rights;

        std::size_t units() const { return deleted ? 0 : character.size() == 4 ? 2 : 1; }
    };

    // All characters but the root, tombstones included, in document order.
    // Valid until the next insertion.
    const std::vector<const Node*>& order() const {
        if (order_.size() != nodes_.size()) {
            order_.clear();
            visit(root_.get(), order_);
        }
        return order_;
    }

    void insert(OracleId id, const std::string& character, OracleId left, OracleId right) {
        auto added = std::make_unique<Node>();
        Node* node = added.get();
        node->id = id;
        node->character = character;
        Node* left_origin = left.second == 0 ? root_.get() : find(left);
        node->right_origin = right.second == 0 ? nullptr : find(right);
        place(node, left_origin);
        nodes_[id] = std::move(added);
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

    // What is left of a text whose tombstones are forgotten (rule M11), said in the paper's own terms: typed anew, from its
    // end to its start, each stretch of ids that follow each other in one go.
    FugueOracle purged() const {
        std::vector<const Node*> visible;
        for (const Node* node : order()) {
            if (!node->deleted) {
                visible.push_back(node);
            }
        }
        const auto goes_on = [&](std::size_t i) {
            return i > 0 && visible[i]->id.first == visible[i - 1]->id.first &&
                   visible[i]->id.second == visible[i - 1]->id.second + 1;
        };
        FugueOracle anew;
        OracleId right{};
        for (std::size_t end = visible.size(); end > 0;) {
            std::size_t begin = end - 1;
            while (goes_on(begin)) {
                --begin;
            }
            for (std::size_t i = begin; i < end; ++i) {
                anew.insert(visible[i]->id, visible[i]->character, i == begin ? OracleId{} : visible[i - 1]->id, right);
            }
            right = visible[begin]->id;
            end = begin;
        }
        return anew;
    }

private:
    // Among its siblings: left ones by id, right ones by right origin from far to near, then by id.
    void place(Node* node, Node* left_origin) {
        if (node->right_origin != nullptr && descends(node->right_origin, left_origin)) {
            node->parent = node->right_origin;
            auto& siblings = node->right_origin->lefts;
            siblings.insert(std::find_if(siblings.begin(), siblings.end(), [&](Node* s) { return node->id < s->id; }),
                            node);
            return;
        }
        node->parent = left_origin;
        auto& siblings = left_origin->rights;
        if (siblings.empty()) {
            siblings.push_back(node);
            return;
        }
        const std::vector<const Node*>& nodes = order();
        const auto rank = [&nodes](const Node* n) {
            return n == nullptr ? nodes.size()
                                : static_cast<std::size_t>(std::find(nodes.begin(), nodes.end(), n) - nodes.begin());
        };
        const auto behind = std::find_if(siblings.begin(), siblings.end(), [&](Node* s) {
            const std::size_t mine = rank(node->right_origin);
            const std::size_t theirs = rank(s->right_origin);
            return mine != theirs ? mine > theirs : node->id < s->id;
        });
        siblings.insert(behind, node);
    }

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
    mutable std::vector<const Node*> order_;  // as long as nodes_ when it is up to date
};

}  // namespace atelier::testing
