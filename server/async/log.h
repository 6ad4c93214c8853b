// What the operator reads: one line an event, a name and fields, as key=value or as one JSON object. Never card text,
// names of people, or tokens. It lives here because everything that runs on threads links this folder.
//
// error: data at risk, or stopping. warn: the operator should look. info: rare events of life. debug: per connection.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace atelier::log {

enum class Format : std::uint8_t { KeyValue, Json };
enum class Level : std::uint8_t { Debug, Info, Warn, Error, Off };  // Off writes nothing: no line has that level

// A named value of a line.
struct Field {
    Field(std::string_view name, std::string text) : key(name), value(std::move(text)) {}
    Field(std::string_view name, const char* text) : key(name), value(text) {}
    Field(std::string_view name, std::string_view text) : key(name), value(text) {}
    Field(std::string_view name, std::uint64_t number) : key(name), value(std::to_string(number)), is_number(true) {}

    std::string_view key;
    std::string value;
    bool is_number = false;
};
using Fields = std::initializer_list<Field>;

// To stderr, from `level` up. Call once, before the threads start; without it: key=value from info up.
void set_up(Format format, Level level);

void write(Level level, std::string_view event, Fields fields);

inline void debug(std::string_view event, Fields fields) {
    write(Level::Debug, event, fields);
}
inline void info(std::string_view event, Fields fields) {
    write(Level::Info, event, fields);
}
inline void warn(std::string_view event, Fields fields) {
    write(Level::Warn, event, fields);
}
inline void error(std::string_view event, Fields fields) {
    write(Level::Error, event, fields);
}

// The line without time and level, as set_up() chose or as given. For tests.
std::string format_line(Format format, std::string_view event, Fields fields);

}  // namespace atelier::log
