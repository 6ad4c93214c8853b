// SPDX-License-Identifier: MIT
#include "server/client/client_session.h"

#include <algorithm>
#include <utility>

#include "server/base/limits.h"
#include "server/base/utf8.h"
#include "server/board/codec.h"
#include "server/board/order.h"
#include "server/client/columns.h"
#include "server/client/restamp.h"

namespace atelier::client {
namespace {

constexpr std::uint8_t kRoleParticipant = 1;
constexpr std::uint8_t kRoleFacilitator = 2;

// What a person would lose with this op.
std::string draft_of(const board::Op& op) {
    if (const auto* add = std::get_if<board::AddItem>(&op.body)) {
        return add->text;
    }
    const auto* insert = std::get_if<board::InsertText>(&op.body);
    return insert != nullptr ? insert->text : std::string();
}

// The item a card's mark hangs on.
board::Id subject_of(const board::Op& op) {
    if (std::holds_alternative<board::AddItem>(op.body)) {
        return op.id;
    }
    if (const auto* set = std::get_if<board::SetRegister>(&op.body)) {
        return set->item;
    }
    if (const auto* insert = std::get_if<board::InsertText>(&op.body)) {
        return insert->item;
    }
    if (const auto* erase = std::get_if<board::DeleteText>(&op.body)) {
        return erase->item;
    }
    if (const auto* link = std::get_if<board::AddLink>(&op.body)) {
        return link->from;
    }
    if (const auto* join = std::get_if<board::JoinThread>(&op.body)) {
        return join->card;
    }
    const auto* ballot = std::get_if<board::CastBallot>(&op.body);
    return ballot != nullptr ? ballot->slot : board::kNullId;
}

ErrorCode reason_code(std::uint32_t reason) {
    const bool known = reason >= 1 && reason <= static_cast<std::uint32_t>(ErrorCode::Config);
    return known ? static_cast<ErrorCode>(reason) : ErrorCode::NotAllowed;
}

}  // namespace

struct ClientSession::State {
    State(JoinOptions join_options, Random& source) : options(std::move(join_options)), random(source) {}

    JoinOptions options;
    Random& random;
    LocalOpObserver* observer = nullptr;

    board::Board board;
    Outbox outbox;
    Identity identity;
    std::uint64_t history = 0;
    OpSeq position;
    Link link = Link::Offline;
    std::uint8_t role = 0;
    BoardCard board_card;
    std::size_t connected = 0;

    bool hello_due = false;
    bool from_nothing = true;  // our Hello said that we have nothing: what comes replaces what is here
    bool reconnect = false;
    std::uint32_t save_version = 0;
    bool save_due = false;
    Changes changes;

    // --- frames from the server ---

    Result<void> on_welcome(const WelcomeFrame& welcome) {
        if (!take_identity(welcome)) {
            return {};
        }
        if (welcome.has_snapshot) {
            ATELIER_TRY_ASSIGN(board, board::Board::decode(welcome.snapshot));
            changes.everything = true;
            position = welcome.position;
        } else if (from_nothing) {
            board = board::Board();
            changes.everything = true;
        }
        history = welcome.history;
        ATELIER_TRY(merge_commits(welcome.tail));
        if (position != welcome.position) {
            return Error(ErrorCode::OutOfOrder, "the welcome does not reach its position");
        }
        ATELIER_TRY(merge_outbox());
        role = welcome.role;
        board_card = welcome.board;
        link = Link::Live;
        if (outbox.empty() && board.hash() != welcome.state_hash) {
            return forget_position(Error(ErrorCode::Corrupt, "the state differs from the server's"));
        }
        return {};
    }

    // False when the server counts our ops in a way that only a new actor can heal: the host reconnects.
    bool take_identity(const WelcomeFrame& welcome) {
        const bool same = welcome.identity.actor == identity.actor;
        if (!same && !welcome.has_snapshot && !from_nothing && !outbox.empty()) {
            // The board here has merged what must now be signed anew: begin again from a snapshot.
            sign_anew(welcome.identity, welcome.next_counter);
            ask_again();
            return false;
        }
        if (!same) {
            sign_anew(welcome.identity, welcome.next_counter);
        }
        outbox.acknowledge(welcome.next_counter, changes.items);
        if (!outbox.empty() && outbox.entries().front().op.id.counter > welcome.next_counter) {
            // The server has lost ops that it had acknowledged (an older backup). Ids would collide: ask for another actor.
            identity = {};
            ask_again();
            return false;
        }
        return true;
    }

