// Every bound of the product, with its unit and its reason. Nothing that a peer can grow lacks one.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace atelier::limits {

using namespace std::chrono_literals;

// --- wire (proto/PROTOCOL.md cites these) ---
inline constexpr std::uint32_t kProtocolVersion = 1;            // what this build speaks
inline constexpr std::uint32_t kProtocolVersionMin = 1;         // the oldest it still serves
inline constexpr std::size_t kClientFrameBytesMax = 64 * 1024;  // one client message; a paste of 20,000 characters fits
inline constexpr std::size_t kPackedStateBytesMin = 1024;       // a smaller one travels as it is
inline constexpr std::size_t kServerFrameBytesMax = 64 * 1024 * 1024;  // a snapshot of the largest board we accept
inline constexpr std::size_t kSubmitOpsMax = 512;                      // ops in one Submit
inline constexpr std::size_t kResumeBytesMax = 1024 * 1024;            // above this a snapshot is cheaper than the tail
inline constexpr std::size_t kResumeOpsMax = 4096;
inline constexpr std::size_t kVeiledOpsMax = 500'000;                 // since a phase hides what others make; ~100 MB
inline constexpr std::size_t kMemberQueueBytesMax = 2 * 1024 * 1024;  // frames waiting for one slow reader
inline constexpr std::size_t kRefusalsPerConnectionMax = 200;         // beyond: a broken or hostile client

// --- board (server/board/MERGE.md cites these) ---
inline constexpr std::size_t kTextCharsMax = 20'000;            // visible characters of one card, in UTF-16 units
inline constexpr std::size_t kInsertBytesMax = 60 * 1024;       // text of one op
inline constexpr std::size_t kOrderBytesMax = 64;               // one fractional index
inline constexpr std::size_t kLabelBytesMax = 256;              // organisation or title
inline constexpr std::size_t kSettingBytesMax = 16 * 1024;      // a run of show: some forty phases with their sentences
inline constexpr std::size_t kOriginBytesMax = 512;             // a board, an item and a title of kLabelBytesMax
inline constexpr std::size_t kPhasesMax = 60;                   // of a run of show: two days by the quarter of an hour
inline constexpr std::size_t kInstructionBytesMax = 1024;       // of one phase: a few sentences
inline constexpr std::uint32_t kPhaseMinutesMax = 7 * 24 * 60;  // a week: consultations have phases, too
inline constexpr std::int64_t kSettingNumberMax = (1LL << 53U) - 1;  // stays exact in a JavaScript number
inline constexpr std::size_t kOpRangesMax = 1024;                    // ranges or tags named by one op
inline constexpr std::size_t kMadeRangesMax = 1000;              // of one made here: signed anew, it names a few more
inline constexpr std::uint32_t kCounterMax = 0x7fff'ffff;        // ids one actor can make on one board
inline constexpr std::uint64_t kLamportMax = (1ULL << 53U) - 1;  // stays exact in a JavaScript number
inline constexpr std::uint64_t kLamportJumpMax = 1ULL << 24U;    // further ahead is a lie: 2^29 of them, to kLamportMax
inline constexpr std::size_t kItemsMax = 20'000;                 // cards and threads of one board
inline constexpr std::size_t kEdgesMax = 200'000;                // links and memberships, tombstones included
inline constexpr std::size_t kDerivationSourcesMax = 64;         // originals of one card: more is a thread
inline constexpr std::size_t kDerivationEdgesMax = 50'000;       // sources named on one board: a vote may walk them all
inline constexpr std::size_t kBallotsMax = 1'000'000;
inline constexpr std::uint32_t kPollsMax = 64;        // of a board: four forms of vote, in sixteen rounds
inline constexpr std::uint8_t kVoterGroupsMax = 16;   // kinds of organisation, with room for more than there are
inline constexpr std::int64_t kBallotValueMax = 100;  // either way; dots on one card
inline constexpr std::size_t kActorsMax = 100'000;
inline constexpr std::size_t kParkedOpsMax = 4096;  // ops that wait for a missing one
inline constexpr std::size_t kParkedBytesMax = 1024 * 1024;
inline constexpr int kCoordinateMax = 10'000'000;  // board units each way

// --- client outbox ---
inline constexpr std::size_t kOutboxOpsMax = 20'000;  // a day of offline work of one person
inline constexpr std::size_t kOutboxBytesMax = 8 * 1024 * 1024;
inline constexpr std::uint32_t kGestureIdsMax = 1U << 20U;  // ids and logical time that one gesture can use up, amply

// --- undo, in a client's memory ---
inline constexpr auto kUndoGap = 500ms;                    // gestures of a kind closer together are taken back together
inline constexpr std::size_t kUndoGroupsMax = 200;         // more than anybody walks back
inline constexpr std::size_t kUndoBytesMax = 1024 * 1024;  // each way; deleted text is kept for as long

// --- room and http ---
inline constexpr std::size_t kMembersMax = 1000;    // live connections on one board
inline constexpr std::size_t kBoardsMax = 100'000;  // of one instance; each is a few hundred bytes of the directory
inline constexpr std::size_t kTablesMax = 30;       // of one shared board: more are found by nobody in a list
inline constexpr std::size_t kErasedAtOnceMax =
    64;                                            // cards and threads whose content is removed for good by one request
