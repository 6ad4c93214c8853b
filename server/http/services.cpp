// SPDX-License-Identifier: MIT
#include "server/http/services.h"

#include <boost/asio/post.hpp>

#include "server/http/worker.h"

namespace atelier::http {

Services::Services(const Dependencies& given) : dependencies(given), accounts(given.users) {}

Services::~Services() = default;

void Services::tell_revoked(std::uint64_t link) const {
    for (const auto& worker : workers) {
        net::post(worker->context(), [there = worker.get(), link] { there->shard().revoke(link); });
    }
}

void Services::tell_expelled(const room::Seat& whom) const {
    for (const auto& worker : workers) {
        net::post(worker->context(), [there = worker.get(), whom] { there->shard().expel(whom); });
    }
}

}  // namespace atelier::http
