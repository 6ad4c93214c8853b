// SPDX-License-Identifier: MIT
#include "server/workshop/small_groups.h"

namespace atelier::workshop {
namespace {

// What is withheld so far, as whoever subtracts sees it: how many groups, how many people in all of them together.
struct Withheld {
    std::uint64_t groups = 0;
    std::uint64_t people = 0;

    // One group is the rest exactly; as many people as groups are one in each, twice as many may be two in each.
    bool is_safe() const noexcept { return groups == 0 || (groups > 1 && people > groups && people != 2 * groups); }
};

}  // namespace

std::optional<ToldCounts> tellable(std::span<const std::uint32_t> people) {
    ToldCounts told(people.begin(), people.end());
    Withheld withheld;
    const auto withhold = [&](std::optional<std::uint32_t>& count) {
        ++withheld.groups;
        withheld.people += *count;
        count.reset();
    };
    for (std::optional<std::uint32_t>& count : told) {
        if (*count > 0 && *count < kGroupPeopleMin) {
            withhold(count);
        }
    }
    while (!withheld.is_safe()) {
        std::uint32_t smallest = 0;  // 0 = none is left
        for (const std::optional<std::uint32_t>& count : told) {
            const bool is_smaller = count && *count > 0 && (smallest == 0 || *count < smallest);
            smallest = is_smaller ? *count : smallest;
        }
        if (smallest == 0) {
            return std::nullopt;
        }
        for (std::optional<std::uint32_t>& count : told) {
            if (count == smallest) {  // all of that size: which of two equals was taken would say something, too
                withhold(count);
            }
        }
    }
    return told;
}

}  // namespace atelier::workshop
