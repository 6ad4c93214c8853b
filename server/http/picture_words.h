// What stands in the pictures of a board, in the language of whoever asks.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/history/picture.h"
#include "server/room/sentences.h"

namespace atelier::http {

// "Contenu retiré le 12/03/2026", "Content removed on 12 March 2026".
std::string erased_words(std::int64_t time_ms, room::Language language);

// `time_ms` is the server's clock, said in UTC: whoever looks at a picture later may be anywhere. 0 = no moment.
history::PictureWords picture_words(std::string title, std::int64_t time_ms, room::Language language);

}  // namespace atelier::http
