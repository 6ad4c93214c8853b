// The live board: its members, what they see, and the one place where it changes. Synchronous, without sockets, disk or
// coroutines: everything that waits is elsewhere (RoomHost, MemberSession's transport).
//
// The path of an op: submit() decides and merges at once, so the state in memory is the *accepted* one and runs ahead of
// the disk by what is in flight; the host commits; on_committed() sends one frame, the same to everybody, the author too.
//
// Owner and lifetime: the shard's; the host, clock, random and key outlive it. Members leave before it goes.
// Thread: its shard's, all calls. Invariants: 1. committed_ <= accepted_, and what is between them is in recent_;
// 2. nothing that is not committed is ever sent, neither in Committed nor in Welcome (rule W11); 3. a snapshot given to
// the host contains nothing that is not committed; 4. what the curtain hides goes to nobody else than whose it is and
// facilitators (rule W32).
// Bounds: kMembersMax members, RecentCommits, the host's commit queue.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/base/clock.h"
#include "server/base/ids.h"
#include "server/base/random.h"
#include "server/board/board.h"
#include "server/history/erasure.h"
#include "server/room/board_directory.h"
#include "server/room/devices.h"
#include "server/room/frames.h"
#include "server/room/given_back.h"
#include "server/room/intake.h"
#include "server/room/load.h"
#include "server/room/lone_card.h"
#include "server/room/member_session.h"
#include "server/room/own_ops.h"
#include "server/room/packed_state.h"
#include "server/room/purging.h"
#include "server/room/recent_commits.h"
#include "server/room/room_host.h"
#include "server/workshop/capability.h"
#include "server/workshop/veil.h"
#include "storage/store.h"

namespace atelier::room {

// A connection, as facilitators see it.
struct PersonHere {
    ActorId actor;
    workshop::Role role = workshop::Role::Observer;
    std::string name;
    std::string organisation;
    std::uint64_t link = 0;  // Capability::id
};

class Room {
public:
    struct Surroundings {
        RoomHost& host;
        const Clock& clock;
        Random& random;
        const workshop::ServerKey& key;
        PurgeBounds purging = {};
        const BoardDirectory* directory = nullptr;  // what it is asked: which tables there are; null: none
    };

    Room(const BoardId& id, LoadedBoard loaded, Surroundings around);
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    ~Room();

    // --- members ---
    // What the end of the history in memory has of the actor that was shown. Corrupt when it cannot be read.
    Result<OwnOps> own_ops(const Admission& admission) const;
    // Takes the member in: actor, replacement of an older connection (rule W9), Welcome (rules W18 to W20), which is
    // delivered once everything it shows is committed. Refuses when the room is full, broken or stopping.
    // REQUIRES: `own` began as own_ops() and is complete.
    void join(MemberSession& member, const OwnOps& own);
    // Does nothing for one that is not here.
    void leave(MemberSession& member);
    // The ops of a Submit. What is wrong with it the member is told (rules W14 to W16), of single ops once what was taken
    // is committed. How many there were.
    std::size_t submit(MemberSession& member, BytesView batch);
    // A card that no session signs: judged as a participant's (rule W34). `done` is told once what was asked for is on
    // disk, or why nothing of it was taken: at once or later, on this thread, exactly once, unless the room goes before.
    void write_alone(const LoneGesture& gesture, std::function<void(Result<void>)> done);
    // What became of the card of that actor (rule W38). `done` as above, once what it says is on disk; UnknownItem where there
    // is no such card.
    void tell_fate(ActorId actor, std::function<void(Result<LoneFate>)> done);
    // Puts a phase on, as a facilitator's remote does: for one who leads several boards at once. Does nothing more where it is on.
    // `done` as above; UnknownItem where there is no such phase.
    void begin_phase(std::uint32_t number, std::function<void(Result<void>)> done);
    // Takes from all cards and threads what their labels say above that level, for good; `kinds`: of organisations, by name.
    // `done` as above.
    void raise_anonymity(workshop::Anonymity level, const std::map<std::string, std::string, std::less<>>& kinds,
                         std::function<void(Result<void>)> done);
    // No poll but the one that the phase has open takes ballots any more, where there are some (setting ClosedPolls); what they
    // come to is told before. The first half of taking them out of the history. `done` as above; NotNow while the phase keeps
    // votes for itself.
    void close_polls(std::function<void(Result<void>)> done);
    // Takes the content of these items out of the board as it is, as ops of the server (history/erasure.h): the first half of
    // taking it out of the history. UnknownItem where one is not here. `done` as above.
    void erase(const history::Erasures& erasures, std::function<void(Result<void>)> done);
    // Commits of this board that the member has and this server may have lost (rule W29). One without our proof is refused.
    void take_back(MemberSession& member, const v1::Offer& offer);
    // A member changed what it says of itself: the next tick tells everybody.
    void on_presence_changed() noexcept { is_presence_due_ = true; }
    // A facilitator asks whether everybody is here, or has its answer (rule W33). A new question forgets the answers to the old.
    void call_roll(bool begin);

