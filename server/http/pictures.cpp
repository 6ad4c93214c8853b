// SPDX-License-Identifier: MIT
#include "server/http/pictures.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/history/chapters.h"
#include "server/history/contact_sheet.h"
#include "server/history/film_frames.h"
#include "server/history/picture.h"
#include "server/history/timeline_reader.h"
#include "server/http/picture_words.h"
#include "server/raster/film.h"
#include "server/raster/pixels.h"

namespace atelier::http {

namespace {

using Stretches = std::vector<history::Stretch>;
using namespace std::chrono_literals;

// Of a film: a moment, the first of a phase, whose title is new, and the last, which is what came of it all.
constexpr auto kShown = 500ms;
constexpr auto kPhaseShown = 1500ms;
constexpr auto kLastShown = 4000ms;

history::PictureWords words_for(const PastAsked& asked, const Stretches& stretches, std::int64_t time_ms) {
    history::PictureWords words = picture_words(asked.listing.title, time_ms, asked.language);
    for (const auto& [item, when] : history::erased_in(stretches)) {
        words.erased.emplace(item, erased_words(when, asked.language));
    }
    return words;
}

void set_title(history::PictureWords& words, const board::Board& board) {
    if (!board.title().value.empty()) {
        words.title = board.title().value;
    }
}

Result<Bytes> draw_moment(storage::Store& store, const PastAsked& asked, const Stretches& stretches) {
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, asked.request(history::Keep::No)));
    const Result<storage::Record> last = history::record_at(store, asked.route.board, asked.route.last);
    history::PictureWords words = words_for(asked, stretches, last ? last->server_time_ms : 0);
    set_title(words, board);
    return history::draw_board(board, words);
}

Result<Bytes> draw_phases(storage::Store& store, const PastAsked& asked, const Stretches& stretches) {
    // Where no change ends nothing is told, here neither.
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, asked.request(history::Keep::No)));
    ATELIER_TRY_ASSIGN(std::vector<history::Chapter> chapters,
                       history::read_chapters(store, asked.route.board, stretches, asked.route.last));
    if (chapters.size() > kSheetCellsMax) {
        chapters.erase(chapters.begin(), chapters.end() - static_cast<std::ptrdiff_t>(kSheetCellsMax));
    }
    history::PictureWords words = words_for(asked, stretches, 0);
    set_title(words, board);
    std::vector<history::SheetCell> cells;
    for (const history::Chapter& chapter : chapters) {
        history::SegmentRequest moment = asked.request(history::Keep::No);
        moment.last = chapter.end;
        ATELIER_TRY_ASSIGN(const board::Board then, history::board_seen_at(store, moment));
        const bool has_phases = chapters.size() > 1 || chapter.number != 0;
        cells.push_back({has_phases ? chapter_words(chapter, cells.empty(), asked.language) : "",
                         moment_words(chapter.end_ms, asked.language),
                         history::draw_columns(then, words, history::kSheetColumnMax)});
    }
    return history::draw_sheet(words.title, sheet_words(asked.language), cells);
}

Result<void> still_wanted(const std::atomic<bool>& is_given_up) {
    return is_given_up ? Result<void>(Error(ErrorCode::Unavailable, "nobody waits for the picture any more"))
                       : Result<void>();
}

// One more of a film before its height is known.
struct Framed {
    history::Drawing drawing;
    std::chrono::milliseconds shown{};
};

Result<Framed> frame_moment(storage::Store& store, const PastAsked& asked, const history::FilmMoment& moment,
                            history::PictureWords& words) {
    history::SegmentRequest there = asked.request(history::Keep::No);
    there.last = moment.position;
    ATELIER_TRY_ASSIGN(const board::Board board, history::board_seen_at(store, there));
    ATELIER_TRY_ASSIGN(const storage::Record record, history::record_at(store, asked.route.board, moment.position));
    set_title(words, board);
    words.moment = moment_words(record.server_time_ms, asked.language);
    if (moment.number != 0) {
        words.moment += "  ·  " + std::to_string(moment.number) + ". " + moment.phase;
    }
    return Framed{history::frame_board(history::draw_columns(board, words, history::kFilmColumnMax), words),
                  moment.is_new_phase ? kPhaseShown : kShown};
}

// Every frame as high as the highest, so that nothing jumps.
Result<std::vector<DrawnPicture>> draw_film(storage::Store& store, const PastAsked& asked, const Stretches& stretches,
                                            const std::atomic<bool>& is_given_up) {
    if (asked.route.last <= asked.route.after) {
        return Error(ErrorCode::TooLarge, "a film that ends before it begins");
    }
    ATELIER_TRY_ASSIGN(const storage::Record end, history::record_at(store, asked.route.board, asked.route.last));
    if (end.last() != asked.route.last) {
        return Error(ErrorCode::NotFound, "no change ends there");
    }
    history::PictureWords words = words_for(asked, stretches, 0);
    std::vector<Framed> frames;
    int height = 0;
    for (const history::FilmMoment& moment :
         history::choose_moments(stretches, asked.route.after, asked.route.last, kFilmFramesMax)) {
        ATELIER_TRY(still_wanted(is_given_up));
        ATELIER_TRY_ASSIGN(Framed framed, frame_moment(store, asked, moment, words));
        height = std::max(height, framed.drawing.height);
        frames.push_back(std::move(framed));
    }
    frames.back().shown = kLastShown;
    std::vector<DrawnPicture> pictures;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const double progress = static_cast<double>(i + 1) / static_cast<double>(frames.size());
        pictures.push_back(
            {history::draw_frame(std::move(frames[i].drawing), words.title, height, progress), frames[i].shown});
    }
    return pictures;
}

Result<Bytes> paint_film(const std::vector<DrawnPicture>& pictures, const std::atomic<bool>& is_given_up) {
    std::optional<raster::Film> film;
    for (const DrawnPicture& picture : pictures) {
        ATELIER_TRY(still_wanted(is_given_up));
        ATELIER_TRY_ASSIGN(const raster::Pixels pixels, raster::draw_svg(picture.svg, kFilmWidth));
        if (!film) {
            ATELIER_TRY_ASSIGN(film, raster::Film::begin(pixels.width(), pixels.height()));
        }
        ATELIER_TRY(film->add(pixels, picture.shown));
    }
    return film->finish();
}

}  // namespace

Result<std::vector<DrawnPicture>> draw_pictures(storage::Store& store, const PastAsked& asked,
                                                const std::atomic<bool>& is_given_up) {
    ATELIER_TRY(still_wanted(is_given_up));
    ATELIER_TRY_ASSIGN(const Stretches stretches, history::read_timeline(store, asked.route.board, history::Keep::No));
    if (asked.route.kind == Route::Kind::Film) {
        return draw_film(store, asked, stretches, is_given_up);
    }
    ATELIER_TRY_ASSIGN(Bytes svg, asked.route.kind == Route::Kind::Sheet ? draw_phases(store, asked, stretches)
                                                                         : draw_moment(store, asked, stretches));
    return std::vector{DrawnPicture{std::move(svg)}};
}

Result<Bytes> paint_pictures(const std::vector<DrawnPicture>& pictures, const Route& route,
                             const std::atomic<bool>& is_given_up) {
    if (route.kind == Route::Kind::Film) {
        return paint_film(pictures, is_given_up);
    }
    ATELIER_TRY(still_wanted(is_given_up));
    ATELIER_TRY_ASSIGN(const raster::Pixels pixels, raster::draw_svg(pictures.front().svg, route.width));
    return raster::encode_png(pixels);
}

}  // namespace atelier::http
