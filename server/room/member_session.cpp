// SPDX-License-Identifier: MIT
#include "server/room/member_session.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/base/limits.h"
#include "server/room/room.h"

namespace atelier::room {
namespace {

constexpr std::size_t kEarlyFramesMax = 256;  // also of those without a byte

}  // namespace

MemberSession::MemberSession(const BoardId& board, Surroundings around, std::function<void()> wake)
    : board_(board),
      around_(around),
      wake_(std::move(wake)) {}

MemberSession::~MemberSession() {
    if (!closing_) {
        leave();
    }
}

void MemberSession::on_frame(BytesView bytes) {
    if (closing_) {
        return;
    }
    if (admission_ && room_ == nullptr) {
        early_bytes_ += bytes.size();
        if (early_bytes_ > limits::kClientFrameBytesMax || early_.size() >= kEarlyFramesMax) {
            return refuse(ErrorCode::TooMany);
        }
        early_.emplace_back(bytes);
        return;
    }
    const Result<v1::Frame> frame = parse_client_frame(bytes);
    if (!frame) {
        return refuse(frame.error().code);
    }
    handle(*frame);
}

void MemberSession::on_hello_timeout() {
    if (closing_) {
        return;
    }
    if (is_held_back_) {
        refuse(ErrorCode::BadToken);
    } else if (!admission_) {
        refuse(ErrorCode::Malformed);
    }
}

void MemberSession::handle(const v1::Frame& frame) {
    const bool is_hello = frame.kind_case() == v1::Frame::kHello;
    if (is_hello == admission_.has_value()) {
        return refuse(ErrorCode::Malformed);  // the first frame is Hello, and no other is (rule W5)
    }
    ++taken_;  // also a Submit without an op
    switch (frame.kind_case()) {
        case v1::Frame::kHello: return on_hello(frame.hello());
        case v1::Frame::kSubmit: return on_submit(frame.submit());
        case v1::Frame::kOffer: return room_->take_back(*this, frame.offer());
        case v1::Frame::kPresence: return on_presence(frame.presence());
        case v1::Frame::kGoodbye: return end(CloseCode::Goodbye);
        case v1::Frame::kWelcome:
        case v1::Frame::kCommitted:
        case v1::Frame::kRefused:
        case v1::Frame::kNotice:
        case v1::Frame::kSilhouettes:
        case v1::Frame::KIND_NOT_SET: return refuse(ErrorCode::UnknownType);
    }
}

void MemberSession::on_hello(const v1::Hello& hello) {
    Result<Admission> admission = admit(hello, board_, around_.directory, around_.key, around_.clock.wall_ms());
    if (admission) {
        const ActorId shown{hello.actor()};
        const Result<void> lets_in = around_.access.lets_in(admission->link.id, {board_, shown},
                                                            home_of(admission->listing, shown, around_.key));
        admission = lets_in ? std::move(admission) : lets_in.error();
    }
    if (!admission) {
        // In the language asked for, although nobody was let in.
        admission_.emplace().language = parse_language(hello.language());
        const ErrorCode code = admission.error().code;
        around_.figures.tokens_refused.add(code == ErrorCode::BadToken || code == ErrorCode::ExpiredToken ? 1 : 0);
        // Of the wall, whose jumps can only keep a wrong token waiting.
        const Pace::Time now{std::chrono::milliseconds(around_.clock.wall_ms())};
        if (code == ErrorCode::BadToken && !around_.guesses.answer_now(board_, now)) {
            is_held_back_ = true;
            return;
        }
        return refuse(code, code == ErrorCode::TooLarge ? CloseCode::RefusedForGood : close_code(code));
    }
    admission_ = *std::move(admission);
    name_ = admission_->name;
    organisation_ = admission_->organisation;
    around_.door.enter(*this);
}

void MemberSession::on_submit(const v1::Submit& submit) {
    const std::size_t ops = room_->submit(*this, submit.batch());
    taken_ += ops > 0 ? ops - 1 : 0;
}

void MemberSession::on_presence(const v1::Presence& presence) {
    if (presence.people_size() != 1) {
        return refuse(ErrorCode::Malformed);
    }
    const v1::Person& self = presence.people(0);
    if (const Result<void> shown = check_person(self.name(), self.organisation()); !shown) {
        return refuse(shown.error().code, CloseCode::RefusedForGood);
    }
    name_ = self.name();
    organisation_ = self.organisation();
    waiting_ = std::min(self.waiting(), static_cast<std::uint32_t>(limits::kOutboxOpsMax));
    here_ = self.here();
    room_->on_presence_changed();
    if (presence.asks() == v1::ROLL_CALL_UNSPECIFIED) {
        return;
    }
    if (person_.role != workshop::Role::Facilitator) {
        return refuse_op(0, ErrorCode::NotAllowed);
    }
    room_->call_roll(presence.asks() == v1::ROLL_CALL_BEGIN);
}

void MemberSession::on_joined(Room& room, const workshop::Person& person) {
    room_ = &room;
    person_ = person;
    around_.figures.members_of(person.role).add();
    const workshop::Capability& link = admission_->link;
    around_.access.note(
        {board_, link.id, link.role, link.board, link.expires_ms, person.actor, around_.clock.wall_ms()});
    const std::vector<Bytes> early = std::exchange(early_, {});
    for (const Bytes& frame : early) {
        on_frame(frame);
    }
}

void MemberSession::send_welcome(SharedFrame frame) {
    if (!closing_) {
        queue_.push(std::move(frame), false);
        wake_();
    }
}

void MemberSession::send(SharedFrame frame) {
    if (closing_) {
        return;
    }
    if (queue_.push(std::move(frame))) {
        wake_();
    } else {
        queue_.clear();
        around_.figures.overruns.add();
        dismiss(Notice::Resync, CloseCode::TryLater);
    }
}

void MemberSession::refuse_op(std::uint32_t counter, ErrorCode code) {
    Refusal refusal;
    refusal.code = code;
    refusal.counter = counter;
    around_.figures.refusals_for(code).add();
    send(make_refused_frame(refusal, admission_->language));
    if (++refusals_ > limits::kRefusalsPerConnectionMax) {
        refuse(ErrorCode::TooMany, CloseCode::RefusedForGood);
    }
}

void MemberSession::refuse(ErrorCode code, CloseCode close) {
    if (closing_) {
        return;
    }
    Refusal refusal;
    refusal.code = code;
    refusal.is_closing = true;
    around_.figures.refusals_for(code).add();
    queue_.push(make_refused_frame(refusal, admission_ ? admission_->language : Language::French), false);
    end(close);
}

void MemberSession::dismiss(Notice notice, CloseCode close) {
    if (closing_) {
        return;
    }
    queue_.push(make_notice_frame(notice), false);
    end(close);
}

void MemberSession::end(CloseCode close) {
    closing_ = close;
    leave();
    wake_();
}

void MemberSession::leave() {
    if (room_ != nullptr) {
        around_.figures.members_of(person_.role).subtract();
    }
    room_ = nullptr;
    around_.door.leave(*this);
}

}  // namespace atelier::room
