// SPDX-License-Identifier: MIT
#include "server/client/outbox.h"

#include <algorithm>
#include <utility>

#include "server/base/heap_sort.h"
#include "server/base/limits.h"
#include "server/board/op_references.h"

namespace atelier::client {
namespace {

constexpr std::size_t kOpOverheadBytes = 64;  // ids, stamps and tags of one encoded op, roughly
// Leaves room in a 64 KiB frame for the envelope.
constexpr std::size_t kSubmitBytesMax = limits::kClientFrameBytesMax - 2048;

std::size_t cost_of(const board::Op& op) {
    return kOpOverheadBytes + board::heap_bytes(op.body);
}

}  // namespace

void Outbox::push(board::Op op, board::Id item) {
    bytes_ += cost_of(op);
    entries_.push_back({std::move(op), item});
}

bool Outbox::extend_insert(board::Id item, board::Id left, board::Id right, std::string_view text,
                           std::uint32_t code_points) {
    if (entries_.empty() || entries_.back().save_version != 0) {
        return false;
    }
    board::Op& op = entries_.back().op;
    auto* insert = std::get_if<board::InsertText>(&op.body);
    const board::Id last{op.id.actor, op.id.counter + op.span - 1};
    const bool continues = insert != nullptr && insert->item == item && insert->right == right && left == last;
    if (!continues || insert->text.size() + text.size() > limits::kInsertBytesMax) {
        return false;
    }
    insert->text += text;
    op.span += code_points;
    bytes_ += text.size();
    return true;
}

bool Outbox::extend_delete(board::Id item, const std::vector<board::IdRange>& ranges) {
    if (entries_.empty() || entries_.back().save_version != 0) {
        return false;
    }
    board::Op& op = entries_.back().op;
    auto* erase = std::get_if<board::DeleteText>(&op.body);
    if (erase == nullptr || erase->item != item || erase->ranges.size() + ranges.size() > limits::kMadeRangesMax) {
        return false;
    }
    bytes_ -= cost_of(op);
    ++op.span;
    for (const board::IdRange& range : ranges) {
        board::IdRange& last = erase->ranges.back();
        if (last.first.actor == range.first.actor && range.first.counter + range.span == last.first.counter) {
            last = {range.first, last.span + range.span};  // backspace walks down
        } else if (last.first.actor == range.first.actor && last.first.counter + last.span == range.first.counter) {
            last.span += range.span;
        } else {
            erase->ranges.push_back(range);
        }
    }
    bytes_ += cost_of(op);
    return true;
}

bool Outbox::close(std::uint32_t save_version) {
    bool any = false;
    for (auto it = entries_.rbegin(); it != entries_.rend() && it->save_version == 0; ++it) {
        it->save_version = save_version;
        any = true;
    }
    return any;
}

void Outbox::on_saved(std::uint32_t save_version) {
    for (Entry& entry : entries_) {
        entry.saved = entry.saved || (entry.save_version != 0 && entry.save_version <= save_version);
    }
}

std::vector<board::Op> Outbox::take_sendable(std::vector<board::Id>& marked) {
    std::vector<board::Op> ops;
    std::size_t bytes = 0;
    for (Entry& entry : entries_) {
        if (entry.sent) {
            continue;
        }
        const std::size_t cost = cost_of(entry.op);
        if (!entry.saved || ops.size() >= limits::kSubmitOpsMax || (!ops.empty() && bytes + cost > kSubmitBytesMax)) {
            break;
        }
        bytes += cost;
        entry.sent = true;
        ops.push_back(entry.op);
        marked.push_back(entry.item);
    }
    return ops;
}

void Outbox::unsend(std::vector<board::Id>& marked) {
    for (Entry& entry : entries_) {
        if (entry.sent) {
            entry.sent = false;
            marked.push_back(entry.item);
        }
    }
}

std::optional<Outbox::Entry> Outbox::remove(board::Id id) {
    const auto it =
        std::find_if(entries_.begin(), entries_.end(), [id](const Entry& entry) { return entry.op.id == id; });
    if (it == entries_.end()) {
        return std::nullopt;
    }
    Entry entry = std::move(*it);
    bytes_ -= cost_of(entry.op);
    entries_.erase(it);
    return entry;
}

std::vector<board::Op> Outbox::take(ActorId actor) {
    std::vector<board::Op> ops;
    std::erase_if(entries_, [&](Entry& entry) {
        const bool is_theirs = entry.op.id.actor == actor;
        if (is_theirs) {
            bytes_ -= cost_of(entry.op);
            ops.push_back(entry.op);
        }
        return is_theirs;
    });
    return ops;
}

Mark Outbox::mark(board::Id item) const {
    Mark farthest_behind = Mark::Kept;
    for (const Entry& entry : entries_) {
        if (entry.item == item) {
            farthest_behind = std::min(farthest_behind, entry.sent ? Mark::Sent : Mark::Device);
        }
    }
    return farthest_behind;
}

std::size_t Outbox::item_count() const {
    std::vector<board::Id> items;
    items.reserve(entries_.size());
    for (const Entry& entry : entries_) {
        items.push_back(entry.item);
    }
    heap_sort(items);
    return static_cast<std::size_t>(std::unique(items.begin(), items.end()) - items.begin());
}

}  // namespace atelier::client
