// SPDX-License-Identifier: MIT
#include "server/http/picture_words.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

namespace atelier::http {
namespace {

namespace chrono = std::chrono;

using Months = std::array<const char*, 12>;
constexpr Months kFrenchMonths{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                               "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr Months kEnglishMonths{"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};

chrono::sys_time<chrono::milliseconds> time_of(std::int64_t time_ms) {
    return chrono::sys_time<chrono::milliseconds>(chrono::milliseconds(time_ms));
}

// "1er septembre 2026", "1 September 2026".
std::string day_words(const chrono::year_month_day& date, room::Language language) {
    const bool is_french = language == room::Language::French;
    const auto day = static_cast<unsigned>(date.day());
    const auto month = static_cast<unsigned>(date.month());
    return std::to_string(day) + (is_french && day == 1 ? "er " : " ") +
           (is_french ? kFrenchMonths : kEnglishMonths).at(month - 1) + " " +
           std::to_string(static_cast<int>(date.year()));
}

}  // namespace

std::string moment_words(std::int64_t time_ms, room::Language language) {
    const auto time = chrono::floor<chrono::minutes>(time_of(time_ms));
    const auto day = chrono::floor<chrono::days>(time);
    const chrono::hh_mm_ss clock(time - day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), ", %02d:%02d UTC", static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()));
    return day_words(day, language) + text.data();
}

std::string erased_words(std::int64_t time_ms, room::Language language) {
    const chrono::year_month_day date(chrono::floor<chrono::days>(time_of(time_ms)));
    if (language == room::Language::English) {
        return "Content removed on " + day_words(date, language);
    }
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "Contenu retiré le %02u/%02u/%04d", static_cast<unsigned>(date.day()),
                  static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
    return text.data();
}

std::string chapter_words(const history::Chapter& chapter, bool is_first, room::Language language) {
    const bool is_french = language == room::Language::French;
    if (chapter.number != 0) {
        return std::to_string(chapter.number) + ". " + chapter.title;
    }
    if (is_first) {
        return is_french ? "Avant les phases" : "Before the phases";
    }
    return is_french ? "Après les phases" : "After the phases";
}

std::string_view sheet_words(room::Language language) noexcept {
    return language == room::Language::French ? "Le tableau à la fin de chaque phase"
                                              : "The board at the end of each phase";
}

history::PictureWords picture_words(std::string title, std::int64_t time_ms, room::Language language) {
    history::PictureWords words;
    words.title = std::move(title);
    words.moment = time_ms == 0 ? "" : moment_words(time_ms, language);
    const bool is_french = language == room::Language::French;
    words.columns = is_french ? decltype(words.columns){"Craintes", "Freins", "Besoins", "Récits", "Solutions"}
                              : decltype(words.columns){"Fears", "Barriers", "Needs", "Stories", "Solutions"};
    // As the page says them of the author of a card.
    words.organisation_kinds = is_french
                                   ? decltype(words.organisation_kinds){"d’une collectivité", "d’une entreprise",
                                                                        "d’une institution", "d’ailleurs"}
                                   : decltype(words.organisation_kinds){"from a local authority", "from a company",
                                                                        "from an institution", "from elsewhere"};
    return words;
}

}  // namespace atelier::http