    // Closes the connections of whom `is_meant`, with the reason why. Not those who are being let in elsewhere still.
    void send_away(const std::function<bool(const MemberSession&)>& is_meant, ErrorCode why);
    // Who is here, in the order in which they came.
    std::vector<PersonHere> people() const;

    // --- answers of the host ---
    // The next `appends` of those handed over are on disk.
    void on_committed(std::size_t appends);
    // The board cannot be written: nobody is acknowledged any more, everybody is sent away.
    void on_commit_failed(const Error& error);
    void on_snapshot_done() noexcept { is_saving_ = false; }

    // --- life ---
    // Once a second: presence (rule W23), what the commit queue did not take before, texts that may be purged (M11)
    // and votes that are counted.
    void on_tick();
    // Takes nothing more; when what is in flight is committed, members are told and sent away (rule W22).
    void stop();
    // The history is about to be written anew: takes nothing more; once what is in flight is committed, members are told to come
    // back for the state.
    void retire();
    // After retire(): nothing of it is on its way to the store any more.
    bool is_at_rest() const noexcept { return is_broken() || (!has_uncommitted() && !is_saving_ && !snapshot_); }
    // Hands a snapshot to the host when the newest one is behind, or does not know who was here since. True when one was
    // started or is under way.
    bool save_if_behind();

    std::size_t member_count() const noexcept { return members_.size() + arriving_.size(); }
    bool is_broken() const noexcept { return broken_.has_value(); }
    bool has_uncommitted() const noexcept { return committed_ < accepted_; }
    OpSeq committed() const noexcept { return committed_; }
    const board::Board& board() const noexcept { return board_; }

private:
    // A member whose Welcome shows `position` and waits for it to be committed.
    struct Arrival {
        MemberSession* member = nullptr;
        OpSeq position;
        SharedFrame welcome;
    };
    // What a member is told of a Submit once its Voids are on disk: a refusal that a crash takes back was none.
    struct DueRefusals {
        OpSeq position;
        MemberSession* member = nullptr;
        std::vector<Intake::RefusedOp> ops;
    };
    // Who waits for what was written without a session.
    struct DueAnswer {
        OpSeq position;
        std::function<void(Result<void>)> done;
    };
    // Who has to read the board anew once that is on disk.
    struct DueReveal {
        OpSeq position;
        std::vector<MemberSession*> members;
    };
    // The whole state, encoded once for all who need it at that position.
    struct Encoded {
        OpSeq position;
        std::uint64_t hash = 0;
        std::shared_ptr<const Bytes> state;
        std::shared_ptr<const PackedState> packed;  // once somebody wants it so
    };

