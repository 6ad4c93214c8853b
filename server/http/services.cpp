// SPDX-License-Identifier: MIT
#include "server/http/services.h"

#include "server/http/worker.h"

namespace atelier::http {

Services::Services(const Dependencies& given) : dependencies(given) {}

Services::~Services() = default;

}  // namespace atelier::http