inline constexpr std::size_t kToursMax = 50;       // of one board, taken back ones too
inline constexpr std::size_t kTourStopsMax = 100;  // of one tour: two hours of a minute each
inline constexpr std::size_t kBookmarksMax = 500;  // of one board, taken back ones too
inline constexpr std::size_t kLinksOfBoardMax = 200;       // made on one board's page, taken back ones too
inline constexpr std::size_t kLinksMax = 10'000;           // of a thread, whose use is remembered
inline constexpr std::size_t kLinkDevicesMax = 1000;       // of one link that are told apart
inline constexpr std::size_t kAuditShownMax = 200;         // the latest
inline constexpr std::size_t kOrganisationsSaidMax = 300;  // by people at the door of one board
inline constexpr std::size_t kHiddenNamedMax = 500;        // items that facilitators are told others do not see
inline constexpr std::size_t kCrowdGroupsMax = 100;        // organisations that facilitators are told of
inline constexpr std::size_t kConnectionsMax = 20'000;     // of the process
inline constexpr auto kHelloTimeout = 10s;                 // first frame after the upgrade
inline constexpr std::uint32_t kOpsPerSecond = 10;         // of one connection, in the long run, unless configured
inline constexpr std::uint32_t kOpsBurst = 60;             // and at once
inline constexpr auto kRestStep = 250ms;              // who rests looks that often whether it is over by another end
inline constexpr auto kRestFromClosed = 20ms;         // between 64 KiB from who was told to go: 3 MB/s
inline constexpr std::uint64_t kPollsWaitingMax = 8;  // requests of one long-poll session whose frames wait
inline constexpr auto kHttpReadTimeout = 15s;         // one request, headers and body
inline constexpr auto kWriteTimeout = 30s;            // a reader that takes nothing for so long is gone
inline constexpr auto kIdleTimeout = 60s;             // the server pings at half of it
inline constexpr auto kShutdownTimeout = 10s;
inline constexpr auto kLongPollWait = 25s;  // below the 30 s of common proxies
inline constexpr std::size_t kHttpHeaderBytesMax = 16 * 1024;

// --- accounts of facilitators ---
inline constexpr std::size_t kUsersMax = 2000;         // of one instance
inline constexpr std::size_t kSessionsOfUserMax = 20;  // devices that are signed in; the one unused for longest goes
inline constexpr std::size_t kSessionsADay = 100;    // of one account: each that ends is remembered until it would have
inline constexpr auto kSessionUnusedMax = 30 * 24h;  // then one signs in again
inline constexpr auto kSessionMax = 90 * 24h;        // however much it is used
inline constexpr auto kSessionSeenEvery = 1h;        // its use is written that often, not at each request
inline constexpr std::size_t kAccountBoardsMax = 1000;    // told of to one who signs in
inline constexpr std::size_t kHashesWaitingMax = 16;      // passwords to be hashed, one after another: two seconds
inline constexpr std::size_t kSignInKeysMax = 8192;       // accounts whose failures are counted; an hour brings 1,800
inline constexpr std::size_t kSignInFailuresFree = 5;     // of one account before the first wait
inline constexpr auto kSignInWaitMin = 30s;               // and then twice as long each time,
inline constexpr auto kSignInWaitMax = 15 * 60s;          // up to this: some hundred guesses a day
inline constexpr auto kSignInForgetAfter = 1h;            // without a failure
inline constexpr std::size_t kSignInFailuresAtOnce = 30;  // of all accounts together,
inline constexpr auto kSignInFailureEvery = 2s;           // and then one each: thirty a minute

// --- forgetting what is deleted (server/board/MERGE.md M11) ---
inline constexpr auto kDeviceAwayMax = 30 * 24h;       // a device away for longer is not waited for
inline constexpr std::size_t kPurgeRunsAlone = 64;     // runs of deleted letters in a text, nobody on the board
inline constexpr std::size_t kPurgeRunsShared = 1024;  // an hour or two of typing: who types then reads it all again
inline constexpr std::size_t kPurgeRunsMax = 64UL * 1024;  // some 4 MB, whoever is waited for

inline constexpr std::size_t kTalliesAtOnce = 256;  // cards whose votes are counted anew in one batch

// --- replay ---
inline constexpr std::uint64_t kStretchOps = 4096;          // of one stretch of a timeline: what replay fetches at once
inline constexpr std::size_t kStretchBytes = 256UL * 1024;  // of its batches
inline constexpr std::size_t kTimelineBinsMax =
    1000;  // of an index as it is sent: one for each pixel of a phone or two
inline constexpr std::size_t kTimelineMarksMax = 4000;  // the same

// --- pictures of the past ---
inline constexpr int kPictureWidthMin = 160;                  // px; below, no word can be read
inline constexpr int kPictureWidthMax = 4096;                 // px; a sheet of A3 at 250 dots an inch
inline constexpr std::size_t kPicturePixelsMax = 16'000'000;  // of one: 64 MB while it is drawn
inline constexpr std::size_t kPicturesWaitingMax = 8;         // to be drawn, one after another; beyond: 503

// --- storage ---
inline constexpr std::size_t kCommitBatchBytesMax = 1024 * 1024;
inline constexpr std::size_t kCommitQueueBytesMax = 64 * 1024 * 1024;  // beyond: submitters are refused
inline constexpr std::uint64_t kSnapshotEveryOps = 256;
inline constexpr std::size_t kSnapshotEveryBytes = 64 * 1024;

}  // namespace atelier::limits