    void seat(MemberSession& member, const workshop::Person& person, const OwnOps& own);
    workshop::Person identify(const Admission& admission);
    ActorId give_actor();
    MemberSession* find_member(ActorId actor) const;
    std::vector<MemberSession*> everybody() const;
    SharedFrame make_welcome(const Admission& admission, const workshop::Person& person, const OwnOps& own);
    bool write_tail(const Admission& admission, const workshop::Person& person, v1::Welcome& welcome) const;
    Bytes put_snapshot_behind(const v1::Welcome& welcome, Encoded& encoded, bool gzip) const;
    void accept(const std::vector<board::Op>& ops, Bytes batch);
    // Who signs first with the next commit. The role is null for one who is not here to be asked.
    void remember(ActorId newcomer, std::optional<workshop::Role> role);
    void accept_given_back();
    bool keeps_up(MemberSession& member);
    void write_commit(const Commit& commit, v1::Commit& out) const;
    void hand_over();
    void broadcast(const std::vector<const Commit*>& commits);
    void draw_curtain(const std::vector<board::Op>& ops);
    void show_revealed();
    void write_part(const Commit& commit, const workshop::Person& viewer, v1::Commit& out) const;
    SharedFrame parts_frame(const std::vector<const Commit*>& commits, const workshop::Person& viewer) const;
    void broadcast_parts(const std::vector<const Commit*>& commits);
    void tell_silhouettes();
    void deliver_welcomes();
    void tell_refusals();
    void answer_when_kept(std::function<void(Result<void>)> done);
    void answer_waiting();
    bool hides_authors();
    void tell_presence();
    // How many tables the board has, and whether it is one.
    void write_tables(v1::Presence& presence) const;
    void tell_crowd(v1::Frame frame, const std::vector<MemberSession*>& audience);
    void purge_texts();
    // In as many commits as it takes. Fails as Board::check() does; what came before that is written.
    Result<void> write_as_server(std::vector<board::OpBody> bodies);
    void note_votes(const std::vector<board::Op>& ops);
    void tell_tallies();
    void write_due_tallies();
    void note_device(const MemberSession& member);
    Bytes encode_devices();
    Encoded& encode();
    Encoded& encode_visible(const workshop::Person& viewer, Encoded& own);
    Encoded encode_board(const board::Board& board) const;
    void start_snapshot();
    void save_started_snapshot();
    void dismiss_everybody();

    const BoardId id_;
    const Surroundings around_;
    board::Board board_;     // accepted
    workshop::Stage stage_;  // of board_
    workshop::Veil veil_;    // of the history up to accepted_
    OpSeq accepted_;
    OpSeq handed_over_;  // to the host
    OpSeq committed_;
    storage::Chain chain_;       // of the log up to accepted_, as the store will find it
    std::int64_t last_time_ms_;  // of the newest record
    RecentCommits recent_;
    // Who signs first there; until it is handed over.
    std::map<OpSeq, std::vector<storage::ActorRecord>> newcomers_;
    GivenBack given_back_;
    Devices devices_;  // of members: as they were when a snapshot was saved last
    Purging purging_;
    OpSeq raised_;  // who has read less reads the board anew: the tail has labels that were taken away
    bool are_devices_behind_ = false;  // the newest snapshot does not know who left

    std::vector<MemberSession*> members_;  // welcomed
    std::vector<Arrival> arriving_;
    std::vector<DueRefusals> refusals_;  // positions ascending
    std::vector<DueReveal> reveals_;     // positions ascending
    std::vector<DueAnswer> answers_;     // positions ascending
    bool are_silhouettes_due_ = false;
    std::unordered_map<const MemberSession*, workshop::HiddenCounts> silhouettes_told_;
    bool are_tallies_due_ = false;
    bool is_presence_due_ = false;
    bool is_crowd_due_ = false;    // to facilitators: what is hidden from others changed
    std::uint32_t roll_call_ = 0;  // that is open: seconds of the wall clock; 0 = none
    std::uint32_t last_roll_call_ = 0;
    unsigned ticks_to_compare_ = 0;  // 0: as soon as the board is at rest
    OpSeq compared_;                 // last position whose hash was told

    std::optional<Encoded> encoded_;
    std::optional<Encoded> visible_;   // to those with nothing hidden of their own, while the curtain is down
    std::optional<Encoded> snapshot_;  // started, waits for its position to be committed
    bool is_saving_ = false;           // the host has one
    OpSeq snapshot_position_;          // of the newest, saved or tried
    OpSeq previous_snapshot_;          // of the one before it
    std::size_t bytes_since_snapshot_ = 0;

    bool is_stopping_ = false;
    bool is_retiring_ = false;  // stops because another takes its place
    std::optional<ErrorCode> broken_;
};

}  // namespace atelier::room
