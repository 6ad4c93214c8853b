// SPDX-License-Identifier: MIT
#include "server/client/client_session.h"

#include <algorithm>
#include <utility>

#include "server/base/heap_sort.h"
#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/codec.h"
#include "server/client/columns.h"
#include "server/client/parts.h"
#include "server/client/session_state.h"

namespace atelier::client {

ClientSession::ClientSession(JoinOptions options, Random& random)
    : state_(std::make_unique<State>(std::move(options), random)) {}

ClientSession::~ClientSession() = default;

Result<void> ClientSession::restore(BytesView saved) {
    ATELIER_TRY_ASSIGN(SavedClient client, decode_saved(saved));
    ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(client.outbox));
    board::Board unsigned_board;
    board::Id end{client.identity.actor, 0};
    for (const board::Op& op : ops) {
        const bool is_unsigned = op.id.actor == kUnsigned;
        const bool follows =
            is_unsigned ? unsigned_board.check(op).has_value() : op.id.actor == end.actor && op.id >= end;
        if (!follows || std::holds_alternative<board::Unknown>(op.body)) {
            return Error(ErrorCode::Malformed, "the saved outbox is not one actor's ops in order");
        }
        if (is_unsigned) {
            ATELIER_TRY(unsigned_board.apply(op));
        } else {
            end.counter = op.id.counter + op.span;
        }
    }
    state_->board = std::move(unsigned_board);
    state_->own_end = std::max(client.next_counter, end.counter);
    state_->identity = std::move(client.identity);
    state_->last_role = client.role;
    for (const board::Op& op : ops) {
        state_->outbox.push(op, subject_of(op));
    }
    state_->save_version = 1;
    state_->outbox.close(state_->save_version);
    state_->outbox.on_saved(state_->save_version);
    state_->changes.status = true;
    return {};
}

// --- transport ---

void ClientSession::on_connected() {
    state_->link = Link::Joining;
    state_->hello_due = true;
    state_->reconnect = false;
    state_->changes.status = true;
}

void ClientSession::on_disconnected() {
    if (state_->link != Link::Refused) {
        state_->link = Link::Offline;
    }
    state_->hello_due = false;
    state_->outbox.unsend(state_->changes.items);
    state_->changes.status = true;
}

Result<void> ClientSession::on_frame(BytesView bytes) {
    ATELIER_TRY_ASSIGN(const ServerFrame frame, decode_server_frame(bytes));
    state_->changes.status = true;
    if (const auto* welcome = std::get_if<WelcomeFrame>(&frame)) {
        return state_->on_welcome(*welcome);
    }
    if (const auto* committed = std::get_if<CommittedFrame>(&frame)) {
        // Behind a refusal the state here is not the server's any more: only the next Welcome counts.
        return state_->link == Link::Live && !state_->reconnect ? state_->merge_commits(committed->commits, true)
                                                                : Result<void>();
    }
    if (const auto* refused = std::get_if<RefusedFrame>(&frame)) {
        state_->on_refused(*refused);
    } else if (const auto* notice = std::get_if<NoticeFrame>(&frame)) {
        state_->reconnect = state_->reconnect || notice->resync || notice->shutting_down;
        if (notice->replaced) {
            state_->link = Link::Refused;
            state_->anew = true;  // another life has our actor: when the person asks, we come back as another
        }
    } else if (const auto* silhouettes = std::get_if<SilhouettesFrame>(&frame)) {
        state_->silhouettes = silhouettes->counts;
    } else if (const auto* presence = std::get_if<PresenceFrame>(&frame)) {
        state_->connected = presence->connected;
        const bool is_told = presence->position.value != 0 && presence->position == state_->position;
        if (is_told && state_->link == Link::Live && !state_->reconnect) {
            return state_->compare(presence->state_hash);
        }
    }
    return {};
}

