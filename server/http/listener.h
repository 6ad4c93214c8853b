// Accepts connections and hands them to the threads in turn. Survives what accept() fails with for a moment (no more
// descriptors) by waiting; stays below kConnectionsMax.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "server/async/task.h"
#include "server/base/result.h"
#include "server/http/beast.h"
#include "server/http/services.h"

namespace atelier::http {

// Config when the address is none, or cannot be listened on.
Result<Acceptor> open_acceptor(async::Executor executor, const std::string& address, std::uint16_t port);

// Until the acceptor is closed.
async::Task<void> run_listener(Acceptor& acceptor, Services& services);

}  // namespace atelier::http
