// SVG as pixels: words are drawn in letters, sizes have bounds, and nothing outside of the text is opened.
// SPDX-License-Identifier: MIT
#include "server/raster/pixels.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "server/base/limits.h"
#include "tests/support/catch.h"

using namespace atelier;

namespace {

std::string picture(const std::string& inside, int width = 400, int height = 200) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 " +
           std::to_string(width) + " " + std::to_string(height) +
           "\"><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>" + inside + "</svg>";
}

std::string words(const std::string& text) {
    return picture("<text x=\"20\" y=\"60\" font-size=\"20\" font-family=\"'Open Sans',sans-serif\">" + text +
                   "</text>");
}

// How many pixels are darker than half.
std::size_t ink_of(const raster::Pixels& pixels) {
    std::size_t ink = 0;
    for (int y = 0; y < pixels.height(); ++y) {
        for (const std::uint32_t pixel : pixels.row(y)) {
            ink += (pixel & 0xFFU) < 128 ? 1U : 0U;
        }
    }
    return ink;
}

std::size_t ink_of(const std::string& svg) {
    const Result<raster::Pixels> pixels = raster::draw_svg(svg, 400);
    REQUIRE(pixels);
    return ink_of(*pixels);
}

ErrorCode refusal(const std::string& svg, int width) {
    const Result<raster::Pixels> pixels = raster::draw_svg(svg, width);
    REQUIRE_FALSE(pixels);
    return pixels.error().code;
}

// As a PNG says it: four bytes, the first one first.
std::size_t number_at(const Bytes& png, std::size_t at) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8U | static_cast<unsigned char>(png.at(at + i));
    }
    return number;
}

}  // namespace

TEST_CASE("a picture has its shape, and is twice as wide as drawn unless another width is asked for") {
    const Result<raster::Pixels> wide = raster::draw_svg(picture(""), 0);
    REQUIRE(wide);
    CHECK(wide->width() == 800);
    CHECK(wide->height() == 400);
    const Result<raster::Pixels> asked = raster::draw_svg(picture("<rect x=\"0\" width=\"200\" height=\"200\"/>"), 300);
    REQUIRE(asked);
    CHECK(asked->height() == 150);
    CHECK((asked->row(0)[0] & 0xFFFFFFU) == 0);
    CHECK((asked->row(149)[299] & 0xFFFFFFU) == 0xFFFFFF);
}

TEST_CASE("words are drawn in letters that differ, accents too: a machine without fonts would draw nothing, or boxes") {
    const std::size_t none = ink_of(words(""));
    const std::size_t narrow = ink_of(words("iiiiiiiii"));
    const std::size_t wide = ink_of(words("mmmmmmmmm"));
    CHECK(none == 0);
    CHECK(narrow > 100);
    CHECK(wide > narrow * 3 / 2);
    CHECK(ink_of(words("eeee")) < ink_of(words("éèêë")));
}

TEST_CASE("a PNG says what it is and how large") {
    const Result<raster::Pixels> pixels = raster::draw_svg(words("Besoins"), 300);
    REQUIRE(pixels);
    const Result<Bytes> png = raster::encode_png(*pixels);
    REQUIRE(png);
    CHECK(png->starts_with("\x89PNG\r\n\x1a\n"));
    CHECK(png->substr(12, 4) == "IHDR");
    CHECK(number_at(*png, 16) == 300);
    CHECK(number_at(*png, 20) == 150);
}

TEST_CASE("too wide, too narrow or too many pixels are refused before anything is drawn") {
    CHECK(refusal(picture(""), limits::kPictureWidthMax + 1) == ErrorCode::TooLarge);
    CHECK(refusal(picture(""), limits::kPictureWidthMin - 1) == ErrorCode::TooLarge);
    CHECK(refusal(picture(""), -1) == ErrorCode::TooLarge);
    CHECK(refusal(picture("", 100, 100'000), 400) == ErrorCode::TooLarge);
    CHECK(refusal(picture("", 1, 1'000'000'000), 0) == ErrorCode::TooLarge);
    // A tall one that may be narrower is.
    const Result<raster::Pixels> tall = raster::draw_svg(picture("", 1500, 9000), 0);
    REQUIRE(tall);
    CHECK(tall->width() < 3000);
    CHECK(static_cast<std::size_t>(tall->width()) * static_cast<std::size_t>(tall->height()) <=
          limits::kPicturePixelsMax);
}

TEST_CASE("what is no picture is refused") {
    CHECK(refusal("", 400) == ErrorCode::Malformed);
    CHECK(refusal("<svg", 400) == ErrorCode::Malformed);
    CHECK(refusal("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 400) == ErrorCode::Malformed);
}

TEST_CASE("nothing outside of the text is opened: no file, no address, no entity") {
    const std::string black =
        (std::filesystem::temp_directory_path() / ("atelier_black_" + std::to_string(::getpid()) + ".svg")).string();
    std::FILE* file = std::fopen(black.c_str(), "w");
    REQUIRE(file != nullptr);
    std::fputs(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect id=\"all\" width=\"9\" "
        "height=\"9\"/></svg>",
        file);
    std::fclose(file);
    const auto image = [](const std::string& address) {
        return picture("<image x=\"0\" y=\"0\" width=\"400\" height=\"200\" xlink:href=\"" + address +
                       "\"/><use xlink:href=\"" + address + "#all\"/>");
    };
    CHECK(ink_of(image("file://" + black)) == 0);
    CHECK(ink_of(image(black)) == 0);
    CHECK(ink_of(picture("<style>@import url('file://" + black + "');</style>")) == 0);
    // The picture itself can be drawn: it is the way to it that is closed.
    CHECK(ink_of(picture("<rect width=\"400\" height=\"200\"/>")) > 0);
    const std::string entity =
        "<!DOCTYPE svg [<!ENTITY outside SYSTEM \"file://" + black + "\">]>" + words("&outside;");
    const Result<raster::Pixels> drawn = raster::draw_svg(entity, 400);
    CHECK((!drawn || ink_of(*drawn) == 0));
    std::remove(black.c_str());
}
