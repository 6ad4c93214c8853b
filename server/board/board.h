// The merge core: one board's whole state, changed only by ops. Idempotent, commutative given causal delivery per actor;
// what comes too early is parked, bounded, and never silently lost. Rules M… are those of MERGE.md.
//
// A value without I/O, clock, thread or chance; not thread-safe. Native and wasm.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/bytes.h"
#include "server/base/result.h"
#include "server/board/actor_table.h"
#include "server/board/ballot.h"
#include "server/board/edges.h"
#include "server/board/function_ref.h"
#include "server/board/ids.h"
#include "server/board/keyed_list.h"
#include "server/board/op.h"
#include "server/board/parking.h"
#include "server/board/text.h"

namespace atelier::board {

// A last-writer-wins register (rule M4).
template <class T>
struct Register {
    Stamp stamp;
    T value{};

    // Takes the write when it is newer; says whether it did.
    bool write(Stamp at, T next) {
        if (!(stamp < at)) {
            return false;
        }
        stamp = at;
        value = std::move(next);
        return true;
    }
};

// A card or a thread.
struct Item {
    Id id;
    ItemKind kind = ItemKind::Card;
    std::uint64_t lamport = 0;  // of its AddItem
    Register<Placement> placement;
    Register<CardKind> card_kind;
    Register<bool> removed;
    Register<std::string> organisation;
    Text text;
    Derivation derivation;                             // never changes; without sources for most
    std::uint32_t last_ballot = PositionTable::kNone;  // in any poll; they are chained
    bool reported = false;                             // among the board's changes since they were taken last
    bool purged = false;                               // ids of its text were forgotten (rule M11)
    mutable bool hash_dirty = true;                    // `hash` is older than the item
    mutable std::uint64_t hash = 0;                    // its part of the board's sum of item hashes

    const Id& key() const noexcept { return id; }
};

struct BallotKey {
    VoterId voter;
    std::uint32_t poll = 0;
    Id slot;
    friend constexpr auto operator<=>(const BallotKey&, const BallotKey&) = default;
};

struct BallotKeyHash {
    std::uint64_t operator()(const BallotKey& key) const noexcept {
        return IdHash::mix(key.slot) ^ IdHash::mix({ActorId{key.voter.value}, key.poll});
    }
};

// What one voter says about one slot; a register (rule M2).
struct BallotEntry {
    BallotKey voted;
    Register<Ballot> ballot;
    std::uint32_t previous = PositionTable::kNone;  // on the same slot

    const BallotKey& key() const noexcept { return voted; }
};

struct SettingNameHash {
    std::uint64_t operator()(const SettingName& name) const noexcept {
        return IdHash::mix({name.item.actor, name.item.counter + (static_cast<std::uint32_t>(name.key) << 27U)});
    }
};

// What was set there last; a register (rules M2, M13).
struct SettingEntry {
    SettingName name;
    Register<Setting> setting;

    const SettingName& key() const noexcept { return name; }
};

// What became of an op.
enum class Outcome : std::uint8_t {
    Applied,    // merged; parked ops that waited for it may have been merged too
    Duplicate,  // known already: nothing changed
    Parked,     // waits for an op that has not come yet
    Ignored,    // took part in ordering, but cannot mean anything (rule M8): refers to what is of another kind
};

class Board {
public:
    Board() = default;
    // Moves leave an empty board behind. Copies are explicit: copy().
    Board(Board&&) noexcept = default;
    Board& operator=(Board&&) noexcept = default;
    ~Board() = default;
    Board copy() const { return *this; }

    // --- changing ---
    // Merges one op. Fails with ParkingFull and, for a PurgeText that does not stand exactly here in the history, with
    // OutOfOrder (state unchanged: ask for a snapshot); with OutOfOrder also when the op overlaps ids of its actor that are
    // known in part, which no correct author makes.
    Result<Outcome> apply(const Op& op);
    // Why a server must refuse the op, if it must: OutOfOrder, Malformed, UnknownItem, UnknownType, WrongKind, TooLarge,
    // BadText, TooMany.
    // An op that passes and is applied at once ends Applied. A Duplicate passes.
    Result<void> check(const Op& op) const;

