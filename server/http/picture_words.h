// What stands in the pictures of a board, in the language of whoever asks.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/history/card_columns.h"
#include "server/history/chapters.h"
#include "server/room/sentences.h"

namespace atelier::http {

// "8 septembre 2022, 08:02 UTC", "8 September 2022, 08:02 UTC".
std::string moment_words(std::int64_t time_ms, room::Language language);

// "Contenu retiré le 12/03/2026", "Content removed on 12 March 2026".
std::string erased_words(std::int64_t time_ms, room::Language language);

// "2. Ensemble"; what was made when no phase was on by whether it is `first`.
std::string chapter_words(const history::Chapter& chapter, bool is_first, room::Language language);

// Under the title of a contact sheet.
std::string_view sheet_words(room::Language language) noexcept;

// `time_ms` is the server's clock, said in UTC: whoever looks at a picture later may be anywhere. 0 = no moment.
history::PictureWords picture_words(std::string title, std::int64_t time_ms, room::Language language);

}  // namespace atelier::http
