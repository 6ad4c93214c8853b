// SPDX-License-Identifier: MIT
#include "server/async/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <memory>

namespace atelier::log {
namespace {

// The logger's own setting, next to spdlog's global one.
std::atomic<Format> chosen_format = Format::KeyValue;

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::Debug: return spdlog::level::debug;
        case Level::Info: return spdlog::level::info;
        case Level::Warn: return spdlog::level::warn;
        case Level::Error: return spdlog::level::err;
        case Level::Off: return spdlog::level::off;
    }
    return spdlog::level::err;
}

// JSON string, also used for key=value text that needs quotes. Control characters go out as \u00XX, so that no field
// can forge a line of its own.
std::string quoted(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
    return out;
}

bool needs_quotes(std::string_view text) {
    return text.empty() || std::any_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= 0x20 || byte == 0x7f || c == '"' || c == '=' || c == '\\';
           });
}

}  // namespace

std::string format_line(Format format, std::string_view event, Fields fields) {
    const bool json = format == Format::Json;
    std::string line = json ? "\"event\":" + quoted(event) : std::string(event);
    for (const Field& field : fields) {
        line += json ? "," + quoted(field.key) + ":" : " " + std::string(field.key) + "=";
        line += field.is_number || (!json && !needs_quotes(field.value)) ? field.value : quoted(field.value);
    }
    return line;
}

void set_up(Format format, Level level) {
    chosen_format = format;
    auto logger = std::make_shared<spdlog::logger>("atelier", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_level(to_spdlog(level));
    logger->set_pattern(format == Format::Json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%v})"
                                               : "%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

void write(Level level, std::string_view event, Fields fields) {
    const auto spdlog_level = to_spdlog(level);
    if (spdlog::default_logger_raw()->should_log(spdlog_level)) {
        spdlog::log(spdlog_level, "{}", format_line(chosen_format, event, fields));
    }
}

}  // namespace atelier::log