    // --- reading ---
    std::uint64_t lamport() const noexcept { return lamport_; }
    // First id of the actor not yet seen; 1 for an unknown actor.
    std::uint32_t next_counter(ActorId actor) const;
    // True when the op that made this id has been merged (void and unknown ops count).
    bool has_seen(Id id) const;
    // The id that must be made before the op can be merged: its author's one before, or one it refers to.
    std::optional<Id> first_missing(const Op& op) const;
    // Stands for who has been merged how far: equal where the same ops have been merged (rule M11).
    std::uint64_t seen_hash() const noexcept { return actors_.hash(); }
    const Item* find(Id id) const;
    // In the order in which they were merged here, which differs between replicas.
    const KeyedList<Item, IdHash>& items() const noexcept { return items_; }
    const EdgeSet& links() const noexcept { return links_; }              // from -> to, verb
    const EdgeSet& memberships() const noexcept { return memberships_; }  // card -> thread
    const KeyedList<BallotEntry, BallotKeyHash>& ballots() const noexcept { return ballots_; }
    // The ballot by which the voter counts for the slot in that poll; null = none. A withdrawn one is one.
    const Ballot* standing_ballot(VoterId voter, std::uint32_t poll, Id slot) const;
    // All ballots that may count for the slot, its own and where rule M10 says so its sources', in no order.
    void for_each_ballot(Id slot, FunctionRef<void(const BallotEntry&)> visit) const;
    // Cards that name it as a source, by id.
    const std::vector<Id>& derived_from(Id source) const;
    // True while one of those is not removed: people see that one in its place.
    bool is_folded(Id card) const;
    // False when so many more cards of one source each would go over a bound.
    bool has_room_to_derive(std::size_t cards) const;
    const Register<std::string>& title() const noexcept { return title_; }
    // Null when it was never set.
    const Register<Setting>* setting(SettingName name) const;
    // Its number; 0 when it was never set.
    std::int64_t setting_number(SettingName name) const;
    const KeyedList<SettingEntry, SettingNameHash>& settings() const noexcept { return settings_; }
    std::size_t parked() const noexcept { return parking_.size(); }

    // Ids of the characters, for making InsertText and DeleteText at UTF-16 positions. REQUIRES: find(item).
    struct Neighbours {
        Id left;
        Id right;
    };
    Neighbours neighbours(Id item, std::size_t at_utf16) const;
    std::vector<IdRange> characters(Id item, std::size_t at_utf16, std::size_t units) const;
    // For putting text back where it was: right behind a character that may be deleted. Behind the whole text when the
    // character is not there any more.
    Neighbours neighbours_behind(Id item, Id character) const;
    // For a server: an insertion that comes after its neighbours were purged is put between what is left. Behind the left
    // one if that is there, else before the right one, else before what the author of the left one, or of the right one,
    // typed next, else at the end. False, and nothing is changed, where both are there or were never seen here, on an item
    // that was never purged, and for ops of other kinds.
    bool put_between_survivors(Op& op) const;
    // What can be read of a range, in stretches that stand together, by id. Nothing of an unknown item.
    void for_each_visible(Id item, IdRange range, FunctionRef<void(Id first, std::string_view text)> visit) const;

    // Equal on every replica that has merged the same ops, in whatever order; parked ops do not count (rule M9).
    // Costs what changed since the last call.
    std::uint64_t hash() const { return hash_with(ballots_hash_); }
    // Of all that devices share: everything but ballots, which stay with their voters and the server.
    std::uint64_t shared_hash() const { return hash_with(0); }

    // For a state that came without ballots: one that was merged into it. False when its slot is not here.
    bool adopt_ballot(const Op& op);

    // --- what changed, for redrawing ---
    struct Changes {
        // Each once, in no particular order; both ends of links and memberships, slots of ballots.
        std::vector<Id> items;
        bool title = false;
        bool settings = false;  // of the board itself
    };
    Changes take_changes();

    // --- saving ---
    // atelier.v1.BoardState; parked ops are not part of it.
    Bytes encode() const;
    // The same without ballots: a board whose hash() is this one's shared_hash().
    Bytes encode_shared() const;
    // Fails with Malformed or TooLarge, and with Corrupt when the state does not have the hash it claims.
    static Result<Board> decode(BytesView bytes);

private:
    friend class StateEncoder;
    friend class StateDecoder;
    Board(const Board&) = default;
    Board& operator=(const Board&) = default;