std::optional<Bytes> ClientSession::next_frame() {
    if (state_->hello_due) {
        state_->hello_due = false;
        if (!state_->ahead.empty()) {
            state_->position = {};  // whether it was taken back only a new state can tell
        }
        state_->from_nothing = state_->position.value == 0;
        const JoinOptions& options = state_->options;
        return encode_hello({options.board, options.token, options.language, options.name, options.organisation,
                             state_->identity, state_->history, state_->position, state_->mark,
                             state_->unacknowledged(), state_->anew, options.gzip, state_->veiled});
    }
    if (state_->link != Link::Live || state_->reconnect) {
        return std::nullopt;
    }
    // First what the server lost, also from who only reads: what waits may stand on it.
    if (Bytes offer = encode_offer(state_->offers, state_->offered); !offer.empty()) {
        return offer;
    }
    if (!state_->may_write()) {
        return std::nullopt;  // what a reader has from another day waits for the link that it was written with
    }
    const std::vector<board::Op> ops = state_->outbox.take_sendable(state_->changes.items);
    if (ops.empty()) {
        return std::nullopt;
    }
    state_->changes.status = true;
    const Bytes batch = board::encode_batch(ops);
    return encode_submit(board::without_table(batch));
}

bool ClientSession::wants_reconnect() const noexcept {
    return state_->reconnect;
}

// --- persistence ---

std::optional<ClientSession::Save> ClientSession::take_save() {
    if (!state_->save_due || state_->identity.actor.value == 0) {
        return std::nullopt;
    }
    state_->save_due = false;
    ++state_->save_version;
    state_->outbox.close(state_->save_version);
    std::vector<board::Op> ops;
    for (const Outbox::Entry& entry : state_->outbox.entries()) {
        ops.push_back(entry.op);
    }
    return Save{state_->save_version,
                encode_saved({state_->identity, board::encode_batch(ops), state_->own_end, state_->last_role})};
}

void ClientSession::on_saved(std::uint32_t version) {
    state_->outbox.on_saved(version);
}

// --- gestures ---

void ClientSession::sign_as(std::string_view label) {
    state_->label = label;
}

Result<board::Id> ClientSession::add_card(board::CardKind kind, std::string_view text,
                                          const std::string* organisation) {
    ATELIER_TRY(state_->may_change());
    ATELIER_TRY_ASSIGN(std::string order, state_->rank(kind, board::kNullId, board::kNullId));
    return state_->commit(board::AddItem{board::ItemKind::Card,
                                         kind,
                                         {board::kNullId, std::move(order), 0, 0},
                                         organisation == nullptr ? state_->label : *organisation,
                                         std::string(text)});
}

Result<board::Id> ClientSession::add_thread(std::string_view name) {
    return state_->commit(
        board::AddItem{board::ItemKind::Thread, board::CardKind::None, {}, state_->label, std::string(name)});
}

Result<board::Id> ClientSession::derive(const board::Derivation& derivation, const std::vector<std::string>& texts) {
    return state_->derive(derivation, texts);
}

Result<void> ClientSession::edit_text(board::Id item, std::size_t at, std::size_t units, std::string_view text) {
    ATELIER_TRY(state_->may_change());
    const board::Item* found = state_->board.find(item);
    if (found == nullptr) {
        return Error(ErrorCode::UnknownItem, "no such item");
    }
    const auto length = utf8::measure(text);
    if (!length || !utf8::is_storable(text)) {
        return Error(ErrorCode::BadText, "the text has characters that cannot be stored");
    }
    const std::size_t there = found->text.size_utf16();
    const std::size_t going = at >= there ? 0 : std::min(units, there - at);
    if (there - going + length->utf16_units > limits::kTextCharsMax || text.size() > limits::kInsertBytesMax) {
        return Error(ErrorCode::TooLarge, "a card holds at most 20,000 characters");
    }
    if (going > 0) {
        ATELIER_TRY(state_->erase(item, at, going));
    }
    return text.empty() ? Result<void>() : state_->insert(item, at, text);
}

Result<void> ClientSession::move_card(board::Id card, board::CardKind kind, board::Id before) {
    ATELIER_TRY(state_->may_change(2));
    ATELIER_TRY_ASSIGN(const board::Item* found, state_->need(card, board::ItemKind::Card));
    const bool changes_kind = found->card_kind.value != kind;
    board::SetRegister move{card, found->placement.value};
    ATELIER_TRY_ASSIGN(std::get<board::Placement>(move.value).order, state_->rank(kind, card, before));
    if (changes_kind) {
        ATELIER_TRY(state_->commit_void(board::SetRegister{card, kind}));
    }
    return state_->commit_void(std::move(move));
}

