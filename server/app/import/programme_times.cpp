// SPDX-License-Identifier: MIT
#include "server/app/import/programme_times.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace atelier::app {
namespace {

using Days = std::chrono::sys_days;

constexpr auto kOpening = std::chrono::hours(7);  // nine o'clock in France in summer

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// First day of "YYYY-MM" or the day of "YYYY-MM-DD"; nothing for anything else.
std::optional<std::chrono::year_month_day> date_of(std::string_view text) {
    const bool has_day = text.size() == 10 && text[7] == '-';
    if ((text.size() != 7 && !has_day) || text[4] != '-') {
        return std::nullopt;
    }
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = has_day ? number(text.substr(8, 2)) : std::optional(1);
    if (!year || !month || !day || *month < 1 || *day < 1) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    return date.ok() ? std::optional(date) : std::nullopt;
}

// Of a month its last.
std::optional<Days> last_day_of(std::string_view text) {
    const auto date = date_of(text);
    if (!date) {
        return std::nullopt;
    }
    return text.size() == 7 ? Days(date->year() / date->month() / std::chrono::last) : Days(*date);
}

std::int64_t ms(Days day) {
    return std::chrono::duration_cast<std::chrono::milliseconds>((day + kOpening).time_since_epoch()).count();
}

}  // namespace

ProgrammeTimes::ProgrammeTimes(const ProgrammeFile& programme, std::int64_t now_ms) : first_ms_(now_ms) {
    const auto from = date_of(programme.period_from);
    const auto to = last_day_of(programme.period_to);
    if (!from || !to || *to < Days(*from) || ms(*to + std::chrono::days(1)) > now_ms) {
        return;
    }
    std::vector<const ProgrammeFile::Atelier*> ateliers;
    for (const ProgrammeFile::Atelier& atelier : programme.ateliers) {
        ateliers.push_back(&atelier);
    }
    std::stable_sort(ateliers.begin(), ateliers.end(), [](const auto* a, const auto* b) { return a->rank < b->rank; });
    const auto length = (*to - Days(*from)).count();
    const auto count = static_cast<int>(std::max<std::size_t>(1, ateliers.size()));
    const auto day = [&](int i) { return Days(*from) + std::chrono::days(length * (2 * i + 1) / (2 * count)); };
    is_now_ = false;
    first_ms_ = ms(day(0));
    for (int i = 0; i < static_cast<int>(ateliers.size()); ++i) {
        starts_.emplace(ateliers[static_cast<std::size_t>(i)]->id, ms(day(i)));
    }
}

std::int64_t ProgrammeTimes::start_of(std::string_view atelier) const {
    const auto found = starts_.find(atelier);
    return found == starts_.end() ? first_ms_ : found->second;
}

}  // namespace atelier::app
