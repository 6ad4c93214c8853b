// Which counts of people by group may be told, so that nobody in a small group is recognised by them. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace atelier::workshop {

// Fewer people than this in a group are not told by number.
inline constexpr std::uint32_t kGroupPeopleMin = 3;

// For each group its count, or nothing where it is withheld.
using ToldCounts = std::vector<std::optional<std::uint32_t>>;

// What may be told of these counts of people, group by group, next to their total. A group of 1 or 2 is withheld, and of
// those that remain the smallest too, until the total less what is told no longer says how many are in any one of them.
// A group with nobody in it has nobody to protect and is told. Nothing at all when even the total would say it: then
// neither the total nor any group may be told.
// What is told *of* a group (its votes, its cards) may be told exactly where its count of people is.
std::optional<ToldCounts> tellable(std::span<const std::uint32_t> people);

}  // namespace atelier::workshop
