// SPDX-License-Identifier: MIT
#include "server/room/frames.h"

#include <string>

#include "server/base/limits.h"

namespace atelier::room {

Result<v1::Frame> parse_client_frame(BytesView bytes) {
    if (bytes.size() > limits::kClientFrameBytesMax) {
        return Error(ErrorCode::TooLarge, "a client frame is over the bound");
    }
    v1::Frame frame;
    if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return Error(ErrorCode::Malformed, "not a Frame");
    }
    switch (frame.kind_case()) {
        case v1::Frame::kHello:
        case v1::Frame::kSubmit:
        case v1::Frame::kGoodbye:
        case v1::Frame::kPresence:
        case v1::Frame::kOffer: return frame;
        case v1::Frame::kWelcome:
        case v1::Frame::kCommitted:
        case v1::Frame::kRefused:
        case v1::Frame::kNotice:
        case v1::Frame::kSilhouettes: return Error(ErrorCode::UnknownType, "a frame that only servers send");
        case v1::Frame::KIND_NOT_SET: break;
    }
    if (bytes.empty()) {
        return Error(ErrorCode::Malformed, "an empty frame");
    }
    return Error(ErrorCode::UnknownType, "a frame of unknown kind");
}

SharedFrame encode_frame(const v1::Frame& frame) {
    return std::make_shared<const Bytes>(frame.SerializeAsString());
}

std::uint64_t mark_of(const storage::Chain& chain) noexcept {
    std::uint64_t mark = 0;
    for (std::size_t i = 0; i < sizeof mark; ++i) {
        mark = (mark << 8U) | chain[i];
    }
    return mark;
}

SharedFrame make_refused_frame(const Refusal& refusal, Language language) {
    v1::Frame frame;
    v1::Refused& out = *frame.mutable_refused();
    out.set_counter(refusal.counter);
    out.set_reason(wire_reason(refusal.code));
    out.set_message(std::string(sentence(refusal.code, language)));
    out.set_closing(refusal.is_closing);
    return encode_frame(frame);
}

SharedFrame make_notice_frame(Notice notice) {
    v1::Frame frame;
    v1::Notice& out = *frame.mutable_notice();
    switch (notice) {
        case Notice::ShuttingDown: out.set_shutting_down(true); break;
        case Notice::Replaced: out.set_replaced(true); break;
        case Notice::Resync: out.set_resync(true); break;
    }
    return encode_frame(frame);
}

}  // namespace atelier::room
