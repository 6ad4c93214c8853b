// What can go wrong because of the outside world, as values. One closed list, so that every code
// has exactly one wire reason (wire.proto `Reason`) and one sentence for people.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace atelier {

enum class ErrorCode : std::uint8_t {
    // Input from a peer or a file.
    Malformed = 1,  // bytes that do not parse as what they claim to be
    TooLarge,       // over a bound of limits.h
    BadText,        // not UTF-8, or a character that may not be stored
    UnknownType,    // a frame, op or register this version does not know
    VersionTooOld,  // the peer speaks a protocol older than we still serve
    // Ops that cannot be taken.
    OutOfOrder,   // an op whose predecessor of the same actor is missing
    UnknownItem,  // an op for an item, link or character that does not exist
    WrongKind,    // an op that does not fit the kind of its item
    NotYours,     // an op signed by, or acting for, somebody else
    ParkingFull,  // too many ops wait for missing ones: ask for a snapshot
    // Rights.
    BadToken,      // capability unreadable, forged, or for another board
    ExpiredToken,  // capability past its date
    NotAllowed,    // the role may not do this
    TooMany,       // over a rate, or a room that is full
    // Storage.
    NotFound,  // no such key, board or file
    Corrupt,   // bytes on disk fail a checksum or the hash chain
    Locked,    // another process has the data directory open
    DiskFull,  // no space left on the device
    Io,        // any other failed read, write or sync
    // Life cycle.
    Unavailable,  // shutting down, or quarantined
    Config,       // a configuration value that cannot be used
    // The run of show.
    NotNow,  // the phase that is on does not let participants do this
    Held,    // a facilitator has locked the card or the board
    // Rights that were taken back.
    Revoked,   // the link
    Expelled,  // the device
    // Anonymity.
    TellsTooMuch,  // a card would say more of its author than the phase, or what was taken away of it, lets it
    // Votes.
    NoVotesLeft,  // more dots than the voter has left
    // What was removed for good.
    Erased,  // the content of that card or thread is out of the history, and no other takes its place
    // Votes where nobody votes.
    PollClosed,         // the ballots of that vote are out of the record, and no other joins them
    SharedDevice = 30,  // a vote from a device on which several people write
};

// Stable lower-case name for logs and tests, for instance "bad_token".
std::string_view error_name(ErrorCode code) noexcept;

// A sentence for the operator's log. The module in the browser carries none: a page says what happened in its own words,
// from the code, and the sentences would be a tenth of what people wait for.
#ifdef __wasm__
struct ErrorDetail {
    constexpr ErrorDetail() = default;
    constexpr ErrorDetail(std::string_view) {}  // NOLINT(google-explicit-constructor)
    constexpr ErrorDetail(const char*) {}       // NOLINT(google-explicit-constructor)
};
#else
using ErrorDetail = std::string;
#endif

// A code and its detail, which never holds card text, names or tokens.
struct Error {
    explicit Error(ErrorCode error_code, ErrorDetail what = {}) : code(error_code), detail(std::move(what)) {}

    ErrorCode code;
    ErrorDetail detail;
};

}  // namespace atelier