    void sign_anew(const Identity& given, std::uint32_t next_counter) {
        std::vector<board::Op> ops;
        for (const Outbox::Entry& entry : outbox.entries()) {
            ops.push_back(entry.op);
        }
        outbox.clear();
        identity = given;
        save_due = true;
        if (ops.empty()) {
            return;
        }
        for (board::Op& op : restamp(std::move(ops), given.actor, next_counter)) {
            if (auto* ballot = std::get_if<board::CastBallot>(&op.body)) {
                ballot->voter = given.voter;
            }
            const board::Id subject = subject_of(op);
            outbox.push(std::move(op), subject);
        }
    }

    void ask_again() {
        position = {};
        reconnect = true;
    }

    Error forget_position(Error why) {
        position = {};
        return why;
    }

    Result<void> merge_commits(const std::vector<CommitEntry>& commits) {
        for (const CommitEntry& commit : commits) {
            if (commit.first.value > position.value + 1) {
                return forget_position(Error(ErrorCode::OutOfOrder, "a commit is missing"));
            }
            ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(commit.batch));
            for (std::size_t i = 0; i < ops.size(); ++i) {
                if (commit.first.value + i <= position.value) {
                    continue;  // merged already: the tail may begin inside a record
                }
                if (const auto merged = board.apply(ops[i]); !merged) {
                    return forget_position(merged.error());
                }
                position = {commit.first.value + i};
                if (ops[i].id.actor == identity.actor) {
                    outbox.acknowledge(ops[i].id.counter + ops[i].span, changes.items);
                }
            }
        }
        return {};
    }

    Result<void> merge_outbox() {
        for (const Outbox::Entry& entry : outbox.entries()) {
            if (const auto merged = board.apply(entry.op); !merged) {
                return forget_position(merged.error());
            }
            changes.items.push_back(entry.item);
        }
        return {};
    }

    void on_refused(const RefusedFrame& refused) {
        Refusal refusal;
        refusal.reason = reason_code(refused.reason);
        if (refused.counter != 0 && refusal.reason == ErrorCode::OutOfOrder) {
            ask_again();  // rule W15: nothing is wrong with the op, Welcome says from where to send
            return;
        }
        refusal.message = refused.message;
        refusal.closing = refused.closing;
        if (refused.counter != 0) {
            if (const auto entry = outbox.remove(refused.counter)) {
                refusal.item = entry->item;
                refusal.draft = draft_of(entry->op);
                save_due = true;
            }
            // What was applied here has to go: the state is read again from the server.
            ask_again();
        }
        if (refused.closing) {
            link = Link::Refused;
        }
        changes.refusals.push_back(std::move(refusal));
    }

    // --- gestures ---

    Result<void> may_change() const {
        if (identity.actor.value == 0) {
            return Error(ErrorCode::NotFound, "join once before writing");
        }
        if (role != 0 && role != kRoleParticipant && role != kRoleFacilitator) {
            return Error(ErrorCode::NotAllowed, "the role only reads");
        }
        if (outbox.size() >= limits::kOutboxOpsMax || outbox.bytes() >= limits::kOutboxBytesMax) {
            return Error(ErrorCode::TooMany, "too much waits on this device");
        }
        return {};
    }

    std::uint32_t next_counter() const {
        if (outbox.empty()) {
            return board.next_counter(identity.actor);
        }
        const board::Op& last = outbox.entries().back().op;
        return last.id.counter + last.span;
    }

    board::Op make(board::OpBody body) const {
        board::Op op;
        op.id = {identity.actor, next_counter()};
        op.lamport = board.lamport() + 1;
        op.span = board::span_of(body);
        op.body = std::move(body);
        return op;
    }

    // Applies an op of ours. It must pass what the server will ask.
    Result<void> merge_local(const board::Op& op) {
        ATELIER_TRY(board.check(op));
        if (observer != nullptr) {
            observer->on_local_op(board, op);
        }
        const auto merged = board.apply(op);
        if (!merged) {
            return Error(merged.error());
        }
        save_due = true;
        changes.status = true;
        changes.items.push_back(subject_of(op));
        return {};
    }

