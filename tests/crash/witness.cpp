// SPDX-License-Identifier: MIT
#include "tests/crash/witness.h"

#include <algorithm>
#include <utility>

#include "atelier/v1/wire.pb.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/workshop/ballot_secrecy.h"

namespace atelier::test {
namespace {

std::string hello(const BoardId& board, const std::string& token) {
    v1::Frame frame;
    v1::Hello& hello = *frame.mutable_hello();
    hello.set_version(limits::kProtocolVersion);
    hello.set_version_min(limits::kProtocolVersionMin);
    hello.set_token(token);
    hello.set_board(std::string(board.view()));
    return frame.SerializeAsString();
}

// As an observer is shown it: with a Void in the place of each ballot (rule W35).
Bytes masked(const Bytes& batch) {
    auto ops = board::decode_batch(batch);
    if (!ops || !workshop::mask_ballots(*ops, VoterId{})) {
        return {};
    }
    return board::encode_batch(*ops);
}

}  // namespace

std::size_t Ledger::count_lost(storage::Store& store, const BoardId& board) const {
    const auto head = store.verify_board(board);
    const auto records = store.read_log(board, {0}, {});
    if (!head || !records || head->position.value < position) {
        return std::max<std::size_t>(1, batches.size());
    }
    std::map<std::uint64_t, const Bytes*> kept;
    for (const storage::Record& record : *records) {
        kept[record.first.value] = &record.batch;
    }
    return static_cast<std::size_t>(std::count_if(batches.begin(), batches.end(), [&](const auto& shown) {
        const auto found = kept.find(shown.first);
        return found == kept.end() || (*found->second != shown.second && masked(*found->second) != shown.second);
    }));
}

Witness::Witness(boost::asio::io_context& context, const Address& address, const std::string& token, Ledger& ledger)
    : ledger_(ledger) {
    WsLink::Events events;
    events.on_open = [this, greeting = hello(address.board, token)] { link_->send(greeting); };
    events.on_frame = [this](BytesView bytes) { on_frame(bytes); };
    events.on_closed = [](std::optional<std::uint16_t>) {};
    link_ = std::make_unique<WsLink>(context, address, std::move(events));
}

void Witness::on_frame(BytesView bytes) {
    v1::Frame frame;
    if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return;
    }
    if (frame.has_welcome()) {
        ledger_.position = std::max(ledger_.position, frame.welcome().position());
    }
    for (const v1::Commit& commit : frame.committed().commits()) {
        ledger_.batches[commit.first_position()] = commit.batch();
        ledger_.position = std::max(ledger_.position, commit.first_position());
    }
}

}  // namespace atelier::test
