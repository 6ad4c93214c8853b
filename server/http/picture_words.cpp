// SPDX-License-Identifier: MIT
#include "server/http/picture_words.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace atelier::http {
namespace {

std::string moment(std::int64_t time_ms) {
    namespace chrono = std::chrono;
    const auto time =
        chrono::floor<chrono::minutes>(chrono::sys_time<chrono::milliseconds>(chrono::milliseconds(time_ms)));
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::year_month_day date(day);
    const chrono::hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u, %02d:%02d UTC", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
    return text.data();
}

}  // namespace

std::string erased_words(std::int64_t time_ms, room::Language language) {
    namespace chrono = std::chrono;
    constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const chrono::sys_time<chrono::milliseconds> time{chrono::milliseconds(time_ms)};
    const chrono::year_month_day date(chrono::floor<chrono::days>(time));
    const auto day = static_cast<unsigned>(date.day());
    const auto month = static_cast<unsigned>(date.month());
    const int year = static_cast<int>(date.year());
    std::array<char, 64> text{};
    if (language == room::Language::French) {
        std::snprintf(text.data(), text.size(), "Contenu retiré le %02u/%02u/%04d", day, month, year);
    } else {
        std::snprintf(text.data(), text.size(), "Content removed on %u %s %04d", day, kMonths.at(month - 1), year);
    }
    return text.data();
}

history::PictureWords picture_words(std::string title, std::int64_t time_ms, room::Language language) {
    history::PictureWords words;
    words.title = std::move(title);
    words.moment = time_ms == 0 ? "" : moment(time_ms);
    words.columns = language == room::Language::French
                        ? decltype(words.columns){"Craintes", "Freins", "Besoins", "Récits", "Solutions"}
                        : decltype(words.columns){"Fears", "Barriers", "Needs", "Stories", "Solutions"};
    return words;
}

}  // namespace atelier::http
