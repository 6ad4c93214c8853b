// Ops as JSON that people can read and other programs can use: the body of an archive (docs/archive.md).
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "server/base/result.h"
#include "server/board/op.h"

namespace atelier::history {

// {"id":"<16 hex>-<n>","lamport":n,"do":"add_card",…}. REQUIRES: no Unknown body.
nlohmann::ordered_json op_to_json(const board::Op& op);

// The op that op_to_json() wrote. Malformed for anything else; what only the merge core can check (bounds, texts, spans) is
// not checked here: encode it and decode_batch() what comes out.
Result<board::Op> op_from_json(const nlohmann::ordered_json& json);

// "<16 hex>-<n>"; "" is the null id.
std::string id_text(board::Id id);
// The id that id_text() wrote, not the null id; nothing for anything else.
std::optional<board::Id> parse_id(std::string_view text);

// "fear", "barrier", "need", "story" or "solution"; "" is none.
std::string_view kind_word(board::CardKind kind);
// The kind of that word; None for any other.
board::CardKind kind_of_word(std::string_view word);
// "answers", "blocks", "causes", "illustrates", "contradicts" or "completes"; "" is none.
std::string_view verb_word(board::Verb verb);

}  // namespace atelier::history
