// How a member comes into a room: who it is, whom it replaces, what it misses.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "server/base/check.h"
#include "server/base/limits.h"
#include "server/board/codec.h"
#include "server/history/keyframe.h"
#include "server/room/room.h"
#include "server/workshop/ballot_secrecy.h"

namespace atelier::room {
namespace {

void write_card(const BoardListing& listing, v1::BoardCard& card) {
    card.set_title(listing.title);
    card.set_atelier_title(listing.atelier_title);
    card.set_programme_title(listing.programme_title);
    for (const Organisation& organisation : listing.organisations) {
        card.add_organisations(organisation.name);
    }
}

}  // namespace

Result<OwnOps> Room::own_ops(const Admission& admission) const {
    const board::Id from = admission.unacknowledged;
    OwnOps own(from, {from.actor, board_.next_counter(from.actor)}, accepted_);
    const std::deque<Commit>& commits = recent_.all();
    for (auto commit = commits.rbegin(); commit != commits.rend() && !own.is_complete(); ++commit) {
        ATELIER_TRY(own.add_before(commit->first, commit->batch));
    }
    return own;
}

void Room::join(MemberSession& member, const OwnOps& own) {
    ATELIER_CHECK(own.is_complete());
    if (broken_ == ErrorCode::Corrupt) {
        return member.refuse(*broken_, CloseCode::RefusedForGood);
    }
    if (is_stopping_ || broken_) {
        return member.dismiss(Notice::ShuttingDown, CloseCode::Restart);
    }
    const ActorId claimed = member.admission().actor;
    if (MemberSession* older = claimed == ActorId{} ? nullptr : find_member(claimed); older != nullptr) {
        older->dismiss(Notice::Replaced, CloseCode::Replaced);
    }
    if (member_count() >= limits::kMembersMax) {
        return member.refuse(ErrorCode::TooMany);
    }
    seat(member, identify(member.admission()), own);
}

workshop::Person Room::identify(const Admission& admission) {
    workshop::Person person;
    person.role = admission.role;
    person.actor = admission.actor == ActorId{} ? give_actor() : admission.actor;
    person.voter = voter_of(id_, person.actor, around_.key);
    return person;
}

ActorId Room::give_actor() {
    ActorId actor;
    do {
        actor = ActorId{around_.random.next()};
    } while (actor == ActorId{} || actor == kServerActor || board_.next_counter(actor) != 1 ||
             find_member(actor) != nullptr);
    return actor;
}

MemberSession* Room::find_member(ActorId actor) const {
    const std::vector<MemberSession*> all = everybody();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const MemberSession* member) { return member->person().actor == actor; });
    return found != all.end() ? *found : nullptr;
}

void Room::seat(MemberSession& member, const workshop::Person& person, const OwnOps& own) {
    Arrival arrival;
    arrival.member = &member;
    arrival.position = accepted_;
    arrival.welcome = make_welcome(member.admission(), person, own);
    arriving_.push_back(std::move(arrival));
    is_presence_due_ = true;
    are_silhouettes_due_ = are_silhouettes_due_ || veil_.is_down();
    deliver_welcomes();
    member.on_joined(*this, person);
}

void Room::deliver_welcomes() {
    for (std::size_t i = 0; i < arriving_.size();) {
        if (committed_ < arriving_[i].position) {
            ++i;
            continue;
        }
        const Arrival arrival = std::move(arriving_[i]);
        arriving_.erase(arriving_.begin() + static_cast<std::ptrdiff_t>(i));
        members_.push_back(arrival.member);
        arrival.member->send_welcome(arrival.welcome);
    }
}

SharedFrame Room::make_welcome(const Admission& admission, const workshop::Person& person, const OwnOps& own) {
    v1::Frame frame;
    v1::Welcome& welcome = *frame.mutable_welcome();
    welcome.set_version(admission.version);
    welcome.set_role(static_cast<v1::Role>(person.role));
    welcome.set_actor(person.actor.value);
    welcome.set_actor_key(workshop::actor_key(id_, person.actor, around_.key));
    welcome.set_voter(person.voter.value);
    welcome.set_history(admission.listing.history);
    welcome.set_next_counter(board_.next_counter(person.actor));
    welcome.set_server_time_ms(around_.clock.wall_ms());
    welcome.set_position(accepted_.value);
    welcome.set_mark(mark_of(chain_));
    welcome.set_veiled(veil_.covers(person.role));
    if (!welcome.veiled()) {
        welcome.set_state_hash(board_.shared_hash());
    }
    welcome.set_yours(own.encode(board_));
    write_card(admission.listing, *welcome.mutable_board());
    if (write_tail(admission, person, welcome)) {
        return encode_frame(frame);
    }
    if (const std::vector<board::Op> ballots = workshop::ballots_of(board_, person.voter); !ballots.empty()) {
        welcome.set_ballots(board::encode_batch(ballots));
    }
    Encoded of_viewer;
    Encoded& shown = welcome.veiled() ? encode_visible(person, of_viewer) : encode();
    return std::make_shared<const Bytes>(put_snapshot_behind(welcome, shown, admission.gzip));
}

// False when the history cannot say what is missing: everything is, then (rule W18).
bool Room::write_tail(const Admission& admission, const workshop::Person& person, v1::Welcome& welcome) const {
    const bool misses_revealed =
        admission.veiled && (!veil_.covers(person.role) || admission.position < veil_.lifted());
    const bool misses_raised = admission.position < raised_;
    const bool is_comparable = !misses_revealed && !misses_raised && admission.history == admission.listing.history &&
                               recent_.mark_at(admission.position) == admission.mark;
    const auto tail = is_comparable ? recent_.since(admission.position, accepted_) : std::nullopt;
    if (!tail) {
        return false;
    }
    for (const Commit* commit : *tail) {
        write_part(*commit, person, *welcome.add_tail());
    }
    return true;
}

Bytes Room::put_snapshot_behind(const v1::Welcome& welcome, Encoded& encoded, bool gzip) const {
    const Bytes head = history::welcome_head(welcome, encoded.state->size());
    if (!gzip || encoded.state->size() < limits::kPackedStateBytesMin) {
        return head + *encoded.state;
    }
    if (!encoded.packed) {
        encoded.packed = std::make_shared<const PackedState>(pack_state(*encoded.state));
    }
    return gzip_behind(head, *encoded.packed);
}

}  // namespace atelier::room
