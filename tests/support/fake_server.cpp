// SPDX-License-Identifier: MIT
#include "tests/support/fake_server.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "server/base/protozero.h"
#include "server/board/codec.h"

namespace atelier::testing {
namespace {

using Reader = protozero::pbf_reader;
using Writer = protozero::pbf_writer;

// Proof enough among friends.
std::uint64_t proof_of(const Bytes& batch, std::uint64_t generation) {
    return std::hash<std::string>{}(batch) ^ (generation + 1);
}

void write_commit(Writer& parent, protozero::pbf_tag_type tag, std::size_t first, const board::Op& op,
                  std::uint64_t mark, std::uint64_t generation) {
    Writer commit(parent, tag);
    commit.add_uint64(1, first);
    commit.add_bytes(3, board::encode_batch({&op, 1}));
    commit.add_fixed64(4, mark);
    commit.add_fixed64(5, proof_of(board::encode_batch({&op, 1}), generation));
}

}  // namespace

void FakeServer::on_frame(Connection& connection, BytesView frame) {
    Reader reader(frame.data(), frame.size());
    while (reader.next()) {
        switch (reader.tag()) {
            case 1: {
                const auto view = reader.get_view();
                on_hello(connection, {view.data(), view.size()});
                break;
            }
            case 2: {
                const auto view = reader.get_view();
                on_submit(connection, {view.data(), view.size()});
                break;
            }
            case 5: {
                const auto view = reader.get_view();
                on_offer(connection, {view.data(), view.size()});
                break;
            }
            default: reader.skip();
        }
    }
}

void FakeServer::on_offer(Connection& connection, BytesView message) {
    Reader reader(message.data(), message.size());
    while (reader.next(1)) {
        Reader commit_reader = reader.get_message();
        Bytes batch;
        std::uint64_t proof = 0;
        while (commit_reader.next()) {
            switch (commit_reader.tag()) {
                case 3: batch = commit_reader.get_bytes(); break;
                case 5: proof = commit_reader.get_fixed64(); break;
                default: commit_reader.skip();
            }
        }
        if (proof != proof_of(batch, key_generation_)) {
            connection.to_client.push_back(Bytes("\x52\x02\x10\x09", 4));  // Refused{NOT_YOURS}
            return;
        }
        const auto ops = board::decode_batch(batch);
        ATELIER_CHECK(ops.has_value());
        for (board::Op op : *ops) {
            if (!board_.has_seen(op.id) && !board_.first_missing(op)) {
                if (refuses_given_back) {
                    op.body = board::Void{};
                }
                ATELIER_CHECK(board_.apply(op).has_value());
                commit({op});
                ++given_back;
            }
        }
    }
}

Bytes FakeServer::key_of(ActorId actor) const {
    return std::to_string(key_generation_) + "/" + std::to_string(actor.value);
}

void FakeServer::on_hello(Connection& connection, BytesView message) {
    ActorId actor;
    Bytes key;
    std::size_t position = 0;
    std::uint64_t history = 0;
    std::uint64_t mark = 0;
    std::uint32_t unacknowledged = 0;
    bool anew = false;
    Reader reader(message.data(), message.size());
    while (reader.next()) {
        switch (reader.tag()) {
            case 8: actor = ActorId{reader.get_fixed64()}; break;
            case 9: key = reader.get_bytes(); break;
            case 10: position = static_cast<std::size_t>(reader.get_uint64()); break;
            case 11: history = reader.get_fixed64(); break;
            case 14: unacknowledged = reader.get_uint32(); break;
            case 16: mark = reader.get_fixed64(); break;
            case 15: anew = read_bool(reader); break;
            default: reader.skip();
        }
    }
    std::vector<board::Op> yours;
    for (const board::Op& op : log_) {
        if (unacknowledged > 0 && op.id.actor == actor && op.id.counter + op.span > unacknowledged) {
            yours.push_back(op);
        }
    }
    if (anew || actor.value == 0 || key != key_of(actor)) {
        actor = ActorId{next_actor_++};
    }
    for (Connection* other : connections) {
        if (other != &connection && other->joined && other->actor == actor) {
            other->joined = false;
            other->to_client = {Bytes("\x5a\x02\x10\x01", 4)};  // Notice{replaced} (rule W9)
        }
    }
    connection.actor = actor;
    connection.joined = true;
    Bytes bytes;
    Writer frame(bytes);
    {
        Writer welcome(frame, 8);
        welcome.add_uint32(1, 1);
        welcome.add_enum(2, role);
        welcome.add_fixed64(3, actor.value);
        welcome.add_bytes(4, key_of(actor));
        welcome.add_fixed64(5, actor.value + 1000);
        welcome.add_fixed64(6, 1);
        welcome.add_uint32(7, board_.next_counter(actor));
        welcome.add_uint64(9, log_.size());
        welcome.add_fixed64(14, board_.shared_hash());
        welcome.add_fixed64(16, marks_.back());
        welcome.add_bytes(15, board::encode_batch(yours));
        const bool resumes = position <= log_.size() && (position == 0 || (history == 1 && mark == marks_[position])) &&
                             log_.size() - position <= tail_ops_max;
        if (resumes) {
            ++tails_sent;
            for (std::size_t i = position; i < log_.size(); ++i) {
                write_commit(welcome, 10, i + 1, log_[i], marks_[i + 1], key_generation_);
            }
        } else {
            ++snapshots_sent;
            welcome.add_bytes(11, board_.encode());
        }
    }
    connection.to_client.push_back(std::move(bytes));
}

void FakeServer::on_submit(Connection& connection, BytesView message) {
    Reader reader(message.data(), message.size());
    ATELIER_CHECK(reader.next(1));
    const auto view = reader.get_view();
    const auto ops = board::decode_batch(board::with_table({view.data(), view.size()}, connection.actor));
    ATELIER_CHECK(ops.has_value());
    std::vector<board::Op> accepted;
    for (board::Op op : *ops) {
        ATELIER_CHECK(op.id.actor == connection.actor);
        if (op.id.counter < board_.next_counter(op.id.actor)) {
            continue;
        }
        static_cast<void>(board_.put_between_survivors(op));
        const auto checked = board_.check(op);
        const bool out_of_order = !checked && checked.error().code == ErrorCode::OutOfOrder;
        const bool refused = !checked || refuses(op);
        if (refused) {
            Bytes bytes;
            Writer frame(bytes);
            {
                Writer message_out(frame, 10);
                message_out.add_uint32(1, op.id.counter);
                message_out.add_enum(2, checked ? 13 : static_cast<int>(checked.error().code));
                message_out.add_string(3, "Cette phase est fermée.");
            }
            connection.to_client.push_back(std::move(bytes));
            op.body = board::Void{};
        }
        if (out_of_order) {
            break;
        }
        ATELIER_CHECK(board_.apply(op).has_value());
        accepted.push_back(op);
    }
    commit(accepted);
}

void FakeServer::commit(const std::vector<board::Op>& ops) {
    for (const board::Op& op : ops) {
        log_.push_back(op);
        marks_.push_back(next_mark_++);
        Bytes bytes;
        Writer frame(bytes);
        {
            Writer committed(frame, 9);
            write_commit(committed, 1, log_.size(), op, marks_.back(), key_generation_);
        }
        for (Connection* connection : connections) {
            if (connection->joined) {
                connection->to_client.push_back(bytes);
            }
        }
    }
}

void FakeServer::purge(board::Id card) {
    constexpr ActorId kOwn{2};
    const board::Op op{
        {kOwn, board_.next_counter(kOwn)}, board_.lamport() + 1, 1, board::PurgeText{{card}, board_.seen_hash()}};
    ATELIER_CHECK(board_.check(op).has_value() && board_.apply(op).has_value());
    commit({op});
}

void FakeServer::tell_hash(std::size_t position, std::uint64_t hash) {
    Bytes message;
    Writer presence(message);
    presence.add_uint64(3, position);
    presence.add_fixed64(4, hash);
    Bytes frame;
    Writer(frame).add_message(4, message);
    for (Connection* connection : connections) {
        connection->to_client.push_back(frame);
    }
}

void FakeServer::go_back_to(std::size_t ops) {
    log_.resize(ops);
    marks_.resize(ops + 1);
    board_ = board::Board();
    for (const board::Op& op : log_) {
        ATELIER_CHECK(board_.apply(op).has_value());
    }
    for (Connection* connection : connections) {
        connection->joined = false;
        connection->to_client.clear();
    }
}

FakeDevice::FakeDevice(FakeServer& server, std::uint64_t seed, client::JoinOptions options)
    : server_(server),
      options_(std::move(options)),
      random_(seed) {
    session_ = std::make_unique<client::ClientSession>(options_, random_);
    server_.connections.push_back(&connection_);
}

FakeDevice::~FakeDevice() {
    std::erase(server_.connections, &connection_);
}

void FakeDevice::connect() {
    connected_ = true;
    connection_ = {};
    session_->on_connected();
    settle();
}

void FakeDevice::disconnect() {
    connected_ = false;
    connection_ = {};
    session_->on_disconnected();
}

void FakeDevice::save() {
    if (auto saved = session_->take_save()) {
        disk = saved->bytes;
        session_->on_saved(saved->version);
    }
}

void FakeDevice::send() {
    while (connected_) {
        const auto frame = session_->next_frame();
        if (!frame) {
            return;
        }
        sent_bytes += frame->size();
        server_.on_frame(connection_, *frame);
    }
}

void FakeDevice::receive() {
    while (connected_ && !connection_.to_client.empty()) {
        receive_one();
    }
}

void FakeDevice::receive_one() {
    const Bytes frame = std::move(connection_.to_client.front());
    connection_.to_client.pop_front();
    if (!session_->on_frame(frame)) {
        disconnect();
        connect();
    }
}

void FakeDevice::settle() {
    for (int round = 0; round < 100; ++round) {
        const std::size_t sent_before = sent_bytes;
        save();
        send();
        receive();
        auto changes = session_->take_changes();
        refusals.insert(refusals.end(), changes.refusals.begin(), changes.refusals.end());
        if (connected_ && session_->wants_reconnect()) {
            disconnect();
            connected_ = true;
            session_->on_connected();
        } else if (connection_.to_client.empty() && sent_bytes == sent_before) {
            save();
            return;
        }
    }
    ATELIER_CHECK(false);  // never comes to rest
}

void FakeDevice::kill_and_reopen() {
    connected_ = false;
    connection_ = {};
    session_ = std::make_unique<client::ClientSession>(options_, random_);
    if (!disk.empty()) {
        ATELIER_CHECK(session_->restore(disk).has_value());
    }
}

}  // namespace atelier::testing
