// What a room needs to know of the catalogue: which boards there are and what a page shows around their cards.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "server/base/ids.h"
#include "server/base/result.h"

namespace atelier::room {

struct Organisation {
    std::string name;
    std::string kind;  // collectivite, entreprise, institution, other
};

// One board as the catalogue has it.
struct BoardListing {
    BoardId board;
    std::string atelier;        // slug: capabilities name it
    std::uint64_t history = 0;  // changes when the history is replaced, so that positions of the old one mean nothing
    std::string title;
    std::string atelier_title;
    std::string programme_title;
    std::vector<Organisation> organisations;  // that facilitators expect
    BoardId table_of;                         // the shared board of a table; zero for every other board
};

// Thread-safe, and fast enough for the threads that serve people: answers from memory.
class BoardDirectory {
public:
    BoardDirectory() = default;
    BoardDirectory(const BoardDirectory&) = delete;
    BoardDirectory& operator=(const BoardDirectory&) = delete;
    virtual ~BoardDirectory() = default;

    // NotFound when there is no such board.
    virtual Result<BoardListing> find(const BoardId& board) const = 0;
    // The tables of a shared board, in the order in which they were made and without organisations; none for every
    // other.
    virtual std::vector<BoardListing> tables_of(const BoardId&) const { return {}; }
};

// Boards in the order in which people look for them. Thread-safe, from memory.
class BoardShelf {
public:
    BoardShelf() = default;
    BoardShelf(const BoardShelf&) = delete;
    BoardShelf& operator=(const BoardShelf&) = delete;
    virtual ~BoardShelf() = default;

    // Those of these ateliers (slugs), of every one when none is named; `count_max` of them at most.
    virtual std::vector<BoardListing> list(const std::vector<std::string>& ateliers, std::size_t count_max) const = 0;
};

// What a board that comes to be while the server runs is made from.
struct NewBoard {
    BoardId board;  // where its history is already
    std::string title;
    BoardId origin;  // whose atelier it joins
    OpSeq origin_position;
    std::int64_t now_ms = 0;
    bool is_table = false;  // of the origin, whose history it then does not have
};

// Thread-safe; blocking, for it writes to the disk.
class BoardMaker {
public:
    BoardMaker() = default;
    BoardMaker(const BoardMaker&) = delete;
    BoardMaker& operator=(const BoardMaker&) = delete;
    virtual ~BoardMaker() = default;
    // On return the board is in the catalogue on disk, and every directory of the server finds it. NotFound when there is
    // no such origin, TooMany when the instance has kBoardsMax or the origin kTablesMax tables, NotAllowed for a table of a
    // table; fails as the store does. A table of a title that one has already is not made again.
    virtual Result<void> make(const NewBoard& board) = 0;
    // The history of that board has been written anew: from here on it has another number, on disk as well. NotFound, or fails
    // as the store does.
    virtual Result<void> renew_history(const BoardId& board) = 0;
};

}  // namespace atelier::room
