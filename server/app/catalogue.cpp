// SPDX-License-Identifier: MIT
#include "server/app/catalogue.h"

#include <sodium.h>

#include <algorithm>

#include "server/base/check.h"

namespace atelier::app {
namespace {

constexpr std::string_view kProgrammePrefix = "programme/";
constexpr std::string_view kAtelierPrefix = "atelier/";
constexpr std::string_view kBoardPrefix = "board/";
constexpr std::string_view kLinkPrefix = "link/";
constexpr std::string_view kExpelledPrefix = "expelled/";
constexpr std::string_view kServerKeyEntry = "key/server";

std::string key_of(std::string_view prefix, std::string_view slug) {
    std::string key(prefix);
    key += slug;
    return key;
}

// Parses every entry below a prefix and hands it over.
template <class Message, class Take>
Result<void> read_all(storage::Store& store, std::string_view prefix, Take take) {
    ATELIER_TRY_ASSIGN(const auto entries, store.list_entries(prefix));
    for (const auto& entry : entries) {
        Message message;
        if (!message.ParseFromString(entry.value)) {
            return Error(ErrorCode::Corrupt, "catalogue entry " + entry.key + " does not parse");
        }
        ATELIER_TRY(take(std::move(message)));
    }
    return {};
}

template <class Map>
auto find_in(const Map& map, std::string_view slug) -> const typename Map::mapped_type* {
    const auto found = map.find(slug);
    return found == map.end() ? nullptr : &found->second;
}

std::uint64_t random_history() {
    std::uint64_t history = 0;
    randombytes_buf(&history, sizeof history);
    return history | 1U;  // 0 means "absent" on the wire
}

}  // namespace

Result<Catalogue> Catalogue::load(storage::Store& store) {
    Catalogue catalogue(store);
    ATELIER_TRY(read_all<v1::Programme>(store, kProgrammePrefix, [&](v1::Programme programme) -> Result<void> {
        const std::string slug = programme.slug();
        catalogue.programmes_.insert_or_assign(slug, std::move(programme));
        return {};
    }));
    ATELIER_TRY(read_all<v1::Atelier>(store, kAtelierPrefix, [&](v1::Atelier atelier) -> Result<void> {
        const std::string slug = atelier.slug();
        catalogue.ateliers_.insert_or_assign(slug, std::move(atelier));
        return {};
    }));
    ATELIER_TRY(read_all<v1::BoardEntry>(store, kBoardPrefix, [&](v1::BoardEntry entry) -> Result<void> {
        const auto id = board_id_from_bytes(entry.board());
        if (!id) {
            return Error(ErrorCode::Corrupt, "catalogue entry of board " + entry.slug() + " has no valid id");
        }
        const std::string slug = entry.slug();
        catalogue.slug_of_.emplace(*id, slug);
        catalogue.boards_.insert_or_assign(slug, BoardRecord{*id, std::move(entry)});
        return {};
    }));
    return catalogue;
}

const v1::Programme* Catalogue::find_programme(std::string_view slug) const {
    return find_in(programmes_, slug);
}

const v1::Atelier* Catalogue::find_atelier(std::string_view slug) const {
    return find_in(ateliers_, slug);
}

const BoardRecord* Catalogue::find_board(std::string_view slug) const {
    return find_in(boards_, slug);
}

const BoardRecord* Catalogue::find_board(const BoardId& id) const {
    const auto found = slug_of_.find(id);
    return found == slug_of_.end() ? nullptr : find_board(found->second);
}

const BoardRecord* Catalogue::first_board_of(std::string_view atelier) const {
    const auto found = std::find_if(boards_.begin(), boards_.end(),
                                    [&](const auto& board) { return board.second.entry.atelier() == atelier; });
    return found == boards_.end() ? nullptr : &found->second;
}

Result<void> Catalogue::put_programme(const v1::Programme& programme) {
    const std::string bytes = programme.SerializeAsString();
    const v1::Programme* known = find_programme(programme.slug());
    if (known == nullptr || known->SerializeAsString() != bytes) {
        ATELIER_TRY(store_->put_entry(key_of(kProgrammePrefix, programme.slug()), bytes));
        programmes_.insert_or_assign(programme.slug(), programme);
    }
    return {};
}

Result<void> Catalogue::put_atelier(const v1::Atelier& atelier) {
    const std::string bytes = atelier.SerializeAsString();
    const v1::Atelier* known = find_atelier(atelier.slug());
    if (known == nullptr || known->SerializeAsString() != bytes) {
        ATELIER_TRY(store_->put_entry(key_of(kAtelierPrefix, atelier.slug()), bytes));
        ateliers_.insert_or_assign(atelier.slug(), atelier);
    }
    return {};
}

Result<BoardRecord> Catalogue::ensure_board(const NewBoard& board) {
    if (const BoardRecord* known = find_board(board.slug)) {
        return *known;
    }
    BoardRecord made{board.id, {}};
    if (made.id == BoardId{}) {
        randombytes_buf(made.id.bytes.data(), made.id.bytes.size());
    }
    made.entry.set_board(std::string(made.id.view()));
    made.entry.set_slug(board.slug);
    made.entry.set_atelier(board.atelier);
    made.entry.set_title(board.title);
    made.entry.set_history(random_history());
    made.entry.set_created_ms(board.created_ms);
    if (board.origin != BoardId{}) {
        made.entry.set_origin(std::string(board.origin.view()));
        made.entry.set_origin_position(board.origin_position.value);
    }
    if (board.table_of != BoardId{}) {
        made.entry.set_table_of(std::string(board.table_of.view()));
    }
    return keep(std::move(made));
}

Result<BoardRecord> Catalogue::adopt_board(const v1::BoardEntry& entry) {
    ATELIER_TRY_ASSIGN(const BoardId id, board_id_from_bytes(entry.board()));
    const BoardRecord* by_slug = find_board(entry.slug());
    const BoardRecord* by_id = find_board(id);
    if (by_slug != by_id) {
        return Error(ErrorCode::OutOfOrder, "board " + entry.slug() + ": its name or its id is another board's here");
    }
    return by_id != nullptr ? *by_id : keep({id, entry});
}

Result<void> Catalogue::renew_history(const BoardId& board) {
    const BoardRecord* known = find_board(board);
    if (known == nullptr) {
        return Error(ErrorCode::NotFound, "board " + board.text());
    }
    BoardRecord renewed = *known;
    renewed.entry.set_history(random_history());
    ATELIER_TRY(keep(std::move(renewed)));
    return {};
}

Result<BoardRecord> Catalogue::keep(BoardRecord board) {
    const std::string& slug = board.entry.slug();
    ATELIER_TRY(store_->put_entry(key_of(kBoardPrefix, slug), board.entry.SerializeAsString()));
    slug_of_.emplace(board.id, slug);
    boards_.insert_or_assign(slug, board);
    return board;
}

Result<room::AccessRecords> Catalogue::access() const {
    room::AccessRecords records;
    ATELIER_TRY(read_all<v1::Link>(*store_, kLinkPrefix, [&](v1::Link link) -> Result<void> {
        records.links.push_back(std::move(link));
        return {};
    }));
    ATELIER_TRY(read_all<v1::Expulsion>(*store_, kExpelledPrefix, [&](v1::Expulsion expulsion) -> Result<void> {
        records.expulsions.push_back(std::move(expulsion));
        return {};
    }));
    return records;
}

Result<workshop::ServerKey> Catalogue::ensure_server_key() {
    ATELIER_TRY_ASSIGN(const auto kept, store_->get_entry(kServerKeyEntry));
    if (kept) {
        return workshop::server_key_from_bytes(*kept);
    }
    const workshop::ServerKey key = workshop::make_server_key();
    ATELIER_TRY(store_->put_entry(kServerKeyEntry,
                                  BytesView(reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size())));
    return key;
}

}  // namespace atelier::app
