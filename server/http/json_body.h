// What a request says in JSON: fields, and which texts can be kept.
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "server/base/limits.h"
#include "server/base/utf8.h"

namespace atelier::http {

// A text field of a JSON object; nothing when it is none.
inline std::optional<std::string> text_in(const nlohmann::json& body, const char* name) {
    if (!body.is_object() || !body.contains(name) || !body[name].is_string()) {
        return std::nullopt;
    }
    return body[name].get<std::string>();
}

// Whether it can be kept as a name or a title; it may be empty.
inline bool is_label(const std::string& text) {
    return text.size() <= limits::kLabelBytesMax && utf8::is_storable(text);
}

// A field that is a label and not empty; nothing when it is none.
inline std::optional<std::string> label_in(const nlohmann::json& body, const char* name) {
    std::optional<std::string> text = text_in(body, name);
    return text && !text->empty() && is_label(*text) ? std::move(text) : std::nullopt;
}

}  // namespace atelier::http
