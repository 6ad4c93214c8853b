// SPDX-License-Identifier: MIT
#include "server/workshop/anonymity.h"

#include <algorithm>
#include <cstddef>

namespace atelier::workshop {
namespace {

constexpr std::array<std::string_view, 4> kWords = {"named", "organisation", "kind", "nothing"};

}  // namespace

bool is_organisation_kind(std::string_view word) noexcept {
    return std::find(kOrganisationKinds.begin(), kOrganisationKinds.end(), word) != kOrganisationKinds.end();
}

std::optional<Anonymity> anonymity_named(std::string_view word) noexcept {
    const auto* found = std::find(kWords.begin(), kWords.end(), word);
    return found == kWords.end() ? std::nullopt : std::optional(static_cast<Anonymity>(found - kWords.begin()));
}

std::string_view anonymity_word(Anonymity level) noexcept {
    return kWords[static_cast<std::size_t>(level)];
}

Anonymity level_of_label(std::string_view label) noexcept {
    if (label.empty()) {
        return Anonymity::Nothing;
    }
    if (is_organisation_kind(label)) {
        return Anonymity::Kind;
    }
    return label.find(kNameSeparator) == std::string_view::npos ? Anonymity::Organisation : Anonymity::Named;
}

std::string_view organisation_in(std::string_view label) noexcept {
    const std::size_t at = label.rfind(kNameSeparator);
    const std::string_view named = at == std::string_view::npos ? label : label.substr(at + kNameSeparator.size());
    return is_organisation_kind(named) ? std::string_view() : named;
}

std::string raised_label(std::string_view label, Anonymity level, std::string_view kind) {
    if (lets_say(level, label)) {
        return std::string(label);
    }
    switch (level) {
        case Anonymity::Named: break;  // everything may be said there
        case Anonymity::Organisation: return std::string(organisation_in(label));
        case Anonymity::Kind: return is_organisation_kind(kind) ? std::string(kind) : std::string();
        case Anonymity::Nothing: break;
    }
    return {};
}

}  // namespace atelier::workshop
