// SPDX-License-Identifier: MIT
#include "server/async/log.h"

#include "tests/support/catch.h"

using namespace atelier;

TEST_CASE("a line is an event and its fields, quoted only where they must be") {
    CHECK(log::format_line(log::Format::KeyValue, "room_loaded", {{"board", "00ff"}, {"ops", std::uint64_t{12}}}) ==
          "room_loaded board=00ff ops=12");
    CHECK(log::format_line(log::Format::KeyValue, "e", {{"why", "no space left"}, {"empty", ""}}) ==
          R"(e why="no space left" empty="")");
}

TEST_CASE("as JSON, text is text and numbers are numbers") {
    CHECK(log::format_line(log::Format::Json, "room_loaded", {{"board", "a\"b"}, {"ops", std::uint64_t{12}}}) ==
          R"("event":"room_loaded","board":"a\"b","ops":12)");
}

TEST_CASE("a field cannot forge a line") {
    const std::string line = log::format_line(log::Format::KeyValue, "e", {{"why", "x\nerror event=forged"}});
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line == R"(e why="x\u000aerror event=forged")");
}
