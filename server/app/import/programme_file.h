// A programme as a file, format "capacities-sample/1": JSON with organisations, ateliers, run of show, threads, cards
// and links. Values only; import/programme.h puts them into a data directory.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/import/polis.h"
#include "server/app/import/report.h"
#include "server/base/result.h"
#include "server/board/op.h"

namespace atelier::app {

inline constexpr std::string_view kProgrammeFormat = "capacities-sample/1";

struct ProgrammeFile {
    struct Organisation {
        std::string id;
        std::string name;
        std::string kind;
    };
    struct Phase {
        std::string title;
        std::uint32_t minutes = 0;
        std::vector<std::string> may_add;
        std::string anonymity;
        std::string visible;
    };
    struct Atelier {
        std::string id;
        std::string host;  // organisation
        std::uint32_t rank = 0;
    };
    struct Thread {
        std::string id;
        std::string title;
    };
    struct Card {
        std::string id;
        std::string atelier;
        board::CardKind kind = board::CardKind::None;
        std::string organisation;  // its name, as shown
        std::string text;
        std::vector<std::string> threads;
    };
    struct Link {
        std::string from;  // card
        std::string to;
        board::Verb verb = board::Verb::None;
    };

    std::string slug;
    std::string title;
    std::string period_from;  // ISO 8601
    std::string period_to;
    std::vector<Organisation> organisations;
    std::vector<Phase> run_of_show;
    std::vector<Atelier> ateliers;
    std::vector<Thread> threads;
    std::vector<Card> cards;
    std::vector<Link> links;

    // Empty when there is no such organisation.
    std::string organisation_name(std::string_view id) const;
};

// True when the text looks like JSON of this format; parsing may still fail.
bool recognise_programme(std::string_view text);

// Fails with Malformed when the whole cannot be read. An element that cannot be used (a card of an unknown kind, a link
// to nowhere) becomes a problem and is left out.
Result<ProgrammeFile> parse_programme(const SourceText& source, ImportReport& report);

}  // namespace atelier::app
