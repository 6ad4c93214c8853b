// SPDX-License-Identifier: MIT
#include "server/history/silence_memo.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "server/board/codec.h"
#include "server/history/server_actor.h"
#include "storage/each_record.h"

namespace atelier::history {
namespace {

// Only the server takes a label from a card of somebody else's.
bool may_silence(const board::Op& op) {
    if (op.id.actor != kServerActor) {
        return false;
    }
    const auto* set = std::get_if<board::SetRegister>(&op.body);
    return std::holds_alternative<board::AddItem>(op.body) ||
           (set != nullptr && std::holds_alternative<board::Organisation>(set->value));
}

struct Since {
    OpSeq head;
    bool may_silence = false;
};

// Where the log ends; the records since are read.
Result<Since> read_since(storage::Store& store, const BoardId& board, OpSeq head) {
    Since since{head, false};
    const auto take = [&](const storage::Record& record) -> Result<void> {
        ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(record.batch));
        since.may_silence = since.may_silence || std::any_of(ops.begin(), ops.end(), may_silence);
        since.head = record.last();
        return {};
    };
    ATELIER_TRY(storage::for_each_record(store, board, head, take));
    return since;
}

Result<OpSeq> end_of(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const std::optional<storage::Snapshot> newest, store.find_keyframe(board, OpSeq{UINT64_MAX}));
    ATELIER_TRY_ASSIGN(const Since since, read_since(store, board, newest ? newest->position : OpSeq{0}));
    return since.head;
}

}  // namespace

Result<std::shared_ptr<const Silence>> SilenceMemo::of(storage::Store& store, const BoardId& board,
                                                       std::uint64_t history) {
    Found found = find(board);
    if (found.silence == nullptr || found.history != history) {
        // The head first: what is written in between is then read twice, and nothing is passed over.
        ATELIER_TRY_ASSIGN(const OpSeq head, end_of(store, board));
        found = {history, head, nullptr};
    } else {
        ATELIER_TRY_ASSIGN(const Since since, read_since(store, board, found.head));
        if (since.head != found.head && (since.may_silence || !found.silence->is_empty())) {
            found.silence = nullptr;
        }
        found.head = since.head;
    }
    if (found.silence == nullptr) {
        ATELIER_TRY_ASSIGN(Silence read, Silence::read(store, board));
        found.silence = std::make_shared<const Silence>(std::move(read));
    }
    keep(board, found);
    return found.silence;
}

SilenceMemo::Found SilenceMemo::find(const BoardId& board) const {
    const auto place = found_.find(board);
    return place == found_.end() ? Found{} : place->second;
}

void SilenceMemo::keep(const BoardId& board, const Found& found) {
    if (found_.size() >= kBoardsMax && !found_.contains(board)) {
        found_.erase(found_.begin());
    }
    found_.insert_or_assign(board, found);
}

}  // namespace atelier::history
