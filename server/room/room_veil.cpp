// What members get of commits that have ballots, and while the curtain is down (rules W32, W35): each their part, and how
// much they do not see.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>
#include <variant>

#include "server/board/codec.h"
#include "server/room/room.h"
#include "server/workshop/ballot_secrecy.h"

namespace atelier::room {
namespace {

// Ops that were checked and merged before.
std::vector<board::Op> ops_of(const Commit& commit) {
    Result<std::vector<board::Op>> ops = board::decode_batch(commit.batch);
    return ops ? *std::move(ops) : std::vector<board::Op>();
}

}  // namespace

void Room::draw_curtain(const std::vector<board::Op>& ops) {
    const bool was_down = veil_.is_down();
    if (veil_.on_merged(board_, stage_.phase(board_), ops, accepted_)) {
        DueReveal due{accepted_, everybody()};
        std::erase_if(due.members,
                      [](const MemberSession* member) { return member->person().role == workshop::Role::Facilitator; });
        reveals_.push_back(std::move(due));
    }
    are_silhouettes_due_ = are_silhouettes_due_ || veil_.is_down();
    is_crowd_due_ = is_crowd_due_ || was_down || veil_.is_down();
}

// Whoever missed what is hidden no more comes back for it, once the reveal is on disk.
void Room::show_revealed() {
    while (!reveals_.empty() && reveals_.front().position <= committed_) {
        const DueReveal due = std::move(reveals_.front());
        reveals_.erase(reveals_.begin());
        for (MemberSession* member : due.members) {
            member->dismiss(Notice::Resync, CloseCode::TryLater);
        }
    }
}

void Room::write_part(const Commit& commit, const workshop::Person& viewer, v1::Commit& out) const {
    const bool is_covered = veil_.covers(viewer.role);
    if (!is_covered && !commit.has_ballots) {
        return write_commit(commit, out);
    }
    std::vector<board::Op> ops = ops_of(commit);
    const bool hides =
        is_covered && std::erase_if(ops, [&](const board::Op& op) { return veil_.hides(op, viewer.actor); }) > 0;
    if (!workshop::mask_ballots(ops, viewer.voter) && !hides) {
        return write_commit(commit, out);
    }
    out.set_first_position(commit.first.value);
    out.set_server_time_ms(commit.server_time_ms);
    out.set_batch(board::encode_batch(ops));
    out.set_mark(commit.mark);
    if (hides) {
        out.set_spans(commit.op_count);
    } else {
        // Given back to a server that lost it, it keeps the place of a ballot that its voter does not bring.
        out.set_proof(workshop::commit_proof(id_, out.batch(), around_.key));
    }
}

SharedFrame Room::parts_frame(const std::vector<const Commit*>& commits, const workshop::Person& viewer) const {
    v1::Frame frame;
    for (const Commit* commit : commits) {
        write_part(*commit, viewer, *frame.mutable_committed()->add_commits());
    }
    return encode_frame(frame);
}

void Room::broadcast_parts(const std::vector<const Commit*>& commits) {
    std::vector<ActorId> entitled;
    for (const Commit* commit : commits) {
        const std::vector<board::Op> ops = ops_of(*commit);
        veil_.add_entitled(ops, entitled);
        for (const board::Op& op : ops) {
            if (std::holds_alternative<board::CastBallot>(op.body)) {
                entitled.push_back(op.id.actor);
            }
        }
    }
    SharedFrame all;      // for whom nothing is hidden
    SharedFrame visible;  // for whom nothing here is their own
    const std::vector<MemberSession*> audience = members_;
    for (MemberSession* member : audience) {
        const workshop::Person& person = member->person();
        const bool is_covered = veil_.covers(person.role);
        if (std::find(entitled.begin(), entitled.end(), person.actor) != entitled.end()) {
            member->send(parts_frame(commits, person));
            continue;
        }
        SharedFrame& shared = is_covered ? visible : all;
        if (shared == nullptr) {
            shared = parts_frame(commits, person);
        }
        member->send(shared);
    }
}

// At most once a second, and only what changed.
void Room::tell_silhouettes() {
    if (!std::exchange(are_silhouettes_due_, false)) {
        return;
    }
    const std::vector<MemberSession*> audience = members_;
    for (MemberSession* member : audience) {
        if (!veil_.covers(member->person().role)) {
            continue;
        }
        const workshop::HiddenCounts counts = veil_.counts(member->person().actor);
        const auto [told, is_first] = silhouettes_told_.try_emplace(member);
        if (told->second == counts) {
            continue;
        }
        told->second = counts;
        v1::Frame frame;
        for (const std::uint32_t count : counts) {
            frame.mutable_silhouettes()->add_counts(count);
        }
        member->send(encode_frame(frame));
    }
}

// REQUIRES: the curtain covers the viewer. Everybody without hidden work of their own shares one.
Room::Encoded& Room::encode_visible(const workshop::Person& viewer, Encoded& own) {
    if (veil_.has_own(viewer.actor)) {
        own = encode_board(veil_.board_for(viewer.actor));
        return own;
    }
    if (!visible_ || visible_->position != accepted_) {
        visible_ = encode_board(veil_.board_for(viewer.actor));
    }
    return *visible_;
}

}  // namespace atelier::room