    Result<board::Id> commit(board::OpBody body) {
        ATELIER_TRY(may_change());
        board::Op op = make(std::move(body));
        ATELIER_TRY(merge_local(op));
        const board::Id id = op.id;
        const board::Id subject = subject_of(op);
        outbox.push(std::move(op), subject);
        return id;
    }

    Result<void> commit_void(board::OpBody body) {
        ATELIER_TRY(commit(std::move(body)));
        return {};
    }

    Result<void> insert(board::Id item, std::size_t at, std::string_view text) {
        const board::Board::Neighbours between = board.neighbours(item, at);
        board::Op op = make(board::InsertText{item, between.left, between.right, std::string(text)});
        ATELIER_TRY(merge_local(op));
        if (!outbox.extend_insert(item, between.left, between.right, text, op.span)) {
            outbox.push(std::move(op), item);
        }
        return {};
    }

    Result<void> erase(board::Id item, std::size_t at, std::size_t units) {
        std::vector<board::IdRange> ranges = board.characters(item, at, units);
        // A text written by many hands may need more ranges than one op may name.
        for (std::size_t begin = 0; begin < ranges.size(); begin += limits::kOpRangesMax) {
            const std::size_t end = std::min(ranges.size(), begin + limits::kOpRangesMax);
            const std::vector<board::IdRange> part(ranges.begin() + static_cast<std::ptrdiff_t>(begin),
                                                   ranges.begin() + static_cast<std::ptrdiff_t>(end));
            board::Op op = make(board::DeleteText{item, part});
            ATELIER_TRY(merge_local(op));
            if (!outbox.extend_delete(item, part)) {
                outbox.push(std::move(op), item);
            }
        }
        return {};
    }

    Result<const board::Item*> need(board::Id item, board::ItemKind kind) const {
        const board::Item* found = board.find(item);
        if (found == nullptr) {
            return Error(ErrorCode::UnknownItem, "no such item");
        }
        if (found->kind != kind) {
            return Error(ErrorCode::WrongKind, "another kind of item is wanted");
        }
        return found;
    }
};

ClientSession::ClientSession(JoinOptions options, Random& random)
    : state_(std::make_unique<State>(std::move(options), random)) {}

ClientSession::~ClientSession() = default;

Result<void> ClientSession::restore(BytesView saved) {
    ATELIER_TRY_ASSIGN(SavedClient client, decode_saved(saved));
    ATELIER_TRY_ASSIGN(const std::vector<board::Op> ops, board::decode_batch(client.outbox));
    std::uint32_t expected = ops.empty() ? 0 : ops.front().id.counter;
    for (const board::Op& op : ops) {
        if (op.id.actor != client.identity.actor || op.id.counter < expected ||
            std::holds_alternative<board::Unknown>(op.body)) {
            return Error(ErrorCode::Malformed, "the saved outbox is not one actor's ops in order");
        }
        expected += op.span;
    }
    state_->identity = std::move(client.identity);
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
        return state_->link == Link::Live && !state_->reconnect ? state_->merge_commits(committed->commits) : Result<void>();
    }
    if (const auto* refused = std::get_if<RefusedFrame>(&frame)) {
        state_->on_refused(*refused);
    } else if (const auto* notice = std::get_if<NoticeFrame>(&frame)) {
        state_->reconnect = state_->reconnect || notice->resync || notice->shutting_down;
        if (notice->replaced) {
            state_->link = Link::Refused;
        }
    } else if (const auto* presence = std::get_if<PresenceFrame>(&frame)) {
        state_->connected = presence->connected;
    }
    return {};
}

std::optional<Bytes> ClientSession::next_frame() {
    if (state_->hello_due) {
        state_->hello_due = false;
        state_->from_nothing = state_->position.value == 0;
        const JoinOptions& options = state_->options;
        return encode_hello({options.board, options.token, options.language, options.name, options.organisation,
                             state_->identity, state_->history, state_->position});
    }
    if (state_->link != Link::Live || state_->reconnect) {
        return std::nullopt;
    }
    const std::vector<board::Op> ops = state_->outbox.take_sendable(state_->changes.items);
    if (ops.empty()) {
        return std::nullopt;
    }
    state_->changes.status = true;
    return encode_submit(board::encode_batch(ops));
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
    return Save{state_->save_version, encode_saved({state_->identity, board::encode_batch(ops)})};
}

