// Films: what a player finds in them, and their bounds.
// SPDX-License-Identifier: MIT
#include "server/raster/film.h"

#include <string>

#include "tests/support/catch.h"

using namespace atelier;
using namespace std::chrono_literals;

namespace {

raster::Pixels picture(int where) {
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100\"><rect x=\"" +
                            std::to_string(where) + "\" y=\"20\" width=\"30\" height=\"30\"/></svg>";
    Result<raster::Pixels> pixels = raster::draw_svg(svg, 400);
    REQUIRE(pixels);
    return *std::move(pixels);
}

std::size_t count(const Bytes& bytes, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = bytes.find(what); at != Bytes::npos; at = bytes.find(what, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("a film is an animated WebP that plays over and over, with a frame for each picture that differs") {
    Result<raster::Film> film = raster::Film::begin(400, 200);
    REQUIRE(film);
    for (const int where : {10, 60, 60, 110}) {
        REQUIRE(film->add(picture(where), 500ms));
    }
    const Result<Bytes> bytes = film->finish();
    REQUIRE(bytes);
    CHECK(bytes->starts_with("RIFF"));
    CHECK(bytes->substr(8, 8) == "WEBPVP8X");
    const std::size_t anim = bytes->find("ANIM");
    REQUIRE(anim != Bytes::npos);
    CHECK(bytes->substr(anim + 12, 2) == std::string(2, '\0'));  // how often it plays: 0 = without end
    CHECK(count(*bytes, "ANMF") == 3);                           // two that are the same are one that stays longer
}

TEST_CASE("one picture makes a film too") {
    Result<raster::Film> film = raster::Film::begin(400, 200);
    REQUIRE(film);
    REQUIRE(film->add(picture(10), 500ms));
    const Result<Bytes> bytes = film->finish();
    REQUIRE(bytes);
    CHECK(bytes->substr(8, 4) == "WEBP");
}

TEST_CASE("a film of too many pixels is refused") {
    CHECK(raster::Film::begin(4096, 4096).error().code == ErrorCode::TooLarge);
}
