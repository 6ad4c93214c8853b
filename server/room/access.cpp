// SPDX-License-Identifier: MIT
#include "server/room/access.h"

#include <algorithm>

#include "server/base/limits.h"

namespace atelier::room {

void Access::load(const AccessRecords& records, const BoardDirectory& directory, const workshop::ServerKey& key) {
    for (const v1::Link& link : records.links) {
        add(link);
    }
    for (const v1::Expulsion& expulsion : records.expulsions) {
        const auto board = board_id_from_bytes(expulsion.board());
        const auto listing = board ? directory.find(*board) : Result<BoardListing>(board.error());
        if (listing) {
            const ActorId actor{expulsion.actor()};
            expel(expulsion.only_here() ? Seat{*board, actor} : home_of(*listing, actor, key));
        }
    }
}

Result<void> Access::lets_in(std::uint64_t link, const Seat& here, const Seat& home) const {
    if (is_revoked(link)) {
        return Error(ErrorCode::Revoked, "the link was taken back");
    }
    if (expelled_.contains(here) || expelled_.contains(home)) {
        return Error(ErrorCode::Expelled, "the device was sent away");
    }
    return {};
}

void Access::revoke(std::uint64_t link) {
    revoked_.insert(link);
}

void Access::note(const LinkOpening& opening) {
    std::map<std::uint64_t, LinkUse>& uses = uses_[opening.board];
    auto place = uses.find(opening.link);
    if (place == uses.end()) {
        if (use_count_ >= limits::kLinksMax) {
            return;
        }
        ++use_count_;
        place = uses.emplace(opening.link, LinkUse{opening.role, opening.scope, opening.expires_ms, 0, {}}).first;
    }
    place->second.used_ms = opening.now_ms;
    if (place->second.devices.size() < limits::kLinkDevicesMax) {
        place->second.devices.insert(opening.actor);
    }
}

void Access::add(v1::Link link) {
    if (link.revoked_ms() != 0) {
        revoke(link.id());
    }
    links_.insert_or_assign(link.id(), std::move(link));
}

std::vector<const v1::Link*> Access::made_on(const BoardId& board) const {
    std::vector<const v1::Link*> made;
    for (const auto& [id, link] : links_) {
        if (link.made_on() == board.view()) {
            made.push_back(&link);
        }
    }
    std::sort(made.begin(), made.end(),
              [](const v1::Link* a, const v1::Link* b) { return a->made_ms() < b->made_ms(); });
    return made;
}

const v1::Link* Access::find(std::uint64_t link) const {
    const auto place = links_.find(link);
    return place == links_.end() ? nullptr : &place->second;
}

const std::map<std::uint64_t, LinkUse>& Access::uses_of(const BoardId& board) const {
    static const std::map<std::uint64_t, LinkUse> none;
    const auto place = uses_.find(board);
    return place == uses_.end() ? none : place->second;
}

}  // namespace atelier::room
