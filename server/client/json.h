// Writes JSON, nothing else: the one form in which the core tells a page what changed. Small enough for wasm.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::client {

// Appends to its own text; the caller opens and closes in pairs. Commas come by themselves. Not thread-safe.
class JsonWriter {
public:
    JsonWriter& open(char bracket);   // '{' or '['
    JsonWriter& close(char bracket);  // '}' or ']'
    JsonWriter& key(std::string_view name);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(std::int64_t number);
    JsonWriter& value(bool truth);
    JsonWriter& value(const char* literal) = delete;  // would become a bool
    JsonWriter& null();

    const std::string& text() const noexcept { return text_; }

private:
    void comma();
    void quoted(std::string_view text);

    std::string text_;
    bool first_ = true;  // nothing written yet at this place
};

}  // namespace atelier::client
