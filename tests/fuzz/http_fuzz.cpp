// What of a request is read by hand: target, Origin, Host, Accept-Encoding, and the body of a long-poll request.
// The input is these, parted by line feeds; the body is the whole of it.
// SPDX-License-Identifier: MIT
#include <array>

#include "server/base/check.h"
#include "server/http/long_poll_body.h"
#include "server/http/origin.h"
#include "server/http/route.h"
#include "server/http/static_site.h"

using namespace atelier;  // NOLINT(google-build-using-namespace): a fuzz target is one function

namespace {

void check_body(BytesView bytes) {
    const auto frames = http::split_entries(bytes);
    if (!frames) {
        return;
    }
    Bytes body;
    for (const BytesView frame : *frames) {
        http::append_entry(body, frame);
    }
    // A length may be written longer than it must be, never shorter.
    ATELIER_CHECK(body.size() <= bytes.size());
    const auto again = http::split_entries(body);
    ATELIER_CHECK(again && *again == *frames);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const char*>(data), size);
    check_body(bytes);
    std::array<BytesView, 4> fields;
    BytesView rest = bytes;
    for (BytesView& field : fields) {
        field = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    }
    const auto& [target, origin, host, encodings] = fields;
    const http::Route route = http::parse_route(target);
    if (route.kind == http::Route::Kind::File) {
        ATELIER_CHECK(route.path.starts_with('/') && route.path.find('?') == std::string::npos);
        static_cast<void>(http::mime_of(route.path));
        ATELIER_CHECK(http::StaticSite().find(route.path) == nullptr);
    }
    const http::OriginPolicy policy{{"https://atelier.example"}};
    if (http::is_origin_allowed(origin, host, policy) && !origin.empty()) {
        ATELIER_CHECK(origin.find("://") != BytesView::npos && origin != "null");
    }
    ATELIER_CHECK(target.starts_with(http::origin_of_url(target)));
    http::StaticFile file;
    file.brotli = "b";
    file.gzip = "g";
    const http::Encoding chosen = http::choose_encoding(file, encodings);
    ATELIER_CHECK(chosen.body != nullptr && encodings.find(chosen.name) != BytesView::npos);
    return 0;
}
