// SPDX-License-Identifier: MIT
#include "server/board/state_columns.h"

#include <utility>

#include "server/board/state_format.h"

namespace atelier::board {

namespace field = state_format::field;

Id IdColumnsIn::next(const pbf::ActorsIn& table) {
    const std::uint32_t index = actor.next32();
    counter_before_ = counter.next32() + (index == actor_before_ ? counter_before_ : 0);
    actor_before_ = index;
    const auto known = table.at(index);
    return known ? Id{*known, counter_before_} : kNullId;
}

Result<void> ItemColumnsIn::read(pbf::Reader reader) {
    while (reader.next()) {
        switch (reader.tag()) {
            case field::items::kActor: id.actor.read(reader); break;
            case field::items::kCounter: id.counter.read(reader); break;
            case field::items::kLamport: lamport.read(reader); break;
            case field::items::kKind: kind.read(reader); break;
            case field::items::kCardKind: card_kind.read(reader); break;
            case field::items::kRemoved: removed.read(reader); break;
            case field::items::kOrganisation: organisation.read(reader); break;
            case field::items::kOrganisations: {
                ATELIER_TRY_ASSIGN(std::string name, pbf::read_string(reader));
                organisations.push_back(std::move(name));
                break;
            }
            case field::items::kParent: parent.read(reader); break;
            case field::items::kOrderBytes: order_bytes.read(reader); break;
            case field::items::kOrders: {
                const auto view = reader.get_view();
                orders = {view.data(), view.size()};
                break;
            }
            case field::items::kX: x.read(reader); break;
            case field::items::kY: y.read(reader); break;
            case field::items::kRuns: runs.read(reader); break;
            case field::items::kWritten: written.read(reader); break;
            case field::items::kWrittenLamport: written_lamport.read(reader); break;
            case field::items::kWrittenActor: written_actor.read(reader); break;
            default: reader.skip();
        }
    }
    return {};
}

bool ItemColumnsIn::is_used_up() const {
    return orders.empty() &&
           used_up({&id.actor, &id.counter, &lamport, &kind, &card_kind, &removed, &organisation, &parent, &order_bytes,
                    &x, &y, &runs, &written, &written_lamport, &written_actor});
}

}  // namespace atelier::board
