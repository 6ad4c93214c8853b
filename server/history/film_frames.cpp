// SPDX-License-Identifier: MIT
#include "server/history/film_frames.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "server/history/picture.h"

namespace atelier::history {
namespace {

constexpr int kProgressHeight = 6;

std::vector<OpSeq> positions_in(const std::vector<Stretch>& stretches, OpSeq after, OpSeq last) {
    std::vector<OpSeq> positions{last};
    const auto add = [&](OpSeq position) {
        if (position > after && position < last) {
            positions.push_back(position);
        }
    };
    for (const Stretch& stretch : stretches) {
        for (const Bin& bin : stretch.bins) {
            add(bin.last);
        }
        for (const Mark& mark : stretch.marks) {
            add(mark.at);
        }
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

std::vector<OpSeq> even_share(const std::vector<OpSeq>& all, std::size_t count_max) {
    if (all.size() <= count_max) {
        return all;
    }
    std::vector<OpSeq> some;
    for (std::size_t i = 0; i < count_max; ++i) {
        some.push_back(all[i * (all.size() - 1) / (count_max - 1)]);
    }
    return some;
}

}  // namespace

std::vector<FilmMoment> choose_moments(const std::vector<Stretch>& stretches, OpSeq after, OpSeq last,
                                       std::size_t count_max) {
    std::vector<Mark> phases;
    for (const Stretch& stretch : stretches) {
        std::copy_if(stretch.marks.begin(), stretch.marks.end(), std::back_inserter(phases),
                     [](const Mark& mark) { return mark.what == Happening::Phase; });
    }
    std::vector<FilmMoment> moments;
    std::size_t next = 0;  // of the phases
    for (const OpSeq position : even_share(positions_in(stretches, after, last), count_max)) {
        FilmMoment moment = moments.empty() ? FilmMoment() : moments.back();
        moment.position = position;
        moment.is_new_phase = false;
        for (; next < phases.size() && phases[next].at <= position; ++next) {
            moment.phase = phases[next].text;
            moment.number = phases[next].number;
            moment.is_new_phase = true;
        }
        moments.push_back(std::move(moment));
    }
    return moments;
}

std::string draw_frame(Drawing framed, std::string_view title, int height, double progress) {
    framed.height = height;
    framed.svg += "<rect" +
                  box(0, height - kProgressHeight, static_cast<int>(framed.width * progress), kProgressHeight) +
                  " fill=\"#1f5f4a\"/>\n";
    return draw_paper(framed, title);
}

}  // namespace atelier::history
