// What stands in the pictures of a board, in the language of whoever asks.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/history/picture.h"
#include "server/room/sentences.h"

namespace atelier::http {

// `time_ms` is the server's clock, said in UTC: whoever looks at a picture later may be anywhere. 0 = no moment.
history::PictureWords picture_words(std::string title, std::int64_t time_ms, room::Language language);

}  // namespace atelier::http
