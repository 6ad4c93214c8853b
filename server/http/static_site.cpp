// SPDX-License-Identifier: MIT
#include "server/http/static_site.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace atelier::http {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kMimes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/vnd.microsoft.icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".woff2", "font/woff2"},
}};

std::string make_etag(const Bytes& content) {
    Bytes digest(16, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<const unsigned char*>(content.data()), content.size(), nullptr, 0);
    return '"' + to_hex(digest) + '"';
}

Result<Bytes> read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    Bytes content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (!in.good() && !in.eof()) {
        return Error(ErrorCode::Io, "cannot read " + path.string());
    }
    return content;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

// "gzip;q=0.5, br" accepts br; "br;q=0" does not.
bool accepts(std::string_view header, std::string_view coding) {
    while (!header.empty()) {
        const std::size_t comma = header.find(',');
        const std::string_view entry = header.substr(0, comma);
        header = comma == std::string_view::npos ? std::string_view() : header.substr(comma + 1);
        const std::size_t semicolon = entry.find(';');
        if (trimmed(entry.substr(0, semicolon)) != coding) {
            continue;
        }
        const std::string_view weight = semicolon == std::string_view::npos ? "" : trimmed(entry.substr(semicolon + 1));
        return !weight.starts_with("q=") || weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

}  // namespace

std::string_view mime_of(std::string_view path) {
    const auto found =
        std::find_if(kMimes.begin(), kMimes.end(), [&](const auto& mime) { return path.ends_with(mime.first); });
    return found != kMimes.end() ? found->second : "application/octet-stream";
}

Result<StaticSite> StaticSite::open(const std::string& root) {
    std::error_code error;
    fs::recursive_directory_iterator entries(root, error);
    if (error) {
        return Error(ErrorCode::NotFound, "no web client in " + root + ": " + error.message());
    }
    StaticSite site;
    std::size_t bytes = 0;
    for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (error || !entries->is_regular_file(error)) {
            continue;
        }
        ATELIER_TRY_ASSIGN(Bytes content, read_file(entries->path()));
        bytes += content.size();
        if (bytes > kSiteBytesMax) {
            return Error(ErrorCode::TooLarge, "more than 64 MiB in " + root + ": is this the web client?");
        }
        const std::string path = "/" + fs::relative(entries->path(), root, error).generic_string();
        if (path.ends_with(".br")) {
            site.files_[path.substr(0, path.size() - 3)].brotli = std::move(content);
        } else if (path.ends_with(".gz")) {
            site.files_[path.substr(0, path.size() - 3)].gzip = std::move(content);
        } else {
            StaticFile& file = site.files_[path];
            file.mime = mime_of(path);
            file.etag = make_etag(content);
            file.is_immutable = path.starts_with("/assets/");
            file.plain = std::move(content);
        }
    }
    std::erase_if(site.files_, [](const auto& entry) { return entry.second.mime.empty(); });  // compressed, of nothing
    return site;
}

const StaticFile* StaticSite::find(std::string_view path) const {
    auto found = files_.find(path);
    const bool is_address = path.substr(path.rfind('/') + 1).find('.') == std::string_view::npos;
    if (found == files_.end() && is_address) {
        found = files_.find("/index.html");
    }
    return found != files_.end() ? &found->second : nullptr;
}

Encoding choose_encoding(const StaticFile& file, std::string_view accept_encoding) {
    if (!file.brotli.empty() && accepts(accept_encoding, "br")) {
        return {"br", &file.brotli};
    }
    if (!file.gzip.empty() && accepts(accept_encoding, "gzip")) {
        return {"gzip", &file.gzip};
    }
    return {"", &file.plain};
}

}  // namespace atelier::http