void ClientSession::on_saved(std::uint32_t version) {
    state_->outbox.on_saved(version);
}

// --- gestures ---

Result<board::Id> ClientSession::add_card(board::CardKind kind, std::string_view text) {
    ATELIER_TRY_ASSIGN(std::string order, rank_at_end(state_->board, kind, state_->random));
    return state_->commit(board::AddItem{board::ItemKind::Card, kind, {board::kNullId, std::move(order), 0, 0},
                                         state_->options.organisation, std::string(text)});
}

Result<board::Id> ClientSession::add_thread(std::string_view name) {
    return state_->commit(board::AddItem{board::ItemKind::Thread, board::CardKind::None, {}, state_->options.organisation,
                                         std::string(name)});
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
    ATELIER_TRY_ASSIGN(const board::Item* found, state_->need(card, board::ItemKind::Card));
    const bool changes_kind = found->card_kind.value != kind;
    board::Placement placement = found->placement.value;
    auto rank = rank_before(state_->board, kind, card, before, state_->random);
    if (!rank && rank.error().code == ErrorCode::TooLarge) {
        ATELIER_TRY_ASSIGN(const auto fresh, spread_ranks(state_->board, kind, state_->random));
        for (const auto& [item, order] : fresh) {
            board::Placement spread = state_->board.find(item)->placement.value;
            spread.order = order;
            ATELIER_TRY(state_->commit_void(board::SetRegister{item, std::move(spread)}));
        }
        rank = rank_before(state_->board, kind, card, before, state_->random);
    }
    if (!rank) {
        return Error(rank.error());
    }
    placement.order = *rank;
    if (changes_kind) {
        ATELIER_TRY(state_->commit_void(board::SetRegister{card, kind}));
    }
    return state_->commit_void(board::SetRegister{card, std::move(placement)});
}

Result<void> ClientSession::set_removed(board::Id item, bool removed) {
    return state_->commit_void(board::SetRegister{item, board::Removed{removed}});
}

Result<void> ClientSession::add_link(board::Id from, board::Id to, board::Verb verb) {
    return state_->commit_void(board::AddLink{from, to, verb});
}

Result<void> ClientSession::remove_link(board::Id from, board::Id to, board::Verb verb) {
    std::vector<board::Id> tags = state_->board.links().live_tags(from, to, verb);
    return tags.empty() ? Result<void>() : state_->commit_void(board::RemoveLink{std::move(tags)});
}

Result<void> ClientSession::join_thread(board::Id thread, board::Id card) {
    return state_->commit_void(board::JoinThread{thread, card});
}

Result<void> ClientSession::leave_thread(board::Id thread, board::Id card) {
    std::vector<board::Id> tags = state_->board.memberships().live_tags(card, thread, board::Verb::None);
    return tags.empty() ? Result<void>() : state_->commit_void(board::LeaveThread{std::move(tags)});
}

Result<void> ClientSession::vote(board::Id slot, std::optional<std::int32_t> value) {
    return state_->commit_void(
        board::CastBallot{state_->identity.voter, board::kNullId, slot, value.value_or(0), !value.has_value()});
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

std::size_t ClientSession::connected() const noexcept {
    return state_->connected;
}

const BoardCard& ClientSession::board_card() const noexcept {
    return state_->board_card;
}

ClientSession::Changes ClientSession::take_changes() {
    Changes taken = std::exchange(state_->changes, Changes{});
    const board::Board::Changes merged = state_->board.take_changes();
    taken.items.insert(taken.items.end(), merged.items.begin(), merged.items.end());
    taken.status = taken.status || merged.title;
    std::erase_if(taken.items, [&](const board::Id& id) { return state_->board.find(id) == nullptr; });
    std::sort(taken.items.begin(), taken.items.end());
    taken.items.erase(std::unique(taken.items.begin(), taken.items.end()), taken.items.end());
    return taken;
}

void ClientSession::observe(LocalOpObserver* observer) noexcept {
    state_->observer = observer;
}

}  // namespace atelier::client
