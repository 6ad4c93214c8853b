// The join links that `atelier serve` prints when it starts: one a role, for one board.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/app/catalogue.h"
#include "server/app/command.h"

namespace atelier::app {

// The board of --links-for; else the first of the atelier with the lowest rank; null when there is none.
// Fails with NotFound when --links-for names no board.
Result<const BoardRecord*> find_board_for_links(const CommandContext& context, const Catalogue& catalogue);

// Prints as --links says: lines for people with a QR code of the participants' link, or one JSON object a line.
void print_links(const CommandContext& context, const BoardRecord& board, const std::string& public_url,
                 const workshop::ServerKey& key);

// Prints where the figures are: {"metrics":"http://127.0.0.1:9464/metrics"} or a sentence. Nothing with --links none.
void print_metrics(const CommandContext& context, std::uint16_t port);

// Prints the address listened on, after the links: {"listening":"http://127.0.0.1:8080"} or a sentence. From here on
// connections are taken. Nothing with --links none.
void print_listening(const CommandContext& context, std::uint16_t port);

}  // namespace atelier::app
