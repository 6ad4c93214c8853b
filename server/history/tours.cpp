// SPDX-License-Identifier: MIT
#include "server/history/tours.h"

#include <algorithm>
#include <utility>

#include "atelier/v1/history.pb.h"
#include "server/base/bytes.h"
#include "server/base/limits.h"
#include "server/history/bookmarks.h"
#include "server/history/kept_entries.h"

namespace atelier::history {
namespace {

// What was taken back is kept without stops, as bookmarks are without a name.
std::string prefix_of(const BoardId& board) {
    return "tour/" + board.text() + "/";
}

bool stands(const std::vector<v1::Tour>& all, std::uint64_t id) {
    return std::any_of(all.begin(), all.end(),
                       [&](const v1::Tour& one) { return one.id() == id && one.stops_size() > 0; });
}

v1::Tour to_message(const Tour& tour) {
    v1::Tour message;
    message.set_id(tour.id);
    message.set_title(tour.title);
    for (const TourStop& stop : tour.stops) {
        v1::TourStop& to = *message.add_stops();
        to.set_position(stop.at.value);
        to.set_time_ms(stop.time_ms);
        to.set_text(stop.text);
    }
    return message;
}

}  // namespace

Result<std::vector<Tour>> read_tours(storage::Store& store, const BoardId& board) {
    ATELIER_TRY_ASSIGN(const std::vector<v1::Tour> all, read_entries<v1::Tour>(store, prefix_of(board)));
    std::vector<Tour> tours;
    for (const v1::Tour& one : all) {
        Tour tour{one.id(), one.title(), {}};
        for (const v1::TourStop& stop : one.stops()) {
            tour.stops.push_back({{stop.position()}, stop.time_ms(), stop.text()});
        }
        if (!tour.stops.empty()) {
            tours.push_back(std::move(tour));
        }
    }
    std::stable_sort(tours.begin(), tours.end(), [](const Tour& a, const Tour& b) { return a.title < b.title; });
    return tours;
}

Result<Tour> keep_tour(storage::Store& store, const BoardId& board, Tour tour) {
    ATELIER_TRY_ASSIGN(const std::vector<v1::Tour> all, read_entries<v1::Tour>(store, prefix_of(board)));
    if (tour.id != 0 && !stands(all, tour.id)) {
        return Error(ErrorCode::NotFound, "tour " + to_hex(tour.id));
    }
    if (tour.id == 0 && all.size() >= limits::kToursMax) {
        return Error(ErrorCode::TooMany, "tours of the board");
    }
    for (TourStop& stop : tour.stops) {
        ATELIER_TRY_ASSIGN(stop.time_ms, time_at(store, board, stop.at));
    }
    tour.id = tour.id == 0 ? random_entry_id() : tour.id;
    ATELIER_TRY(write_entry(store, prefix_of(board), to_message(tour)));
    return tour;
}

Result<void> remove_tour(storage::Store& store, const BoardId& board, std::uint64_t id) {
    ATELIER_TRY_ASSIGN(const std::vector<v1::Tour> all, read_entries<v1::Tour>(store, prefix_of(board)));
    if (!stands(all, id)) {
        return Error(ErrorCode::NotFound, "tour " + to_hex(id));
    }
    v1::Tour removed;
    removed.set_id(id);
    return write_entry(store, prefix_of(board), removed);
}

}  // namespace atelier::history
