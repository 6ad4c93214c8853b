// What happened on a board and when, in figures small enough to be read before anything else: how much was made in each
// minute, the moments worth jumping to, and when others' work was hidden. A fold over the log, in stretches of bounded
// length; each is also what replay fetches at once (segment.h).
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/base/ids.h"
#include "server/board/board.h"
#include "server/board/hash.h"
#include "server/board/op.h"
#include "server/workshop/stage.h"
#include "storage/store.h"

namespace atelier::history {

// One minute of the server's clock in which something was made.
struct Bin {
    std::int64_t minute = 0;               // since 1970
    OpSeq last;                            // of its ops
    std::uint32_t ops = 0;                 // all kinds
    std::array<std::uint32_t, 6> items{};  // new ones: threads, then cards by kind
    std::uint32_t links = 0;
    std::uint32_t ballots = 0;
    friend bool operator==(const Bin&, const Bin&) = default;
};

// Numbers of TimelineMark.what in history.proto.
enum class Happening : std::uint8_t {
    Phase = 1,
    Reveal = 2,
    Merge = 3,
    Split = 4,
    Reword = 5,
    Remove = 6,
    Restore = 7,
    Thread = 8,
    Erase = 9,  // content was removed for good; `time_ms` is when that was said
    VoteOpened = 10,
    VoteClosed = 11,
};

// A moment worth jumping to.
struct Mark {
    OpSeq at;  // after it
    std::int64_t time_ms = 0;
    Happening what = Happening::Phase;
    std::uint32_t number = 0;  // of the phase, 0 = the show is over; of the poll (docs/votes.md)
    std::string text;          // title of the phase
    board::Id item;            // null where it is about none
    bool is_covered = false;   // made while others' work was hidden: names nothing to those who could not see it
    friend bool operator==(const Mark&, const Mark&) = default;
};

// When others' work began to be hidden, when some of it was shown, and when all was. May name a reveal that showed nothing.
struct CurtainChange {
    enum class What : std::uint8_t { Lowered = 1, Revealed = 2, Raised = 3 };
    OpSeq before;  // before the record that did it
    OpSeq at;      // after it
    What what = What::Lowered;
    friend bool operator==(const CurtainChange&, const CurtainChange&) = default;
};

// What the fold goes on from behind a stretch.
struct Carried {
    board::Register<board::Setting> show;
    board::Register<board::Setting> phase;
    bool is_down = false;
    OpSeq lowered_before;               // position before the record that let the curtain down
    std::optional<std::uint32_t> poll;  // that the phase lets people vote in
    friend bool operator==(const Carried& a, const Carried& b) {
        return a.show.stamp == b.show.stamp && a.show.value == b.show.value && a.phase.stamp == b.phase.stamp &&
               a.phase.value == b.phase.value && a.is_down == b.is_down && a.lowered_before == b.lowered_before &&
               a.poll == b.poll;
    }
};

struct Stretch {
    OpSeq after;                // it begins behind this position
    OpSeq last;                 // and ends with this one
    std::int64_t begin_ms = 0;  // server time of its first and last record
    std::int64_t end_ms = 0;
    std::vector<Bin> bins;
    std::vector<Mark> marks;
    std::vector<CurtainChange> curtain;
    Carried carried;  // as it is behind it
    friend bool operator==(const Stretch&, const Stretch&) = default;
};

// What replay fetches at once: the ops behind `after` up to `last`.
struct Piece {
    OpSeq after;
    OpSeq last;
    const Stretch* stretch = nullptr;  // it is of
};

// What was removed for good, and when, in ms.
using ErasedWhen = std::unordered_map<board::Id, std::int64_t, board::IdHash>;
ErasedWhen erased_in(const std::vector<Stretch>& stretches);

// The whole history in pieces. What comes to light with a reveal comes with a keyframe, so for whoever does not see all a piece
// ends before each. Look into `stretches`.
std::vector<Piece> pieces_of(const std::vector<Stretch>& stretches, bool sees_all);

// Makes stretches of records. Where one ends depends on the records alone, so that everybody makes the same.
// Not thread-safe.
class TimelineFold {
public:
    // Goes on behind that stretch; null: from the start of the history.
    explicit TimelineFold(const Stretch* before);

    // The next record and the ops in it. REQUIRES: !is_full().
    void add(const storage::Record& record, const std::vector<board::Op>& ops);

    bool is_empty() const noexcept { return current_.last == current_.after; }
    // It takes no more: take().
    bool is_full() const noexcept;
    const Stretch& current() const noexcept { return current_; }
    // What was made so far; the next one begins behind it.
    Stretch take();

private:
    struct Seen {  // in one record
        bool is_new_phase = false;
        bool is_new_show = false;
        bool may_reveal = false;
        board::Id revealed;  // the item, if it was one
    };

    void add_op(const board::Op& op, Bin& bin, Seen& seen);
    void add_setting(const board::Op& op, const board::SetSetting& setting, Seen& seen);
    void follow_phase(const storage::Record& record, const Seen& seen);
    void mark(Happening what, board::Id item);
    void follow_poll(const workshop::Phase* phase);
    void mark_erased(const board::SetSetting& setting);
    void change(CurtainChange::What what, const storage::Record& record);

    Stretch current_;
    std::size_t bytes_ = 0;  // of its batches
    workshop::Stage stage_;
    OpSeq at_;  // of the record being added
    std::int64_t time_ms_ = 0;
};

}  // namespace atelier::history
