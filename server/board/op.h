// Ops: every change a board knows, as plain values. Shapes and rules are those of proto/atelier/v1/board.proto.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "server/base/bytes.h"
#include "server/board/ids.h"

namespace atelier::board {

enum class ItemKind : std::uint8_t { Card = 1, Thread = 2 };
enum class CardKind : std::uint8_t { None = 0, Fear = 1, Barrier = 2, Need = 3, Story = 4, Solution = 5 };
enum class Verb : std::uint8_t {
    None = 0,
    Answers = 1,
    Blocks = 2,
    Causes = 3,
    Illustrates = 4,
    Contradicts = 5,
    Completes = 6,
};

// Where an item is; one register, so that no half of a move survives the other (rule M5).
struct Placement {
    Id parent;           // null = the board itself
    std::string order;   // fractional index (order.h)
    std::int32_t x = 0;  // board units
    std::int32_t y = 0;
    friend bool operator==(const Placement&, const Placement&) = default;
};

enum class DerivedBy : std::uint8_t { Merge = 1, Split = 2, Reword = 3 };
enum class VoteRule : std::uint8_t {
    Union = 1,  // ballots on the sources count too, each voter once
    Reset = 2,  // only ballots on the derived card count
};

// What a card was made from. The sources stay as they are (rule M10).
struct Derivation {
    DerivedBy how = DerivedBy::Merge;
    VoteRule votes = VoteRule::Union;
    std::vector<Id> sources;  // cards; empty = derived from nothing
    friend bool operator==(const Derivation&, const Derivation&) = default;
};

struct AddItem {
    ItemKind kind = ItemKind::Card;
    CardKind card_kind = CardKind::None;
    Placement placement;
    std::string organisation;
    std::string text;
    Derivation derivation = {};
    friend bool operator==(const AddItem&, const AddItem&) = default;
};

// Values of the registers. The alternative is the register.
struct Removed {
    bool value = false;
    friend bool operator==(const Removed&, const Removed&) = default;
};
struct Organisation {
    std::string value;
    friend bool operator==(const Organisation&, const Organisation&) = default;
};
struct Title {
    std::string value;
    friend bool operator==(const Title&, const Title&) = default;
};
using RegisterValue = std::variant<Placement, CardKind, Removed, Organisation, Title>;

struct SetRegister {
    Id item;  // null = the board itself (Title only)
    RegisterValue value;
    friend bool operator==(const SetRegister&, const SetRegister&) = default;
};

struct InsertText {
    Id item;
    Id left;   // null = start of the text
    Id right;  // null = end of the text
    std::string text;
    friend bool operator==(const InsertText&, const InsertText&) = default;
};

struct DeleteText {
    Id item;
    std::vector<IdRange> ranges;
    friend bool operator==(const DeleteText&, const DeleteText&) = default;
};

struct AddLink {
    Id from;
    Id to;
    Verb verb = Verb::None;
    friend bool operator==(const AddLink&, const AddLink&) = default;
};

struct RemoveLink {
    std::vector<Id> tags;
    friend bool operator==(const RemoveLink&, const RemoveLink&) = default;
};

struct JoinThread {
    Id thread;
    Id card;
    friend bool operator==(const JoinThread&, const JoinThread&) = default;
};

struct LeaveThread {
    std::vector<Id> tags;
    friend bool operator==(const LeaveThread&, const LeaveThread&) = default;
};

struct CastBallot {
    VoterId voter;
    std::uint32_t poll = 0;  // which of the board's votes: its meaning is the workshop's
    Id slot;
    std::int32_t value = 0;
    bool withdrawn = false;
    std::uint8_t group = 0;  // whom the voter speaks for, as the voter says; 0 = not said
    friend bool operator==(const CastBallot&, const CastBallot&) = default;
};

// Stands where the server refused an op, so that its author's ids stay gapless (rule M8); or where a ballot stood that is not
// for whoever reads it.
struct Void {
    bool of_ballot = false;
    friend bool operator==(const Void&, const Void&) = default;
};

// A barrier that only the server writes: the texts of these items forget the ids of what is deleted (rule M11).
struct PurgeText {
    std::vector<Id> items;
    std::uint64_t seen = 0;  // Board::seen_hash() right before it
    friend bool operator==(const PurgeText&, const PurgeText&) = default;
};

// What the room plays by (rule M13). Values are those of SettingKey in board.proto.
enum class SettingKey : std::uint8_t {
    RunOfShow = 1,  // board: the phases, as JSON text (docs/run-of-show.md)
    Phase = 2,      // board: number of the phase that is on, from 1; 0 = none
    TimerEnd = 3,   // board: when the time is up, in milliseconds of the server's clock; 0 = no timer
    Revealed = 4,   // board: bit `1 << kind` for each kind of card that is shown; card: 1 = shown
    Locked =
        5,  // board: bit 0 = all of it, `1 << kind` = that column, closed to participants; card: 1 = closed to them
    Entrance = 6,    // board: 1 = the screen shows the way in
    Focus = 7,       // card or thread: when it was shown on the screen, in ms; board: until when nothing shown counts
    Parked = 8,      // card: 1 = out of the columns
    Pinned = 9,      // card: 1 = above the others of its column
    Note = 10,       // card: what facilitators ask its author, as text
    Origin = 11,     // card or thread: the board and the item that it was brought from, as text (workshop/origin.h)
    Tally = 12,      // card: its votes as the server counted them, as JSON text
    RoomVotes = 13,  // card: votes that facilitators counted in the room, as JSON text
    Erased = 14,     // card or thread: when its content was removed for good, in ms; only the server writes it
    RevealedTable = 15,  // board: the table whose cards were shown last, as the text of its id (workshop/curtain.h)
    ClosedPolls =
        16,  // board: numbers of those whose ballots are out of the record, as JSON text; only the server writes it
};

// A setting of one item, or of the board itself (null).
struct SettingName {
    Id item;
    SettingKey key = SettingKey::Phase;
    friend constexpr auto operator<=>(const SettingName&, const SettingName&) = default;
};

// Its value: a number, or for RunOfShow, Note and Origin a text. The other is left empty.
struct Setting {
    std::int64_t number = 0;
    std::string text;
    friend bool operator==(const Setting&, const Setting&) = default;
};

struct SetSetting {
    SettingName name;
    Setting value;
    friend bool operator==(const SetSetting&, const SetSetting&) = default;
};

// A body this version does not know: takes part in ordering, changes nothing else (rule M8).
struct Unknown {
    friend bool operator==(const Unknown&, const Unknown&) = default;
};

using OpBody = std::variant<Unknown, AddItem, SetRegister, InsertText, DeleteText, AddLink, RemoveLink, JoinThread,
                            LeaveThread, CastBallot, Void, PurgeText, SetSetting>;

struct Op {
    Id id;  // first id the op makes
    std::uint64_t lamport = 0;
    std::uint32_t span = 1;  // ids it makes
    OpBody body;

    Stamp stamp() const noexcept { return {lamport, id.actor}; }
    friend bool operator==(const Op&, const Op&) = default;
};

}  // namespace atelier::board
