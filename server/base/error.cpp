// SPDX-License-Identifier: MIT
#include "server/base/error.h"

#include "server/base/check.h"

namespace atelier {

std::string_view error_name(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::Malformed: return "malformed";
        case ErrorCode::TooLarge: return "too_large";
        case ErrorCode::BadText: return "bad_text";
        case ErrorCode::UnknownType: return "unknown_type";
        case ErrorCode::VersionTooOld: return "version_too_old";
        case ErrorCode::OutOfOrder: return "out_of_order";
        case ErrorCode::UnknownItem: return "unknown_item";
        case ErrorCode::WrongKind: return "wrong_kind";
        case ErrorCode::NotYours: return "not_yours";
        case ErrorCode::ParkingFull: return "parking_full";
        case ErrorCode::BadToken: return "bad_token";
        case ErrorCode::ExpiredToken: return "expired_token";
        case ErrorCode::NotAllowed: return "not_allowed";
        case ErrorCode::TooMany: return "too_many";
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::Corrupt: return "corrupt";
        case ErrorCode::Locked: return "locked";
        case ErrorCode::DiskFull: return "disk_full";
        case ErrorCode::Io: return "io";
        case ErrorCode::Unavailable: return "unavailable";
        case ErrorCode::Config: return "config";
        case ErrorCode::NotNow: return "not_now";
        case ErrorCode::Held: return "held";
        case ErrorCode::Revoked: return "revoked";
        case ErrorCode::Expelled: return "expelled";
        case ErrorCode::TellsTooMuch: return "tells_too_much";
        case ErrorCode::NoVotesLeft: return "no_votes_left";
        case ErrorCode::Erased: return "erased";
        case ErrorCode::PollClosed: return "poll_closed";
        case ErrorCode::SharedDevice: return "shared_device";
    }
    check_failed(__FILE__, __LINE__, "unknown ErrorCode");
}

}  // namespace atelier