Result<void> ClientSession::place_card(board::Id card, std::int32_t x, std::int32_t y) {
    ATELIER_TRY_ASSIGN(const board::Item* found, state_->need(card, board::ItemKind::Card));
    board::SetRegister move{card, found->placement.value};
    auto& placement = std::get<board::Placement>(move.value);
    placement.x = x;
    placement.y = y;
    return state_->commit_void(std::move(move));
}

Result<void> ClientSession::set_removed(board::Id item, bool removed) {
    return state_->commit_void(board::SetRegister{item, board::Removed{removed}});
}

Result<void> ClientSession::add_link(board::Id from, board::Id to, board::Verb verb) {
    return state_->commit_void(board::AddLink{from, to, verb});
}

Result<void> ClientSession::remove_link(board::Id from, board::Id to, board::Verb verb) {
    const std::vector<board::Id> tags = state_->board.links().live_tags(from, to, verb);
    for (std::vector<board::Id>& part : parts_of(tags, limits::kMadeRangesMax)) {
        ATELIER_TRY(state_->commit_void(board::RemoveLink{std::move(part)}));
    }
    return {};
}

Result<void> ClientSession::join_thread(board::Id thread, board::Id card) {
    return state_->commit_void(board::JoinThread{thread, card});
}

Result<void> ClientSession::leave_thread(board::Id thread, board::Id card) {
    const std::vector<board::Id> tags = state_->board.memberships().live_tags(card, thread, board::Verb::None);
    for (std::vector<board::Id>& part : parts_of(tags, limits::kMadeRangesMax)) {
        ATELIER_TRY(state_->commit_void(board::LeaveThread{std::move(part)}));
    }
    return {};
}

Result<void> ClientSession::vote(board::Id slot, std::optional<std::int32_t> value, Poll poll) {
    return state_->commit_void(board::CastBallot{state_->identity.voter, poll.number, slot, value.value_or(0),
                                                 !value.has_value(), poll.group});
}

Result<void> ClientSession::set(board::SettingName name, board::Setting value) {
    return state_->commit_void(board::SetSetting{name, std::move(value)});
}

void ClientSession::set_time(std::chrono::milliseconds now) {
    state_->undo.set_time(now);
}

Result<Undone> ClientSession::undo() {
    return state_->replay(Undo::Way::Back);
}

Result<Undone> ClientSession::redo() {
    return state_->replay(Undo::Way::Forth);
}

bool ClientSession::can_undo() const noexcept {
    return state_->undo.can(Undo::Way::Back);
}

bool ClientSession::can_redo() const noexcept {
    return state_->undo.can(Undo::Way::Forth);
}

// --- reading ---

const board::Board& ClientSession::board() const noexcept {
    return state_->board;
}

Link ClientSession::link() const noexcept {
    return state_->link;
}

std::uint8_t ClientSession::role() const noexcept {
    return state_->role;
}

ActorId ClientSession::actor() const noexcept {
    return state_->identity.actor;
}

VoterId ClientSession::voter() const noexcept {
    return state_->identity.voter;
}

OpSeq ClientSession::position() const noexcept {
    return state_->position;
}

std::size_t ClientSession::pending_ops() const noexcept {
    return state_->outbox.size();
}

std::size_t ClientSession::pending_items() const noexcept {
    return state_->outbox.item_count();
}

Mark ClientSession::mark(board::Id item) const {
    return state_->outbox.mark(item);
}

const Outbox& ClientSession::outbox() const noexcept {
    return state_->outbox;
}

std::size_t ClientSession::connected() const noexcept {
    return state_->connected;
}

const BoardCard& ClientSession::board_card() const noexcept {
    return state_->board_card;
}

const std::array<std::uint32_t, 6>& ClientSession::silhouettes() const noexcept {
    return state_->silhouettes;
}

std::int64_t ClientSession::server_time_ms() const noexcept {
    return state_->server_time_ms;
}

ClientSession::Changes ClientSession::take_changes() {
    Changes taken = std::exchange(state_->changes, Changes{});
    const board::Board::Changes merged = state_->board.take_changes();
    taken.items.insert(taken.items.end(), merged.items.begin(), merged.items.end());
    taken.status = taken.status || merged.title;
    taken.settings = merged.settings;
    std::erase_if(taken.items, [&](const board::Id& id) { return state_->board.find(id) == nullptr; });
    heap_sort(taken.items);
    taken.items.erase(std::unique(taken.items.begin(), taken.items.end()), taken.items.end());
    return taken;
}

}  // namespace atelier::client
