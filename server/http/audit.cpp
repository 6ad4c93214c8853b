// SPDX-License-Identifier: MIT
#include "server/http/audit.h"

#include <sodium.h>

#include <string_view>

#include "atelier/v1/history.pb.h"
#include "server/base/bytes.h"
#include "server/http/bearer.h"

namespace atelier::http {

storage::Store::Entry audit_entry(const Deed& deed) {
    v1::AuditEntry entry;
    entry.set_at_ms(deed.at_ms);
    entry.set_by(deed.by);
    entry.set_what(deed.what);
    entry.set_about(deed.about);
    std::uint64_t random = 0;
    randombytes_buf(&random, sizeof random);
    // Ascending by time, as text.
    const std::string when = to_hex(static_cast<std::uint64_t>(deed.at_ms));
    return {"audit/" + deed.board.text() + "/" + when + "-" + to_hex(random), entry.SerializeAsString()};
}

std::string label_of_device(const Request& request, const room::Shard& shard, const BoardId& board,
                            std::uint64_t link) {
    const std::string_view device = header(request, "Atelier-Actor");
    std::string label;
    for (const room::PersonHere& person : shard.people(board)) {
        if (to_hex(person.actor.value) == device && person.link == link) {
            label = person.name.empty() ? person.organisation : person.name;
        }
    }
    return label;
}

}  // namespace atelier::http
