// SPDX-License-Identifier: MIT
#include "server/board/op_references.h"

namespace atelier::board {
namespace {

constexpr std::size_t kReferenceBytes = 32;  // in memory, or on the wire with its actor in the batch's table

}  // namespace

std::size_t heap_bytes(const OpBody& body) {
    std::size_t bytes = 0;
    const auto add_placement = [&](const Placement& placement) { bytes += placement.order.size(); };
    if (const auto* add = std::get_if<AddItem>(&body)) {
        bytes += add->text.size() + add->organisation.size() + add->derivation.sources.size() * kReferenceBytes;
        add_placement(add->placement);
    } else if (const auto* insert = std::get_if<InsertText>(&body)) {
        bytes += insert->text.size();
    } else if (const auto* erase = std::get_if<DeleteText>(&body)) {
        bytes += erase->ranges.size() * kReferenceBytes;
    } else if (const auto* unlink = std::get_if<RemoveLink>(&body)) {
        bytes += unlink->tags.size() * kReferenceBytes;
    } else if (const auto* leave = std::get_if<LeaveThread>(&body)) {
        bytes += leave->tags.size() * kReferenceBytes;
    } else if (const auto* purge = std::get_if<PurgeText>(&body)) {
        bytes += purge->items.size() * kReferenceBytes;
    } else if (const auto* setting = std::get_if<SetSetting>(&body)) {
        bytes += setting->value.text.size();
    } else if (const auto* set = std::get_if<SetRegister>(&body)) {
        if (const auto* placement = std::get_if<Placement>(&set->value)) {
            add_placement(*placement);
        } else if (const auto* organisation = std::get_if<Organisation>(&set->value)) {
            bytes += organisation->value.size();
        } else if (const auto* title = std::get_if<Title>(&set->value)) {
            bytes += title->value.size();
        }
    }
    return bytes;
}

}  // namespace atelier::board
