// How much of its author a card says: four levels, and which labels each lets through. Pure.
// docs/decisions/an_anonymous_card_is_signed_by_its_own_key.md says why the two strongest have a door of their own.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace atelier::workshop {

// In ascending order: each says less than the one before.
enum class Anonymity : std::uint8_t {
    Named,         // "Ada · ADEME"
    Organisation,  // "ADEME"
    Kind,          // a word of kOrganisationKinds
    Nothing,       // ""
};

// The kinds of organisation, as the door, cards and programmes name them.
inline constexpr std::array<std::string_view, 4> kOrganisationKinds = {"collectivite", "entreprise", "institution",
                                                                       "other"};
// Between the name and the organisation of a label that says both. Pages write it nowhere else into a label.
inline constexpr std::string_view kNameSeparator = " \u00b7 ";

bool is_organisation_kind(std::string_view word) noexcept;

// The words of the run of show: "named", "organisation", "kind", "nothing". Nothing for another.
std::optional<Anonymity> anonymity_named(std::string_view word) noexcept;
std::string_view anonymity_word(Anonymity level) noexcept;

// How much the label of a card says.
Anonymity level_of_label(std::string_view label) noexcept;

// Whether a card may bear that label where this is the level.
inline bool lets_say(Anonymity level, std::string_view label) noexcept {
    return level_of_label(label) >= level;
}

// Whether participants' cards are signed by an actor of their own there, so that nothing ties two of them to each other.
constexpr bool hides_author(Anonymity level) noexcept {
    return level >= Anonymity::Kind;
}

// The organisation that a label names; empty when it names none.
std::string_view organisation_in(std::string_view label) noexcept;

// What is left of a label at that level. `kind`: of organisation_in(label), empty when it is not known. Never says more
// than the label did.
std::string raised_label(std::string_view label, Anonymity level, std::string_view kind);

}  // namespace atelier::workshop
