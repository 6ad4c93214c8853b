// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server_process.h"
#include "tests/support/ws_client.h"

using namespace atelier;

namespace {

// A server with a page, and a file beside its folder.
struct Site {
    Site() : server(prepare(instance.data()), {"--web-root", (instance.data() / "web" / "root").string()}) {}

    static const std::filesystem::path& prepare(const std::filesystem::path& data) {
        std::filesystem::create_directories(data / "web" / "root");
        std::ofstream(data / "web" / "root" / "index.html") << "<!doctype html>";
        std::ofstream(data / "web" / "secret.txt") << "secret";
        return data;
    }

    test::Instance instance;
    test::ServerProcess server;
};

}  // namespace

TEST_CASE("the server says that it lives, that it is ready, and hands out its page with strict headers") {
    Site site;
    REQUIRE(site.server.port() != 0);
    CHECK(test::get(site.server.port(), "/healthz").status == 200);
    CHECK(test::get(site.server.port(), "/readyz").status == 200);
    const test::HttpAnswer page = test::get(site.server.port(), "/");
    CHECK(page.status == 200);
    CHECK(page.body == "<!doctype html>");
    CHECK(page.headers.at("content-security-policy").starts_with("default-src 'none'"));
    CHECK(page.headers.at("x-content-type-options") == "nosniff");
}

TEST_CASE("no request leads out of the web client's folder") {
    Site site;
    for (const char* target : {"/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//../secret.txt"}) {
        CAPTURE(target);
        const Bytes answer = test::exchange_raw(
            site.server.port(), std::string("GET ") + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        CHECK(answer.find("secret") == Bytes::npos);
        CHECK(answer.find(" 404 ") != Bytes::npos);
    }
}

TEST_CASE("[W4] a page of another origin gets 403 for the upgrade, the server's own gets in") {
    Site site;
    test::HttpRequest upgrade;
    upgrade.target = "/api/v1/boards/" + site.instance.board().text() + "/ws";
    upgrade.headers = {{"Connection", "Upgrade"},
                       {"Upgrade", "websocket"},
                       {"Sec-WebSocket-Version", "13"},
                       {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
                       {"Origin", "https://evil.example"}};
    CHECK(test::exchange(site.server.port(), upgrade).status == 403);
    upgrade.headers["Origin"] = "http://127.0.0.1:" + std::to_string(site.server.port());
    CHECK(test::exchange(site.server.port(), upgrade).status == 101);
    upgrade.headers.erase("Upgrade");
    CHECK(test::exchange(site.server.port(), upgrade).status == 426);
}

TEST_CASE("what is not HTTP, cut short, or has too long a head does not disturb the server") {
    Site site;
    test::exchange_raw(site.server.port(), "");
    test::exchange_raw(site.server.port(), Bytes("\x16\x03\x01\x02\x00", 5));
    test::exchange_raw(site.server.port(), "GET / HTTP/1.1\r\nHo");
    test::exchange_raw(site.server.port(), "GET / HTTP/1.1\r\nX: " + Bytes(100'000, 'x') + "\r\n\r\n");
    test::exchange_raw(site.server.port(), "GET " + Bytes(100'000, 'x'));
    CHECK(test::get(site.server.port(), "/healthz").status == 200);
}
