// SPDX-License-Identifier: MIT
#include "server/app/export_page.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "server/history/bookmarks.h"
#include "server/history/segment.h"
#include "server/history/timeline_reader.h"
#include "server/history/tours.h"
#include "server/http/content_encoding.h"
#include "server/http/history_index.h"
#include "server/http/segment_body.h"
#include "server/workshop/base64.h"

namespace atelier::app {
namespace {

constexpr std::string_view kPlace = "<!--atelier:past-->";  // in player.html

// As JSON in a page may stand: nothing in it ends the element.
std::string for_page(const nlohmann::ordered_json& json) {
    std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 6) {
        text.replace(at, 1, "\\u003c");
    }
    return text;
}

nlohmann::ordered_json description(const std::string& index, const room::BoardListing& board) {
    nlohmann::ordered_json past = {{"board", board.board.text()},
                                   {"title", board.title},
                                   {"atelier", board.atelier_title},
                                   {"programme", board.programme_title}};
    past["index"] = nlohmann::ordered_json::parse(index);
    return past;
}

// One element a piece, in gzip, which every browser unpacks.
Result<void> write_piece(storage::Store& store, const history::SegmentRequest& wanted, std::ostream& out) {
    ATELIER_TRY_ASSIGN(history::Segment segment, history::read_segment(store, wanted));
    ATELIER_TRY_ASSIGN(const http::EncodedBody body, http::segment_body(std::move(segment), "gzip"));
    out << R"(<script type="text/plain" data-piece=")" << wanted.after.value << '-' << wanted.last.value
        << R"(" data-encoding=")" << body.encoding << "\">" << workshop::to_base64(body.bytes) << "</script>\n";
    return {};
}

}  // namespace

Result<void> write_past_page(storage::Store& store, const room::BoardListing& board, const std::string& page,
                             std::ostream& out) {
    const std::size_t place = page.find(kPlace);
    if (place == std::string::npos) {
        return Error(ErrorCode::Config, "player.html is not of this version: it has no place for a past");
    }
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, board.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Bookmark> bookmarks, history::read_bookmarks(store, board.board));
    ATELIER_TRY_ASSIGN(const std::vector<history::Tour> tours, history::read_tours(store, board.board));
    const std::string index = http::history_index({stretches, bookmarks, tours, board.history}, false);
    const nlohmann::ordered_json past = description(index, board);
    out << std::string_view(page).substr(0, place);
    out << R"(<script type="application/json" id="past">)" << for_page(past) << "</script>\n";
    for (const history::Piece& piece : history::pieces_of(stretches, false)) {
        ATELIER_TRY(write_piece(store, {board.board, piece.after, piece.last, false, board.history}, out));
    }
    out << std::string_view(page).substr(place + kPlace.size());
    return {};
}

}  // namespace atelier::app
