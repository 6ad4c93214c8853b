// SPDX-License-Identifier: MIT
#include "server/client/json.h"

#include "server/base/bytes.h"

namespace atelier::client {

void JsonWriter::comma() {
    if (!first_) {
        text_ += ',';
    }
    first_ = false;
}

void JsonWriter::quoted(std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            text_ += '\\';
            text_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            text_ += "\\u00";
            text_ += kHex[static_cast<unsigned char>(c) >> 4U];
            text_ += kHex[static_cast<unsigned char>(c) & 15U];
        } else {
            text_ += c;
        }
    }
    text_ += '"';
}

JsonWriter& JsonWriter::open(char bracket) {
    comma();
    text_ += bracket;
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    text_ += bracket;
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    comma();
    quoted(name);
    text_ += ':';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    comma();
    quoted(text);
    return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
    comma();
    text_ += to_decimal(number);
    return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
    comma();
    text_ += truth ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    comma();
    text_ += "null";
    return *this;
}

}  // namespace atelier::client
