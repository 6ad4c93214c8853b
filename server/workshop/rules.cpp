// SPDX-License-Identifier: MIT
#include "server/workshop/rules.h"

#include <variant>

namespace atelier::workshop {

Result<void> may_submit(const Person& person, const board::Op& op) {
    if (op.id.actor != person.actor) {
        return Error(ErrorCode::NotYours, "the op is signed by another actor");
    }
    if (!may_write(person.role)) {
        return Error(ErrorCode::NotAllowed, "the role only reads");
    }
    if (std::holds_alternative<board::Void>(op.body) || std::holds_alternative<board::PurgeText>(op.body)) {
        return Error(ErrorCode::NotAllowed, "only the server writes Void and PurgeText");
    }
    if (std::holds_alternative<board::Unknown>(op.body)) {
        return Error(ErrorCode::UnknownType, "this server does not know that kind of op");
    }
    if (const auto* ballot = std::get_if<board::CastBallot>(&op.body);
        ballot != nullptr && ballot->voter != person.voter) {
        return Error(ErrorCode::NotYours, "the ballot is of another voter");
    }
    const auto* set = std::get_if<board::SetRegister>(&op.body);
    if (set != nullptr && std::holds_alternative<board::Title>(set->value) && person.role != Role::Facilitator) {
        return Error(ErrorCode::NotAllowed, "only facilitators name the board");
    }
    return {};
}

}  // namespace atelier::workshop
