// SPDX-License-Identifier: MIT
#include "server/history/erasure_ledger.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "server/history/op_json.h"

namespace atelier::history {
namespace {

struct Line {
    BoardId board;
    board::Id item;
    std::int64_t at_ms = 0;
};

std::optional<Line> parse_line(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    const auto text_of = [&](const char* key) {
        const auto found = json.find(key);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const Result<BoardId> board = parse_board_id(text_of("board"));
    const std::optional<board::Id> item = parse_id(text_of("item"));
    const auto at_ms = json.find("at");
    if (!board || !item || at_ms == json.end() || !at_ms->is_number_integer()) {
        return std::nullopt;
    }
    return Line{*board, *item, at_ms->get<std::int64_t>()};
}

}  // namespace

Result<std::unique_ptr<ErasureLedger>> ErasureLedger::open(const std::filesystem::path& path) {
    ATELIER_TRY_ASSIGN(storage::LineFile file, storage::LineFile::open(path));
    std::unique_ptr<ErasureLedger> ledger(new ErasureLedger(std::move(file)));
    ATELIER_TRY(ledger->read());
    return ledger;
}

Result<void> ErasureLedger::read() {
    std::size_t number = 0;
    for (const std::string& text : file_.lines()) {
        ++number;
        const std::optional<Line> line = parse_line(text);
        if (!line) {
            return Error(ErrorCode::Corrupt, "the ledger of erasures, line " + std::to_string(number));
        }
        read_[line->board].emplace(line->item, line->at_ms);
    }
    return {};
}

Result<void> ErasureLedger::add(const BoardId& board, const std::vector<board::Id>& items, std::int64_t at_ms) {
    std::vector<std::string> lines;
    lines.reserve(items.size());
    for (const board::Id& item : items) {
        lines.push_back(nlohmann::ordered_json{{"board", board.text()}, {"item", id_text(item)}, {"at", at_ms}}.dump());
    }
    return file_.append(lines);
}

Result<std::size_t> ErasureLedger::begin_forgotten(storage::Store& store, const std::vector<BoardId>& boards) const {
    std::size_t begun = 0;
    for (const BoardId& board : boards) {
        const auto place = read_.find(board);
        if (place == read_.end()) {
            continue;
        }
        ATELIER_TRY_ASSIGN(const Erasures known, known_erasures(store, board));
        for (const auto& [item, at_ms] : place->second) {
            if (!known.contains(item)) {
                ATELIER_TRY(begin_erasures(store, board, {item}, at_ms));
                ++begun;
            }
        }
    }
    return begun;
}

}  // namespace atelier::history
