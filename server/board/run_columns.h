// The runs of all texts of a board as columns (TextColumns in board.proto). Most runs follow from those before them: they
// go on where an earlier one was cut by an insertion or a deletion, or stand between two characters that are known
// already. A run's code says which; only what does not follow is written.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/board/columns.h"
#include "server/board/pbf.h"
#include "server/board/text.h"

namespace atelier::board {

// What is known in front of a run, to the writer and to the reader alike.
class RunContext {
public:
    // How many runs back a run may go on with.
    static constexpr std::uint32_t kDepthMax = 16;

    struct Origin {
        bool known = false;
        CharId id;
    };
    enum class Left : std::uint8_t { Before, Start, Written };
    enum class Right : std::uint8_t { End, BehindLeft, AsBefore, Written };
    static constexpr std::uint32_t kLefts = 3, kRights = 4, kCodes = kLefts * kRights;

    explicit RunContext(std::uint32_t actors) : expected_(actors, 0) {}

    // The text of that item follows, whose first characters have the ids behind the item's.
    void start(CharId item);
    // The run that goes on with the one `depth` runs back, without its length; nullopt when there is none.
    std::optional<TextRun> continuation(std::uint32_t depth) const;
    // The counter that a run of this actor has unless it is told otherwise.
    std::uint32_t expected(std::uint32_t actor) const { return expected_[actor]; }
    bool is_actor(std::uint32_t actor) const { return actor < expected_.size(); }
    CharId left(Left how) const { return how == Left::Before ? last_ : CharId{}; }
    CharId right(Right how, CharId left) const;
    // Takes note of a run: `depth` runs back is the one it goes on with.
    void pass(const TextRun& run, std::optional<std::uint32_t> depth);

private:
    struct Open {
        CharId next;  // the id that would go on
        CharId right;
    };

    std::vector<Open> open_;
    CharId last_;                          // the last character of the run before
    std::vector<std::uint32_t> expected_;  // by actor, 0 = not met in this text
    std::vector<std::uint32_t> met_;       // the actors that have one
};

class RunWriter {
public:
    explicit RunWriter(std::uint32_t actors) : context_(actors) {}
    void start(CharId item) { context_.start(item); }
    void add(const TextRun& run);
    void write(pbf::Writer& writer) const;

private:
    std::optional<std::uint32_t> depth_of(const TextRun& run) const;
    void add_origin(CharId id);

    RunContext context_;
    ColumnOut code_, length_, actor_, counter_, origin_actor_, origin_counter_;
    std::string visible_;
};

// Fails nowhere: what does not fit is found by next() and is_used_up().
class RunReader {
public:
    explicit RunReader(std::uint32_t actors) : context_(actors) {}
    void read(pbf::Reader reader);
    void start(CharId item) { context_.start(item); }
    // nullopt when there is none, or the columns do not fit together. Ids are not checked; the text of a visible run is,
    // as far as to have `length` characters if it is well-formed.
    std::optional<TextRun> next();
    bool is_used_up() const;

private:
    CharId next_origin();
    std::optional<std::string_view> take_visible(std::uint32_t code_points);

    RunContext context_;
    ColumnIn code_, length_, actor_, counter_, origin_actor_, origin_counter_;
    std::string_view visible_;
};

}  // namespace atelier::board
