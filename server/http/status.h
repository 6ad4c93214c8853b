// The HTTP status of what went wrong while the past was read or something was kept.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/error.h"
#include "server/http/beast.h"

namespace atelier::http {

inline Status status_of(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::NotFound: return Status::not_found;
        case ErrorCode::TooLarge: return Status::bad_request;
        case ErrorCode::TooMany: return Status::too_many_requests;
        case ErrorCode::NotNow: return Status::conflict;
        default: return Status::service_unavailable;
    }
}

}  // namespace atelier::http
