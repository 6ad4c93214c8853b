// One person over a shared board and its tables: whoever signs as one actor on the shared board signs as one certain other at
// each table. A permutation under the server's key leads from one to the other and back, so that nothing of it is stored and
// no device can tell that two actors are one person. docs/decisions/one_person_has_one_actor_at_each_table.md. Pure.
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/ids.h"
#include "server/workshop/capability.h"

namespace atelier::workshop {

// Of the actor on the shared board, the one at that table. Every actor has one, also one that nobody was given.
ActorId actor_at_table(const BoardId& table, ActorId shared, const ServerKey& key);
// The way back: actor_on_shared(table, actor_at_table(table, a, key), key) == a.
ActorId actor_on_shared(const BoardId& table, ActorId at_table, const ServerKey& key);

}  // namespace atelier::workshop
