// SPDX-License-Identifier: MIT
#include "server/room/room.h"

#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/room/intake.h"
#include "server/workshop/ballot_secrecy.h"
#include "storage/chain.h"

namespace atelier::room {
namespace {

constexpr char kActorRecordVersion = 1;

// What is kept of an actor: version u8, role u8 (0 = not known), wall clock i64 big-endian (ms). No name: those are of the moment.
Bytes make_actor_record(std::optional<workshop::Role> role, std::int64_t now_ms) {
    Bytes record;
    record.push_back(kActorRecordVersion);
    record.push_back(role ? static_cast<char>(*role) : '\0');
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        record.push_back(static_cast<char>((static_cast<std::uint64_t>(now_ms) >> (shift - 8)) & 0xffU));
    }
    return record;
}

}  // namespace

Room::Room(const BoardId& id, LoadedBoard loaded, Surroundings around)
    : id_(id),
      around_(around),
      board_(std::move(loaded.board)),
      veil_(std::move(loaded.veil)),
      accepted_(loaded.position),
      handed_over_(loaded.position),
      committed_(loaded.position),
      chain_(loaded.chain),
      last_time_ms_(loaded.last_time_ms),
      recent_(std::move(loaded.recent)),
      devices_(std::move(loaded.devices)),
      purging_(board_, accepted_, around.purging),
      raised_(loaded.raised),
      are_tallies_due_(!board_.ballots().empty()),
      snapshot_position_(loaded.snapshot_position) {}

Room::~Room() {
    ATELIER_CHECK(member_count() == 0);
}

void Room::leave(MemberSession& member) {
    const std::size_t before = member_count();
    if (std::find(members_.begin(), members_.end(), &member) != members_.end()) {
        note_device(member);
    }
    std::erase(members_, &member);
    std::erase_if(arriving_, [&](const Arrival& arrival) { return arrival.member == &member; });
    silhouettes_told_.erase(&member);
    for (DueReveal& due : reveals_) {
        std::erase(due.members, &member);
    }
    std::erase_if(refusals_, [&](const DueRefusals& due) { return due.member == &member; });
    is_presence_due_ = is_presence_due_ || member_count() != before;
}

// False when nothing may be taken now. What is not acknowledged the client keeps, and sends again elsewhen.
bool Room::keeps_up(MemberSession& member) {
    if (handed_over_ < accepted_ && !is_stopping_) {
        // The disk does not keep up. What is taken must not outgrow the commit queue.
        member.dismiss(Notice::Resync, CloseCode::TryLater);
        return false;
    }
    return !is_stopping_;
}

std::size_t Room::submit(MemberSession& member, BytesView batch) {
    if (!keeps_up(member)) {
        return 0;
    }
    if (veil_.covers(member.person().role) && veil_.is_full()) {
        member.refuse(ErrorCode::TooMany, CloseCode::TryLater);
        return 0;
    }
    const ActorId actor = member.person().actor;
    const bool is_newcomer = board_.next_counter(actor) == 1;
    Intake intake = take_in(board_, stage_, member.person(), batch);
    static_cast<void>(board_.take_changes());
    if (intake.closing) {
        member.refuse(*intake.closing, CloseCode::RefusedForGood);
        return 0;
    }
    const std::size_t count = intake.ops.size() + intake.refused.size();
    if (!intake.ops.empty()) {
        if (is_newcomer) {
            remember(actor, member.person().role);
        }
        accept(intake.ops, std::move(intake.batch));
        given_back_.on_merged(actor, board_);
        accept_given_back();
    }
    if (!intake.refused.empty()) {
        refusals_.push_back({accepted_, &member, std::move(intake.refused)});
        tell_refusals();
    }
    return count;
}

// The history first, then the words.
void Room::tell_refusals() {
    while (!refusals_.empty() && refusals_.front().position <= committed_) {
        const DueRefusals due = std::move(refusals_.front());
        refusals_.erase(refusals_.begin());
        for (const Intake::RefusedOp& refused : due.ops) {
            due.member->refuse_op(refused.counter, refused.code);
        }
    }
}

