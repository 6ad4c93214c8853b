// The demonstration programme, inside the binary: deploy/demo/capacities-2022.json.
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace atelier::app {

extern const std::string_view kBuiltinDemo;

}  // namespace atelier::app
