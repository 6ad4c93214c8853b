// The web client as the server hands it out: every file of one folder, read at start, kept in memory, compressed
// beforehand (file.br, file.gz beside file). What is not a file of that folder at start does not exist, so there is no
// path to resolve and none to escape with.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "server/base/bytes.h"
#include "server/base/result.h"

namespace atelier::http {

struct StaticFile {
    std::string_view mime;
    std::string etag;           // quoted, of the plain content
    bool is_immutable = false;  // under /assets/: the name holds a hash of the content
    Bytes plain;
    Bytes brotli;  // empty = none
    Bytes gzip;    // empty = none
};

// Immutable after open(): thread-safe.
class StaticSite {
public:
    static constexpr std::size_t kSiteBytesMax = 64 * 1024 * 1024;  // a client is some hundred kB; this is a mistake

    // No page at all, for a server without a client.
    StaticSite() = default;
    // Reads `root`. NotFound when it is no folder, TooLarge over the bound, Io when a file cannot be read.
    static Result<StaticSite> open(const std::string& root);

    // The file of this path; for a path without a dot in its last part, the page ("/" and every address the client
    // draws by itself). nullptr when there is none.
    const StaticFile* find(std::string_view path) const;
    bool empty() const noexcept { return files_.empty(); }

private:
    std::map<std::string, StaticFile, std::less<>> files_;  // by absolute path, "/index.html"
};

// How a body is sent.
struct Encoding {
    std::string_view name;  // Content-Encoding; empty = as it is
    const Bytes* body = nullptr;
};

// The smallest form that `accept_encoding` allows ("br;q=0" forbids br).
Encoding choose_encoding(const StaticFile& file, std::string_view accept_encoding);

// By extension; application/octet-stream for the others.
std::string_view mime_of(std::string_view path);

}  // namespace atelier::http