void Room::take_back(MemberSession& member, const v1::Offer& offer) {
    if (!keeps_up(member)) {
        return;
    }
    bool is_ours = true;
    for (const v1::Commit& commit : offer.commits()) {
        is_ours = commit.proof() == workshop::commit_proof(id_, commit.batch(), around_.key) &&
                  given_back_.add(commit.batch());
        if (!is_ours) {
            break;
        }
    }
    accept_given_back();
    if (!is_ours) {
        member.refuse_op(0, ErrorCode::NotYours);
    }
}

void Room::accept_given_back() {
    for (GivenBack::Taken taken = given_back_.next(board_); !taken.ops.empty(); taken = given_back_.next(board_)) {
        static_cast<void>(board_.take_changes());
        for (const ActorId newcomer : taken.newcomers) {
            remember(newcomer, std::nullopt);
        }
        for (const board::Op& op : taken.ops) {
            devices_.note_signed(op.id.actor, around_.clock.wall_ms());
        }
        accept(taken.ops, board::encode_batch(taken.ops));
    }
}

void Room::remember(ActorId newcomer, std::optional<workshop::Role> role) {
    newcomers_[OpSeq{accepted_.value + 1}].push_back({newcomer, make_actor_record(role, around_.clock.wall_ms())});
}

void Room::accept(const std::vector<board::Op>& ops, Bytes batch) {
    const auto op_count = static_cast<std::uint32_t>(ops.size());
    last_time_ms_ = std::max(last_time_ms_, around_.clock.wall_ms());
    bytes_since_snapshot_ += batch.size();
    Commit commit;
    commit.first = OpSeq{accepted_.value + 1};
    commit.op_count = op_count;
    commit.server_time_ms = last_time_ms_;
    commit.batch = std::move(batch);
    chain_ = storage::next_link({accepted_, chain_}, commit.first, op_count, last_time_ms_, commit.batch).chain;
    commit.mark = mark_of(chain_);
    commit.has_ballots = workshop::has_ballots(ops);
    accepted_ = commit.last();
    purging_.on_merged(board_, ops, accepted_);
    draw_curtain(ops);
    note_votes(ops);
    recent_.push(std::move(commit));
    hand_over();
    const std::uint64_t ops_since_snapshot = accepted_.value - snapshot_position_.value;
    if (ops_since_snapshot >= limits::kSnapshotEveryOps || bytes_since_snapshot_ >= limits::kSnapshotEveryBytes) {
        start_snapshot();
    }
}

void Room::hand_over() {
    while (!broken_ && handed_over_ < accepted_) {
        const Commit& commit = recent_.starting_at(OpSeq{handed_over_.value + 1});
        storage::Append append;
        append.board = id_;
        append.first = commit.first;
        append.op_count = commit.op_count;
        append.server_time_ms = commit.server_time_ms;
        append.batch = commit.batch;
        const auto newcomer = newcomers_.find(commit.first);
        if (newcomer != newcomers_.end()) {
            append.newcomers = newcomer->second;
        }
        const OpSeq first = commit.first;
        const OpSeq last = commit.last();
        const Result<void> taken = around_.host.commit(std::move(append));
        if (!taken) {
            if (taken.error().code != ErrorCode::TooMany) {
                on_commit_failed(taken.error());
            }
            return;  // a full queue: on_committed() or the next tick tries again
        }
        newcomers_.erase(first);
        handed_over_ = last;
    }
}

void Room::on_committed(std::size_t appends) {
    std::vector<const Commit*> together;
    for (std::size_t i = 0; i < appends && !broken_; ++i) {
        const Commit& commit = recent_.starting_at(OpSeq{committed_.value + 1});
        committed_ = commit.last();
        tell_refusals();  // before its author sees the Void
        answer_waiting();
        show_revealed();
        together.push_back(&commit);
        // Who waits for exactly this position must not get it twice, nor miss what is behind it.
        const bool is_awaited = std::any_of(arriving_.begin(), arriving_.end(),
                                            [&](const Arrival& arrival) { return arrival.position <= committed_; });
        if (is_awaited) {
            broadcast(std::exchange(together, {}));
            deliver_welcomes();
        }
    }
    broadcast(together);
    save_started_snapshot();
    recent_.trim(committed_);
    hand_over();
    if (is_stopping_ && !has_uncommitted()) {
        dismiss_everybody();
    }
}

