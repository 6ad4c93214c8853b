// SPDX-License-Identifier: MIT
#include "server/room/family.h"

#include "server/base/check.h"
#include "server/history/server_actor.h"
#include "server/workshop/table_actor.h"

namespace atelier::room {

BoardId home_board(const BoardListing& board) {
    return board.table_of == BoardId{} ? board.board : board.table_of;
}

Seat home_of(const BoardListing& board, ActorId actor, const workshop::ServerKey& key) {
    const bool is_table = board.table_of != BoardId{};
    return is_table ? Seat{board.table_of, workshop::actor_on_shared(board.board, actor, key)}
                    : Seat{board.board, actor};
}

Seat seat_on(const BoardListing& board, const Seat& home, const workshop::ServerKey& key) {
    if (board.board == home.board) {
        return home;
    }
    ATELIER_CHECK(board.table_of == home.board);
    return {board.board, workshop::actor_at_table(board.board, home.actor, key)};
}

bool is_for_people(ActorId actor) {
    return actor != ActorId{} && actor != history::kServerActor;
}

}  // namespace atelier::room
