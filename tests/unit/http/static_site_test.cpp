// SPDX-License-Identifier: MIT
#include "server/http/static_site.h"

#include <boost/beast/http/parser.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/http/responses.h"
#include "tests/support/catch.h"

using namespace atelier;
using namespace atelier::http;
namespace fs = std::filesystem;

namespace {

// A web client of a few files, and a secret beside its folder.
class Folder {
public:
    Folder() : root_(fs::temp_directory_path() / ("atelier-site-" + std::to_string(::getpid()))) {
        write("site/index.html", "<!doctype html>");
        write("site/assets/app-1a2b.js", "let a = 1;");
        write("site/assets/app-1a2b.js.br", "BR");
        write("site/assets/app-1a2b.js.gz", "GZIP");
        write("site/assets/core-3c4d.wasm", std::string("\0asm", 4));
        write("site/assets/lost.js.br", "of nothing");
        write("secret.txt", "secret");
    }
    ~Folder() { fs::remove_all(root_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string site() const { return (root_ / "site").string(); }

private:
    void write(const std::string& name, const std::string& content) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::binary) << content;
    }
    fs::path root_;
};

Request get(beast::http::verb method = beast::http::verb::get) {
    Request request;
    request.method(method);
    request.version(11);
    return request;
}

// What goes over the wire, parsed back.
beast::http::response<beast::http::string_body> sent(Response response) {
    Bytes bytes;
    beast::error_code error;
    while (!response.is_done()) {
        const auto buffers = response.prepare(error);
        REQUIRE_FALSE(error);
        std::size_t size = 0;
        for (const auto& buffer : buffers) {
            bytes.append(static_cast<const char*>(buffer.data()), buffer.size());
            size += buffer.size();
        }
        response.consume(size);
    }
    beast::http::response_parser<beast::http::string_body> parser;
    parser.eager(true);
    parser.put(net::buffer(bytes), error);
    return parser.release();
}

}  // namespace

TEST_CASE("files of the folder are found by their path, with their type") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    const StaticFile* script = site->find("/assets/app-1a2b.js");
    REQUIRE(script != nullptr);
    CHECK(script->plain == "let a = 1;");
    CHECK(script->mime == "text/javascript; charset=utf-8");
    CHECK(script->is_immutable);
    CHECK(site->find("/assets/core-3c4d.wasm")->mime == "application/wasm");
    CHECK_FALSE(site->find("/index.html")->is_immutable);
}

TEST_CASE("every address that the client draws by itself is the page, a missing file is not") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    const StaticFile* page = site->find("/index.html");
    REQUIRE(page != nullptr);
    CHECK(site->find("/") == page);
    CHECK(site->find("/b/0123") == page);
    CHECK(site->find("/assets/app-9999.js") == nullptr);
    CHECK(site->find("/assets/lost.js") == nullptr);
}

TEST_CASE("no path leads out of the folder") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                             "//secret.txt", "/./../secret.txt", "/assets/..\\..\\secret.txt", "../secret.txt",
                             "/assets/app-1a2b.js.br", "/assets/lost.js.br"}) {
        CAPTURE(path);
        CHECK(site->find(path) == nullptr);
    }
}

TEST_CASE("a folder that is not there is an error with its name") {
    const auto site = StaticSite::open("/nonexistent/site");
    REQUIRE_FALSE(site);
    CHECK(site.error().code == ErrorCode::NotFound);
    CHECK(site.error().detail.find("/nonexistent/site") != std::string::npos);
}

TEST_CASE("the smallest encoding that the client accepts is chosen") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    const StaticFile& script = *site->find("/assets/app-1a2b.js");
    CHECK(choose_encoding(script, "gzip, deflate, br").name == "br");
    CHECK(*choose_encoding(script, "gzip, deflate, br").body == "BR");
    CHECK(choose_encoding(script, "gzip;q=0.8").name == "gzip");
    CHECK(choose_encoding(script, "br;q=0, gzip").name == "gzip");
    CHECK(choose_encoding(script, "br;q=0.000").name.empty());
    CHECK(choose_encoding(script, "").name.empty());
    CHECK(choose_encoding(script, "brotli, xgzip").name.empty());
    CHECK(choose_encoding(*site->find("/"), "br, gzip").name.empty());
}

TEST_CASE("hashed files are kept for ever, the page is asked for each time and costs nothing when unchanged") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    Request request = get();
    request.set(Field::accept_encoding, "br");
    const auto script = sent(make_file_response(request, site->find("/assets/app-1a2b.js")));
    CHECK(script[Field::cache_control] == "public, max-age=31536000, immutable");
    CHECK(script[Field::content_encoding] == "br");
    CHECK(script[Field::vary] == "Accept-Encoding");
    CHECK(script.body() == "BR");

    const auto page = sent(make_file_response(get(), site->find("/")));
    CHECK(page.result() == Status::ok);
    CHECK(page[Field::cache_control] == "no-cache");
    CHECK(page.body() == "<!doctype html>");
    Request again = get();
    again.set(Field::if_none_match, page[Field::etag]);
    const auto unchanged = sent(make_file_response(again, site->find("/")));
    CHECK(unchanged.result() == Status::not_modified);
    CHECK(unchanged.body().empty());
}

TEST_CASE("HEAD tells the length and sends nothing; other methods are refused") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    const auto head = sent(make_file_response(get(beast::http::verb::head), site->find("/")));
    CHECK(head[Field::content_length] == "15");
    CHECK(head.body().empty());
    const auto refused = sent(make_file_response(get(beast::http::verb::delete_), site->find("/")));
    CHECK(refused.result() == Status::method_not_allowed);
    CHECK(refused[Field::allow] == "GET, HEAD");
    CHECK(sent(make_file_response(get(), nullptr)).result() == Status::not_found);
}

TEST_CASE("every answer carries the security headers") {
    const Folder folder;
    const auto site = StaticSite::open(folder.site());
    REQUIRE(site);
    for (const StaticFile* file : {site->find("/"), static_cast<const StaticFile*>(nullptr)}) {
        const auto response = sent(make_file_response(get(), file));
        CHECK(response["Content-Security-Policy"] ==
              "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
              "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        CHECK(response["X-Content-Type-Options"] == "nosniff");
        CHECK(response["Referrer-Policy"] == "no-referrer");
        CHECK(response["Cross-Origin-Opener-Policy"] == "same-origin");
        CHECK(response["Cross-Origin-Resource-Policy"] == "same-origin");
        CHECK_FALSE(response["Permissions-Policy"].empty());
    }
}
