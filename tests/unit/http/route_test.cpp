// SPDX-License-Identifier: MIT
#include "server/http/route.h"

#include "tests/support/catch.h"

using namespace atelier;
using http::parse_route;
using Kind = http::Route::Kind;

namespace {

const std::string kBoard = "0123456789abcdef0123456789abcdef";

}  // namespace

TEST_CASE("links and people of a board are named by 16 digits, or all of them") {
    const std::string board = "/api/v1/boards/000102030405060708090a0b0c0d0e0f";
    CHECK(parse_route(board + "/links").kind == Kind::Links);
    CHECK(parse_route(board + "/links").item == 0);
    CHECK(parse_route(board + "/links/00000000000000ff").item == 255);
    CHECK(parse_route(board + "/people").kind == Kind::People);
    CHECK(parse_route(board + "/people/ffffffffffffffff").item == UINT64_MAX);
    CHECK(parse_route(board + "/audit").kind == Kind::Audit);
    CHECK(parse_route(board + "/places").kind == Kind::Places);
    CHECK(parse_route(board + "/tables/now").kind == Kind::TablesNow);
    for (const char* rest :
         {"/links/", "/links/ff", "/links/0000000000000000", "/links/00000000000000fg", "/linksx",
          "/links/-0000000000000ff", "/people/00000000000000ff0", "/audit/1", "/places/1", "/tables/later"}) {
        CAPTURE(rest);
        CHECK(parse_route(board + rest).kind == Kind::Nothing);
    }
}

TEST_CASE("[W1] a board is reached over WebSocket and long-poll by its 32 digits") {
    const http::Route ws = parse_route("/api/v1/boards/" + kBoard + "/ws");
    CHECK(ws.kind == Kind::WebSocket);
    CHECK(ws.board.text() == kBoard);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/sync").kind == Kind::Sync);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/invitation").kind == Kind::Invitation);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/ws?x=1").kind == Kind::WebSocket);
}

TEST_CASE("what looks like a board's address and is not leads nowhere") {
    CHECK(parse_route("/api/v1/boards/" + kBoard).kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/").kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/ws/").kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "0/ws").kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/xyz456789abcdef0123456789abcdef0/ws").kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/").kind == Kind::Nothing);
    CHECK(parse_route("/api/").kind == Kind::Nothing);
    CHECK(parse_route("").kind == Kind::Nothing);
    CHECK(parse_route("*").kind == Kind::Nothing);
    CHECK(parse_route("http://elsewhere/").kind == Kind::Nothing);
}

TEST_CASE("a board's past is reached by its index and by pieces") {
    const std::string past = "/api/v1/boards/" + kBoard + "/history";
    CHECK(parse_route(past).kind == Kind::History);
    const http::Route piece = parse_route(past + "/00000000000000ff/4096-8190");
    CHECK(piece.kind == Kind::Segment);
    CHECK(piece.board.text() == kBoard);
    CHECK(piece.history == 255);
    CHECK(piece.after == OpSeq{4096});
    CHECK(piece.last == OpSeq{8190});
    const http::Route picture = parse_route(past + "/00000000000000ff/77.svg");
    CHECK(picture.kind == Kind::Picture);
    CHECK(picture.last == OpSeq{77});
    CHECK(picture.format == http::Route::Format::Svg);
    const http::Route cards = parse_route(past + "/00000000000000ff/77.json");
    CHECK(cards.kind == Kind::PastCards);
    CHECK(cards.history == 255);
    CHECK(cards.last == OpSeq{77});
    CHECK(parse_route(past + "/00000000000000ff/.json").kind == Kind::Nothing);
    CHECK(parse_route(past + "/00000000000000ff/7x.json").kind == Kind::Nothing);
    const http::Route png = parse_route(past + "/00000000000000ff/77.png");
    CHECK(png.kind == Kind::Picture);
    CHECK(png.format == http::Route::Format::Png);
    CHECK(png.width == 0);
    CHECK(parse_route(past + "/00000000000000ff/77.png?width=1200").width == 1200);
    const http::Route film = parse_route(past + "/00000000000000ff/7-77.webp");
    CHECK(film.kind == Kind::Film);
    CHECK(film.after == OpSeq{7});
    CHECK(film.last == OpSeq{77});
    const http::Route sheet = parse_route(past + "/00000000000000ff/77/phases.svg");
    CHECK(sheet.kind == Kind::Sheet);
    CHECK(sheet.last == OpSeq{77});
    CHECK(parse_route(past + "/00000000000000ff/77/phases.png?width=900").width == 900);
    CHECK(parse_route(past + "/00000000000000ff/77.png?height=1200").width == 0);
    for (const char* wrong : {"?width=", "?width=-1", "?width=wide", "?width=99999999999999999999"}) {
        CHECK(parse_route(past + "/00000000000000ff/77.png" + wrong).width > 1'000'000);
    }
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/tables").kind == Kind::Tables);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/cards").kind == Kind::Cards);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/bookmarks").kind == Kind::Bookmarks);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/anonymous-cards").kind == Kind::LoneCards);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/anonymous-cards/1").kind == Kind::Nothing);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/authorship").kind == Kind::Authorship);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/phase").kind == Kind::Phase);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/bookmarks/00000000000000ff").item == 255);
    CHECK(parse_route("/api/v1/boards/" + kBoard + "/bookmarks/ff").kind == Kind::Nothing);
    const http::Route again = parse_route(past + "/00000000000000ff/77/board");
    CHECK(again.kind == Kind::StartAgain);
    CHECK(again.last == OpSeq{77});
    for (const char* wrong : {"/00000000000000ff/.svg",
                              "/00000000000000ff/.png",
                              "/00000000000000ff/phases.png",
                              "/00000000000000ff//phases.png",
                              "/00000000000000ff/board",
                              "/00000000000000ff//board",
                              "/00000000000000ff/7/boards",
                              "/00000000000000ff/1-2.svg",
                              "/",
                              "/ff/0-1",
                              "/00000000000000ff/",
                              "/00000000000000ff/1",
                              "/00000000000000ff/-1",
                              "/00000000000000ff/1-",
                              "/00000000000000ff/1-2-3",
                              "/00000000000000ff/1-2/",
                              "x",
                              "/00000000000000fg/1-2",
                              "/00000000000000ff/1-99999999999999999999",
                              "/0-/000000000000000"}) {
        CAPTURE(wrong);
        CHECK(parse_route(past + wrong).kind == Kind::Nothing);
    }
}

TEST_CASE("health, readiness and files") {
    CHECK(parse_route("/api/v1/session").kind == Kind::Session);
    CHECK(parse_route("/api/v1/sessions").kind == Kind::Sessions);
    CHECK(parse_route("/api/v1/sessions/").kind == Kind::Nothing);
    CHECK(parse_route("/healthz").kind == Kind::Health);
    CHECK(parse_route("/readyz?verbose").kind == Kind::Ready);
    CHECK(parse_route("/api/v1/openapi.json").kind == Kind::Description);
    CHECK(parse_route("/api/v1/openapi.jso").kind == Kind::Nothing);
    const http::Route file = parse_route("/assets/x.js?v=1#y");
    CHECK(file.kind == Kind::File);
    CHECK(file.path == "/assets/x.js");
}
