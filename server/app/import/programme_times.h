// When the rows of a programme are taken to have been written. Its file gives a period and the order of its ateliers: each
// gets a day, evenly through the period, and its rows follow each other from nine o'clock on, so that replay has something
// to go by.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "server/app/import/programme_file.h"

namespace atelier::app {

inline constexpr std::int64_t kRowMs = 40'000;  // between two rows: what reading one aloud takes

class ProgrammeTimes {
public:
    // `now_ms` is when the import is made. Where the file has no period that can be read, or one that is not over,
    // everything was written now.
    ProgrammeTimes(const ProgrammeFile& programme, std::int64_t now_ms);

    // Milliseconds since 1970; of an atelier that is not in the file, that of the first.
    std::int64_t start_of(std::string_view atelier) const;
    // What follows a row of that time.
    std::int64_t next(std::int64_t time_ms) const noexcept { return is_now_ ? time_ms : time_ms + kRowMs; }

private:
    std::map<std::string, std::int64_t, std::less<>> starts_;
    std::int64_t first_ms_ = 0;
    bool is_now_ = true;
};

}  // namespace atelier::app
