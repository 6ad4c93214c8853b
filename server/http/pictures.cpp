// SPDX-License-Identifier: MIT
#include "server/http/pictures.h"

#include <utility>
#include <vector>

#include "server/history/picture.h"
#include "server/history/timeline_reader.h"
#include "server/http/picture_words.h"
#include "server/raster/pixels.h"

namespace atelier::http {

Result<Bytes> draw_picture(storage::Store& store, const PastAsked& asked) {
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, asked.request()));
    storage::Store::ReadBounds one;
    one.ops_max = 1;
    const OpSeq before{asked.route.last.value - (asked.route.last.value > 0 ? 1 : 0)};
    ATELIER_TRY_ASSIGN(const std::vector<storage::Record> records, store.read_log(asked.route.board, before, one));
    const std::string& title = board.title().value;
    const std::int64_t time_ms = records.empty() ? 0 : records.front().server_time_ms;
    history::PictureWords words = picture_words(title.empty() ? asked.listing.title : title, time_ms, asked.language);
    ATELIER_TRY_ASSIGN(const std::vector<history::Stretch> stretches, history::read_timeline(store, asked.route.board));
    for (const auto& [item, when] : history::erased_in(stretches)) {
        words.erased.emplace(item, erased_words(when, asked.language));
    }
    return history::draw_board(board, words);
}

Result<Bytes> paint_picture(const Bytes& svg, const Route& route) {
    ATELIER_TRY_ASSIGN(const raster::Pixels pixels, raster::draw_svg(svg, route.width));
    return raster::encode_png(pixels);
}

}  // namespace atelier::http
