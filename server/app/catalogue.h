// Programmes, ateliers and boards of one data directory: entries of history.proto in the store, all of them in memory.
// Keys: programme/<slug>, atelier/<slug>, board/<slug>, key/server.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "atelier/v1/history.pb.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/room/access.h"
#include "server/workshop/capability.h"
#include "storage/store.h"

namespace atelier::app {

// One board, with its id out of the message.
struct BoardRecord {
    BoardId id;
    v1::BoardEntry entry;
};

// Owned by the command that runs; `store` outlives it. Reading is thread-safe as long as nobody writes: imports
// have the directory alone, and while the server runs only CatalogueDirectory writes, under its lock.
class Catalogue {
public:
    // Reads every entry. Fails with Corrupt when one does not parse.
    static Result<Catalogue> load(storage::Store& store);

    bool empty() const noexcept { return boards_.empty(); }
    const std::map<std::string, v1::Programme, std::less<>>& programmes() const noexcept { return programmes_; }
    const std::map<std::string, v1::Atelier, std::less<>>& ateliers() const noexcept { return ateliers_; }
    const std::map<std::string, BoardRecord, std::less<>>& boards() const noexcept { return boards_; }

    const v1::Programme* find_programme(std::string_view slug) const;
    const v1::Atelier* find_atelier(std::string_view slug) const;
    const BoardRecord* find_board(std::string_view slug) const;
    const BoardRecord* find_board(const BoardId& id) const;
    // The first board of an atelier, in slug order.
    const BoardRecord* first_board_of(std::string_view atelier) const;

    // Write through; a message equal to the one kept costs nothing. Fail as the store does.
    Result<void> put_programme(const v1::Programme& programme);
    Result<void> put_atelier(const v1::Atelier& atelier);
    // The board of that slug, made when absent: its history number comes from the system's generator.
    struct NewBoard {
        std::string slug;
        std::string atelier;
        std::string title;
        std::int64_t created_ms = 0;
        BoardId id = {};      // zero: the system's generator gives one
        BoardId origin = {};  // zero: it begins empty
        OpSeq origin_position = {};
        BoardId table_of = {};  // zero: it is no table
    };
    Result<BoardRecord> ensure_board(const NewBoard& board);

    // A board as another directory had it, with its id and history number. OutOfOrder when its slug or its id is another
    // board's here; a board that is known by both stays as it is.
    Result<BoardRecord> adopt_board(const v1::BoardEntry& entry);

    // Gives the board's history another number, because it was written anew. NotFound; fails as the store does.
    Result<void> renew_history(const BoardId& board);

    // Links that were made or taken back, devices that were sent away. Read anew.
    Result<room::AccessRecords> access() const;

    // The directory's key, made at first use. It signs every capability link.
    Result<workshop::ServerKey> ensure_server_key();

private:
    explicit Catalogue(storage::Store& store) : store_(&store) {}
    Result<BoardRecord> keep(BoardRecord board);

    storage::Store* store_;
    std::map<std::string, v1::Programme, std::less<>> programmes_;
    std::map<std::string, v1::Atelier, std::less<>> ateliers_;
    std::map<std::string, BoardRecord, std::less<>> boards_;
    std::unordered_map<BoardId, std::string> slug_of_;
};

}  // namespace atelier::app
