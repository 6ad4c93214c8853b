// SPDX-License-Identifier: MIT
#include "server/room/purging.h"

#include <algorithm>
#include <variant>

namespace atelier::room {
namespace {

std::size_t deleted_runs(const board::Text& text) {
    std::size_t deleted = 0;
    text.for_each_run([&](const board::TextRun& run) { deleted += run.visible.empty() ? 1U : 0U; });
    return deleted;
}

}  // namespace

Purging::Purging(const board::Board& board, OpSeq position, PurgeBounds bounds)
    : bounds_(bounds),
      least_(std::min({bounds.alone, bounds.shared, bounds.most})) {
    for (const board::Item& item : board.items()) {
        if (item.text.run_count() >= least_) {
            shortened_[item.id].last = position;
        }
    }
}

void Purging::on_merged(const board::Board& board, const std::vector<board::Op>& ops, OpSeq position) {
    for (const board::Op& op : ops) {
        const auto* erase = std::get_if<board::DeleteText>(&op.body);
        const board::Item* item = erase != nullptr ? board.find(erase->item) : nullptr;
        if (item != nullptr && item->text.run_count() >= least_) {
            shortened_[erase->item] = {position, 0, false};
        }
    }
}

std::vector<board::Id> Purging::take_due(const board::Board& board, bool is_alone, OpSeq told_to_all) {
    const std::size_t enough = is_alone ? bounds_.alone : bounds_.shared;
    std::vector<board::Id> due;
    for (auto& [id, shortened] : shortened_) {
        const board::Item* item = board.find(id);  // items never go
        if (!shortened.is_counted) {
            shortened.deleted = deleted_runs(item->text);
            shortened.is_counted = true;
        }
        const bool is_worth_it = shortened.deleted >= enough && shortened.deleted * 3 >= item->text.run_count();
        const bool is_too_much = shortened.deleted >= bounds_.most;
        if (is_too_much || (is_worth_it && shortened.last <= told_to_all)) {
            due.push_back(id);
        }
        if (due.size() == limits::kOpRangesMax) {
            break;
        }
    }
    for (const board::Id& id : due) {
        shortened_.erase(id);
    }
    return due;
}

}  // namespace atelier::room