    std::uint64_t hash_with(std::uint64_t ballots) const;
    bool merge(const Op& op);
    void merge_unparked(ActorId actor);

    bool merge_body(const Op& op, const AddItem& body);
    bool merge_body(const Op& op, const SetRegister& body);
    bool merge_body(const Op& op, const InsertText& body);
    bool merge_body(const Op& op, const DeleteText& body);
    bool merge_body(const Op& op, const AddLink& body);
    bool merge_body(const Op& op, const RemoveLink& body);
    bool merge_body(const Op& op, const JoinThread& body);
    bool merge_body(const Op& op, const LeaveThread& body);
    bool merge_body(const Op& op, const CastBallot& body);
    bool merge_body(const Op& op, const Void& body);
    bool merge_body(const Op& op, const PurgeText& body);
    bool merge_body(const Op& op, const SetSetting& body);
    bool merge_body(const Op& op, const Unknown& body);

    bool add_edge(const Op& op, EdgeSet& edges, Edge edge);
    bool remove_edges(EdgeSet& edges, const std::vector<Id>& tags);
    bool is_parent(ItemKind child, Id parent) const;
    static bool is_link(const Item& from, const Item& to, Verb verb) noexcept;

    bool is_source(Id source, const Item& derived) const;
    void derive(Item& item, const Derivation& derivation);
    bool restore_derivations();
    void report_sources(const Item& derived);
    void report_votes(Item& slot);
    std::vector<Id> counted_for(Id slot) const;
    const Register<Ballot>* latest_ballot(VoterId voter, std::uint32_t poll, const std::vector<Id>& slots) const;
    Result<void> check_stamp(const Op& op) const;
    Result<void> check_derivation(const Op& op, const AddItem& body) const;

    Result<void> check_body(const Op& op, const AddItem& body) const;
    Result<void> check_body(const Op& op, const SetRegister& body) const;
    Result<void> check_body(const Op& op, const InsertText& body) const;
    Result<void> check_body(const Op& op, const DeleteText& body) const;
    Result<void> check_body(const Op& op, const AddLink& body) const;
    Result<void> check_body(const Op& op, const RemoveLink& body) const;
    Result<void> check_body(const Op& op, const JoinThread& body) const;
    Result<void> check_body(const Op& op, const LeaveThread& body) const;
    Result<void> check_body(const Op& op, const CastBallot& body) const;
    Result<void> check_body(const Op& op, const Void& body) const;
    Result<void> check_body(const Op& op, const PurgeText& body) const;
    Result<void> check_body(const Op& op, const SetSetting& body) const;
    Result<void> check_body(const Op& op, const Unknown& body) const;
    Result<void> check_placement(ItemKind kind, const Placement& placement) const;

    Item* find_mutable(Id id);
    void touch(Item& item);
    void report(Item& item);
    // False when there is one already, or no such slot.
    bool restore_ballot(const BallotKey& key, const Register<Ballot>& ballot);
    // False when there is one already, or no such thing to set.
    bool restore_setting(const SettingName& name, const Register<Setting>& setting);
    bool is_setting(const SettingName& name) const;
    CharId to_char(Id id) const;
    Id from_char(CharId id) const;
    void insert_text(Text& text, Id first, std::uint32_t code_points, Origins origins, std::string_view inserted) const;

    ActorTable actors_;
    std::uint64_t lamport_ = 0;
    KeyedList<Item, IdHash> items_;
    EdgeSet links_;
    EdgeSet memberships_;
    KeyedList<BallotEntry, BallotKeyHash> ballots_;
    Register<std::string> title_;
    KeyedList<SettingEntry, SettingNameHash> settings_;
    Parking parking_;
    Changes changes_;
    mutable std::uint64_t items_hash_ = 0;  // sum over items whose hash is clean
    mutable std::vector<Id> dirty_items_;
    std::uint64_t ballots_hash_ = 0;
    std::uint64_t settings_hash_ = 0;
    struct Derived {
        Id source;
        std::vector<Id> cards;  // that name it
        const Id& key() const noexcept { return source; }
    };
    KeyedList<Derived, IdHash> derived_;
    std::size_t derivation_edges_ = 0;
};

}  // namespace atelier::board
