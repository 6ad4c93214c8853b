// Who is not let in any more: links that were taken back, devices that were sent away; and how links are used. What is kept of
// it is in the catalogue (proto/atelier/v1/history.proto); here is what a thread needs to decide without waiting.
//
// Owner and lifetime: the shard's; it outlives the members. Thread: the shard's. The threads tell each other of what is
// revoked (http/link_desk.h), since one link may open boards of several.
// Bounds: kLinksMax links with a use that is remembered, kLinkDevicesMax devices of each.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <unordered_set>
#include <vector>

#include "atelier/v1/history.pb.h"
#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/room/board_directory.h"
#include "server/room/family.h"
#include "server/workshop/capability.h"
#include "server/workshop/role.h"

namespace atelier::room {

// What the catalogue has when the server starts.
struct AccessRecords {
    std::vector<v1::Link> links;
    std::vector<v1::Expulsion> expulsions;
};

// One opening of a link.
struct LinkOpening {
    BoardId board;
    std::uint64_t link = 0;  // Capability::id
    workshop::Role role = workshop::Role::Observer;
    BoardId scope;  // zero: all boards of the atelier
    std::int64_t expires_ms = 0;
    ActorId actor;
    std::int64_t now_ms = 0;
};

// Since the server started.
struct LinkUse {
    workshop::Role role = workshop::Role::Observer;
    BoardId scope;
    std::int64_t expires_ms = 0;
    std::int64_t used_ms = 0;  // last
    std::set<ActorId> devices;
};

// Not thread-safe.
class Access {
public:
    // Directory and key say to which boards an expulsion extends.
    void load(const AccessRecords& records, const BoardDirectory& directory, const workshop::ServerKey& key);

    // Revoked or Expelled. Where somebody is about to be, by the actor that a client shows, and where that person is at home
    // (room/family.h).
    Result<void> lets_in(std::uint64_t link, const Seat& here, const Seat& home) const;
    bool is_revoked(std::uint64_t link) const { return revoked_.contains(link); }
    void revoke(std::uint64_t link);
    // A home: from all boards that belong together; the seat at a table: from that table.
    void expel(const Seat& whom) { expelled_.insert(whom); }

    // --- links, of boards on this thread ---
    void note(const LinkOpening& opening);
    void add(v1::Link link);
    // Those made on that board's page, the oldest first.
    std::vector<const v1::Link*> made_on(const BoardId& board) const;
    const v1::Link* find(std::uint64_t link) const;
    // Of a board: every link that opened it since the server started.
    const std::map<std::uint64_t, LinkUse>& uses_of(const BoardId& board) const;

private:
    std::unordered_set<std::uint64_t> revoked_;
    std::set<Seat> expelled_;
    std::map<std::uint64_t, v1::Link> links_;
    std::map<BoardId, std::map<std::uint64_t, LinkUse>> uses_;
    std::size_t use_count_ = 0;
};

}  // namespace atelier::room