void Room::broadcast(const std::vector<const Commit*>& commits) {
    if (commits.empty() || members_.empty()) {
        return;
    }
    const bool has_ballots =
        std::any_of(commits.begin(), commits.end(), [](const Commit* commit) { return commit->has_ballots; });
    if (has_ballots || veil_.is_down()) {
        return broadcast_parts(commits);
    }
    v1::Frame committed;
    for (const Commit* commit : commits) {
        write_commit(*commit, *committed.mutable_committed()->add_commits());
    }
    const SharedFrame frame = encode_frame(committed);
    // A copy: a member that is overrun leaves while we go through them.
    const std::vector<MemberSession*> audience = members_;
    for (MemberSession* member : audience) {
        member->send(frame);
    }
}

void Room::write_commit(const Commit& commit, v1::Commit& out) const {
    out.set_first_position(commit.first.value);
    out.set_server_time_ms(commit.server_time_ms);
    out.set_batch(commit.batch);
    out.set_mark(commit.mark);
    out.set_proof(workshop::commit_proof(id_, commit.batch, around_.key));
}

void Room::on_commit_failed(const Error& error) {
    if (!broken_) {
        broken_ = error.code;
        dismiss_everybody();
        for (const DueAnswer& due : std::exchange(answers_, {})) {
            due.done(error);
        }
    }
}

void Room::on_tick() {
    encoded_.reset();  // for those who come at once; not worth its memory while nobody comes
    visible_.reset();
    hand_over();
    tell_presence();
    tell_silhouettes();
    purge_texts();
    tell_tallies();
}

void Room::stop() {
    is_stopping_ = true;
    if (!has_uncommitted() || broken_) {
        dismiss_everybody();
    }
}

void Room::retire() {
    is_retiring_ = true;
    stop();
}

void Room::dismiss_everybody() {
    for (MemberSession* member : everybody()) {
        if (is_retiring_ && !broken_) {
            member->dismiss(Notice::Resync, CloseCode::TryLater);
        } else {
            member->dismiss(Notice::ShuttingDown, CloseCode::Restart);
        }
    }
}

std::vector<MemberSession*> Room::everybody() const {
    std::vector<MemberSession*> all = members_;
    for (const Arrival& arrival : arriving_) {
        all.push_back(arrival.member);
    }
    return all;
}

Room::Encoded& Room::encode() {
    if (!encoded_ || encoded_->position != accepted_) {
        encoded_ = encode_board(board_);
    }
    return *encoded_;
}

Room::Encoded Room::encode_board(const board::Board& board) const {
    Encoded fresh;
    fresh.position = accepted_;
    fresh.hash = board.shared_hash();
    fresh.state = std::make_shared<const Bytes>(board.encode_shared());
    return fresh;
}

void Room::start_snapshot() {
    if (snapshot_ || is_saving_) {
        return;  // one at a time; the next op asks again
    }
    snapshot_ = Encoded{accepted_, board_.hash(), std::make_shared<const Bytes>(board_.encode()), nullptr};
    previous_snapshot_ = std::exchange(snapshot_position_, accepted_);
    bytes_since_snapshot_ = 0;
    save_started_snapshot();
}

void Room::save_started_snapshot() {
    if (!snapshot_ || broken_ || committed_ < snapshot_->position) {
        return;
    }
    storage::Snapshot snapshot;
    snapshot.position = snapshot_->position;
    snapshot.hash = snapshot_->hash;
    snapshot.state = *snapshot_->state;
    snapshot.devices = encode_devices();
    snapshot_.reset();
    is_saving_ = true;
    around_.host.save_snapshot(id_, std::move(snapshot), previous_snapshot_);
}

bool Room::save_if_behind() {
    if (!broken_ && !has_uncommitted() && (snapshot_position_ < committed_ || are_devices_behind_)) {
        start_snapshot();
    }
    return snapshot_.has_value() || is_saving_;
}

}  // namespace atelier::room
