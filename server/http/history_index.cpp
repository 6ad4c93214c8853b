// SPDX-License-Identifier: MIT
#include "server/http/history_index.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/history/op_json.h"

namespace atelier::http {
namespace {

using history::Bin;
using history::Happening;
using history::Mark;
using history::Stretch;
using Json = nlohmann::ordered_json;

constexpr std::int64_t kMinuteMs = 60'000;

std::string_view word(Happening what) noexcept {
    switch (what) {
        case Happening::Phase: return "phase";
        case Happening::Reveal: return "reveal";
        case Happening::Merge: return "merge";
        case Happening::Split: return "split";
        case Happening::Reword: return "reword";
        case Happening::Remove: return "remove";
        case Happening::Restore: return "restore";
        case Happening::Erase: return "erase";
        case Happening::VoteOpened: return "vote_open";
        case Happening::VoteClosed: return "vote_close";
        case Happening::Thread: break;
    }
    return "thread";
}

Json pieces_json(const std::vector<Stretch>& stretches, bool sees_all) {
    Json pieces = Json::array();
    for (const history::Piece& piece : history::pieces_of(stretches, sees_all)) {
        pieces.push_back({{"from", piece.after.value},
                          {"to", piece.last.value},
                          {"begin", piece.stretch->begin_ms},
                          {"end", piece.stretch->end_ms}});
    }
    return pieces;
}

std::int64_t floor_to(std::int64_t minute, std::int64_t width) noexcept {
    return minute - ((minute % width) + width) % width;
}

void merge(Bin& into, const Bin& bin) {
    into.last = bin.last;
    into.ops += bin.ops;
    into.links += bin.links;
    into.ballots += bin.ballots;
    for (std::size_t i = 0; i < bin.items.size(); ++i) {
        into.items[i] += bin.items[i];
    }
}

// In minutes of that many: server time may go back a little where a clock was set, then a bin is there twice.
std::vector<Bin> bins_of(const std::vector<Stretch>& stretches, std::int64_t width) {
    std::vector<Bin> bins;
    for (const Stretch& stretch : stretches) {
        for (const Bin& bin : stretch.bins) {
            const std::int64_t minute = floor_to(bin.minute, width);
            if (bins.empty() || bins.back().minute != minute) {
                bins.push_back({});
                bins.back().minute = minute;
            }
            merge(bins.back(), bin);
        }
    }
    return bins;
}

Json columns_of(const std::vector<Bin>& bins) {
    Json columns = {{"time", Json::array()},   {"to", Json::array()},      {"ops", Json::array()},
                    {"cards", Json::array()},  {"threads", Json::array()}, {"links", Json::array()},
                    {"ballots", Json::array()}};
    constexpr std::size_t kKinds = 5;
    columns["cards"] = std::vector<Json>(kKinds, Json::array());
    for (const Bin& bin : bins) {
        columns["time"].push_back(bin.minute * kMinuteMs);
        columns["to"].push_back(bin.last.value);
        columns["ops"].push_back(bin.ops);
        columns["threads"].push_back(bin.items[0]);
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            columns["cards"][kind].push_back(bin.items.at(kind + 1));
        }
        columns["links"].push_back(bin.links);
        columns["ballots"].push_back(bin.ballots);
    }
    return columns;
}

bool is_vote(const Mark& mark) noexcept {
    return mark.what == Happening::VoteOpened || mark.what == Happening::VoteClosed;
}

Json mark_json(const Mark& mark) {
    Json json = {{"at", mark.at.value}, {"time", mark.time_ms}, {"what", word(mark.what)}};
    if (mark.what == Happening::Phase || is_vote(mark)) {
        json["number"] = mark.number;
    }
    if (mark.what == Happening::Phase) {
        json["text"] = mark.text;
    }
    if (!mark.item.is_null()) {
        json["item"] = history::id_text(mark.item);
    }
    return json;
}

// Without those a page would not know what to show.
bool is_needed(const Mark& mark) noexcept {
    return mark.what == Happening::Phase || mark.what == Happening::Reveal || mark.what == Happening::Erase ||
           is_vote(mark);
}

// Where there are too many, every phase, reveal and erasure and an even share of the others.
Json marks_of(const std::vector<Stretch>& stretches, bool sees_all) {
    std::vector<const Mark*> chosen;
    for (const Stretch& stretch : stretches) {
        for (const Mark& mark : stretch.marks) {
            if (sees_all || !mark.is_covered) {
                chosen.push_back(&mark);
            }
        }
    }
    const std::size_t step = chosen.size() / limits::kTimelineMarksMax + 1;
    Json marks = Json::array();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const bool has_room = marks.size() < limits::kTimelineMarksMax;
        if (has_room && (is_needed(*chosen[i]) || i % step == 0)) {
            marks.push_back(mark_json(*chosen[i]));
        }
    }
    return marks;
}

}  // namespace

Json bookmark_json(const history::Bookmark& bookmark) {
    return {
        {"id", to_hex(bookmark.id)}, {"at", bookmark.at.value}, {"time", bookmark.time_ms}, {"name", bookmark.name}};
}

Json tour_json(const history::Tour& tour) {
    Json stops = Json::array();
    for (const history::TourStop& stop : tour.stops) {
        stops.push_back({{"at", stop.at.value}, {"time", stop.time_ms}, {"text", stop.text}});
    }
    return {{"id", to_hex(tour.id)}, {"title", tour.title}, {"stops", std::move(stops)}};
}

std::string history_index(const PastInFigures& past, bool sees_all) {
    const std::vector<Stretch>& stretches = past.stretches;
    constexpr std::array<std::int64_t, 10> kWidths{1, 2, 5, 10, 30, 60, 180, 360, 720, 1440};  // minutes
    std::vector<Bin> bins = bins_of(stretches, kWidths.front());
    std::int64_t width = kWidths.front();
    for (std::size_t i = 1; bins.size() > limits::kTimelineBinsMax; ++i) {
        width = i < kWidths.size() ? kWidths.at(i) : 2 * width;
        bins = bins_of(stretches, width);
    }
    Json bookmarks = Json::array();
    for (const history::Bookmark& bookmark : past.bookmarks) {
        bookmarks.push_back(bookmark_json(bookmark));
    }
    Json tours = Json::array();
    for (const history::Tour& tour : past.tours) {
        tours.push_back(tour_json(tour));
    }
    const Json index = {{"history", to_hex(past.history)},
                        {"position", stretches.empty() ? 0 : stretches.back().last.value},
                        {"segments", pieces_json(stretches, sees_all)},
                        {"width", width * kMinuteMs},
                        {"bins", columns_of(bins)},
                        {"marks", marks_of(stretches, sees_all)},
                        {"bookmarks", std::move(bookmarks)},
                        {"tours", std::move(tours)}};
    return index.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace atelier::http
