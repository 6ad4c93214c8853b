// What a request target asks for. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/base/ids.h"

namespace atelier::http {

struct Route {
    enum class Kind : std::uint8_t {
        Health,         // /healthz
        Ready,          // /readyz
        Description,    // /api/v1/openapi.json
        Session,        // /api/v1/session: who is signed in
        Sessions,       // /api/v1/sessions: on every device
        WebSocket,      // /api/v1/boards/<board>/ws (rule W1)
        Sync,           // /api/v1/boards/<board>/sync (rule W2)
        Invitation,     // /api/v1/boards/<board>/invitation
        Links,          // /api/v1/boards/<board>/links, …/links/<16 hexadecimal digits>
        People,         // /api/v1/boards/<board>/people, …/people/<16 hexadecimal digits>
        Audit,          // /api/v1/boards/<board>/audit
        Organisations,  // /api/v1/boards/<board>/organisations
        Code,           // /api/v1/boards/<board>/code
        Recover,        // /api/v1/boards/<board>/recover
        Places,         // /api/v1/boards/<board>/places: the same person's on the boards that belong to it
        LoneCards,      // /api/v1/boards/<board>/anonymous-cards
        Authorship,     // /api/v1/boards/<board>/authorship
        Erasures,       // /api/v1/boards/<board>/erasures
        Phase,          // /api/v1/boards/<board>/phase: which one is on
        Bookmarks,      // /api/v1/boards/<board>/bookmarks, …/bookmarks/<16 hexadecimal digits>
        Tours,          // /api/v1/boards/<board>/tours, …/tours/<16 hexadecimal digits>
        Tables,         // /api/v1/boards/<board>/tables: boards of their own for sub-groups
        TablesNow,      // /api/v1/boards/<board>/tables/now: how many people and cards are there
        Cards,          // /api/v1/boards/<board>/cards: what lies on it now
        History,        // /api/v1/boards/<board>/history: what happened when
        Segment,        // /api/v1/boards/<board>/history/<history>/<after>-<last>: a piece of it
        PastCards,      // /api/v1/boards/<board>/history/<history>/<position>.json: what lay on it there
        Picture,        // /api/v1/boards/<board>/history/<history>/<position>.svg, .png: the board as it was there
        Sheet,          // /api/v1/boards/<board>/history/<history>/<position>/phases.svg, .png: as each phase ended
        Film,           // /api/v1/boards/<board>/history/<history>/<after>-<last>.webp: how it went on between them
        StartAgain,     // /api/v1/boards/<board>/history/<history>/<position>/board: a new one that begins there
        File,           // anything else that is a path
        Nothing,        // not a path, or an unknown one under /api/
    };

    enum class Format : std::uint8_t { Svg, Png };

    Kind kind = Kind::Nothing;
    Format format = Format::Svg;  // of a Picture, of a Sheet
    int width = 0;                // of these as PNG, in px; 0 = the picture's own
    BoardId board;                // of everything under /api/v1/boards/
    std::uint64_t item = 0;       // Links, People, Bookmarks, Tours: which one; 0 = all
    std::uint64_t history = 0;    // Segment, PastCards, Picture, Sheet, Film, StartAgain
    OpSeq after;                  // of a Segment, of a Film
    OpSeq last;                   // the same; the position of PastCards, of a Picture, of a Sheet, of StartAgain
    std::string path;             // File: absolute, without query; as sent, never decoded or resolved
};

Route parse_route(std::string_view target);

}  // namespace atelier::http
