// Who may do what: pure decisions over (role, op). One place; the page only shows what is decided here.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"
#include "server/base/result.h"
#include "server/board/op.h"
#include "server/workshop/role.h"

namespace atelier::workshop {

// Who acts.
struct Person {
    Role role = Role::Observer;
    ActorId actor;
    VoterId voter;
};

// NotAllowed when the role may not; NotYours when the op is signed by another actor or votes for another voter.
// Void and PurgeText may come from nobody: only the server writes them (NotAllowed).
Result<void> may_submit(const Person& person, const board::Op& op);

}  // namespace atelier::workshop
