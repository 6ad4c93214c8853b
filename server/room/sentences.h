// How a refusal is said: to a machine (wire reason, close code) and to a person (a sentence that says what to do).
// Total over ErrorCode: a test walks the enum. Rules W16, W17, W24.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "atelier/v1/wire.pb.h"
#include "server/base/error.h"

namespace atelier::room {

enum class Language : std::uint8_t { French, English };

// From a BCP 47 tag: English for "en" and "en-…", French for everything else.
Language parse_language(std::string_view tag) noexcept;

// One sentence, UTF-8, never with anything of the refused content in it.
std::string_view sentence(ErrorCode code, Language language) noexcept;

v1::Reason wire_reason(ErrorCode code) noexcept;

// How a connection ends (rule W24).
enum class CloseCode : std::uint16_t {
    Goodbye = 1000,
    RefusedForGood = 1008,
    FrameTooLarge = 1009,
    Restart = 1012,
    TryLater = 1013,  // fell behind, or the room is full
    Replaced = 4001,
};

// With which code a connection ends when it is refused for this reason.
CloseCode close_code(ErrorCode code) noexcept;

}  // namespace atelier::room
