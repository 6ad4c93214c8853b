// SPDX-License-Identifier: MIT
#include "tests/simulation/tampering.h"

#include <variant>

#include "atelier/v1/wire.pb.h"
#include "server/base/check.h"
#include "server/board/codec.h"
#include "server/client/frames.h"
#include "server/client/restamp.h"

namespace atelier::simulation {
namespace {

v1::Frame parse(const Bytes& bytes) {
    v1::Frame frame;
    ATELIER_CHECK(frame.ParseFromString(bytes));
    return frame;
}

}  // namespace

Bytes with_new_ids(const Bytes& bytes, ActorId sender) {
    v1::Frame frame = parse(bytes);
    if (!frame.has_submit()) {
        return bytes;
    }
    std::vector<board::Op> ops = board::decode_batch(board::with_table(frame.submit().batch(), sender)).value();
    const std::uint32_t next = ops.back().id.counter + ops.back().span;
    ops = client::restamp(std::move(ops), sender, next);
    frame.mutable_submit()->set_batch(board::encode_batch(ops));
    return frame.SerializeAsString();
}

Bytes with_older_stamps(const Bytes& bytes, const board::Board& board) {
    v1::Frame frame = parse(bytes);
    for (v1::Commit& commit : *frame.mutable_committed()->mutable_commits()) {
        std::vector<board::Op> ops = board::decode_batch(commit.batch()).value();
        for (board::Op& op : ops) {
            const auto* set = std::get_if<board::SetRegister>(&op.body);
            const board::Item* item = set != nullptr ? board.find(set->item) : nullptr;
            if (item != nullptr && std::holds_alternative<board::Removed>(set->value) &&
                item->removed.stamp < op.stamp()) {
                op.body = board::SetRegister{set->item, board::Removed{item->removed.value}};
            }
        }
        commit.set_batch(board::encode_batch(ops));
    }
    return frame.has_committed() && frame.committed().commits_size() > 0 ? frame.SerializeAsString() : bytes;
}

Bytes without_last_op(const Bytes& saved) {
    client::SavedClient client = client::decode_saved(saved).value();
    std::vector<board::Op> ops = board::decode_batch(client.outbox).value();
    if (!ops.empty()) {
        ops.pop_back();
    }
    client.outbox = board::encode_batch(ops);
    return client::encode_saved(client);
}

}  // namespace atelier::simulation
