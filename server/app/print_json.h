// JSON for a script, on standard output.
// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "server/app/command.h"

namespace atelier::app {

// One line. Bytes that are no text are replaced: paths may hold such.
inline void print_json(const CommandContext& context, const nlohmann::json& json) {
    context.out << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace atelier::app
