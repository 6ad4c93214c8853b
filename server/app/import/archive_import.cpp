// SPDX-License-Identifier: MIT
#include "server/app/import/archive_import.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "server/app/slug.h"
#include "server/base/limits.h"
#include "server/history/archive.h"
#include "server/history/timeline_reader.h"

namespace atelier::app {
namespace {

// A message of the catalogue out of the head; as it is when the head has none.
template <class Message>
Result<Message> entry_of(const nlohmann::ordered_json& head, const char* name) {
    Message message;
    const auto found = head.find(name);
    if (found == head.end()) {
        return message;
    }
    google::protobuf::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    if (!google::protobuf::util::JsonStringToMessage(found->dump(), &message, options).ok()) {
        return Error(ErrorCode::Malformed, std::string("line 1: '") + name + "' does not read");
    }
    return message;
}

struct Entries {
    v1::BoardEntry board;
    v1::Atelier atelier;
    v1::Programme programme;
};

Result<Entries> read_entries(const nlohmann::ordered_json& head) {
    Entries entries;
    ATELIER_TRY_ASSIGN(entries.board, entry_of<v1::BoardEntry>(head, "entry"));
    ATELIER_TRY_ASSIGN(entries.atelier, entry_of<v1::Atelier>(head, "atelier"));
    ATELIER_TRY_ASSIGN(entries.programme, entry_of<v1::Programme>(head, "programme"));
    ATELIER_TRY_ASSIGN(const BoardId id, board_id_from_bytes(entries.board.board()));
    const bool is_same = head.value("board", "") == id.text();
    const bool is_whole = is_slug(entries.board.slug()) && entries.board.atelier() == entries.atelier.slug() &&
                          entries.board.history() != 0;
    if (!is_same || !is_whole) {
        return Error(ErrorCode::Malformed, "line 1: it names no board of an atelier");
    }
    return entries;
}

// Those of another directory do not overwrite what is here under the same name.
Result<BoardRecord> adopt(const Entries& entries, Catalogue& catalogue) {
    ATELIER_TRY_ASSIGN(BoardRecord record, catalogue.adopt_board(entries.board));
    if (!entries.programme.slug().empty() && catalogue.find_programme(entries.programme.slug()) == nullptr) {
        ATELIER_TRY(catalogue.put_programme(entries.programme));
    }
    if (!entries.atelier.slug().empty() && catalogue.find_atelier(entries.atelier.slug()) == nullptr) {
        ATELIER_TRY(catalogue.put_atelier(entries.atelier));
    }
    return record;
}

// The records behind what the board has; OutOfOrder when what it has is not how they begin.
Result<std::vector<storage::Append>> missing(std::vector<storage::Append> records, const BoardId& board,
                                             const storage::Head& head) {
    storage::Link link = storage::origin_link(board);
    std::size_t known = 0;
    for (; known < records.size() && link.position < head.position; ++known) {
        ATELIER_TRY_ASSIGN(link, storage::link_append(link, records[known]));
    }
    if (link.position != head.position || storage::head_of(link).chain != head.chain) {
        return Error(ErrorCode::OutOfOrder, "board " + board.text() +
                                                " has another history here; an archive without ballots does not go on "
                                                "from a board that has them");
    }
    records.erase(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(known));
    return records;
}

Result<void> append_all(storage::Store& store, const std::vector<storage::Append>& records) {
    constexpr std::size_t kAtOnce = 1024;
    for (std::size_t begin = 0; begin < records.size(); begin += kAtOnce) {
        const auto first = records.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = records.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kAtOnce, records.size()));
        ATELIER_TRY(store.append({first, last}));
    }
    return {};
}

}  // namespace

Result<void> import_archive(const SourceText& source, storage::Store& store, Catalogue& catalogue,
                            ImportReport& report) {
    Result<history::Archive> read = history::read_archive(source.text);
    if (!read) {
        return Error(read.error().code, source.name + ": " + read.error().detail);
    }
    ATELIER_TRY_ASSIGN(const Entries entries, read_entries(read->head));
    ATELIER_TRY_ASSIGN(const BoardRecord record, adopt(entries, catalogue));
    ATELIER_TRY_ASSIGN(const storage::Head head, store.verify_board(record.id));
    report.rows_read += read->end.records;
    ATELIER_TRY_ASSIGN(const std::vector<storage::Append> records, missing(std::move(read->records), record.id, head));
    report.rows_known += read->end.records - records.size();
    if (!records.empty()) {
        ATELIER_TRY(append_all(store, records));
        storage::Snapshot snapshot;
        snapshot.position = read->end.link.position;
        snapshot.state = read->board.encode();
        snapshot.hash = read->end.hash;
        ATELIER_TRY(store.put_snapshot(record.id, snapshot));
        ATELIER_TRY(history::read_timeline(store, record.id));
    }
    report.boards.push_back({record.entry.slug(), record.id, read->end.link.position.value - head.position.value,
                             read->end.link.position, read->end.hash});
    return {};
}

}  // namespace atelier::app
