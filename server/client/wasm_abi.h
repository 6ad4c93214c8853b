// What the browser calls: plain C functions over one ClientSession. A page has one module instance and one session.
//
// Bytes go in through atelier_input(size): the host writes there, then calls a function with the length.
// Bytes come out through atelier_output() / atelier_output_size(), valid until the next call.
// Strings are UTF-8. Several strings in one input are separated by U+001F. Items are named by handles: small positive
// numbers, stable for the life of the session (also across a resync); 0 = none.
// Results: >= 0 is success; a negative number is -ErrorCode (server/base/error.h).
// A trap (malformed bytes, broken invariant) ends the instance: make a new one, client_open, client_restore.
//
// client_changes() writes one JSON object, keys present only when they changed:
// {
//   "everything": true,                     // forget all items first
//   "status": {"link":"offline|joining|live|refused", "role":0-5, "actor":"<16 hex>", "pendingOps":n, "pendingItems":n,
//              "connected":n, "canUndo":true|false, "canRedo":true|false, "position":n, "serverTime":ms, "silhouettes":[threads, then cards by kind], "reconnect":true|false,
//              "title":"…", "atelier":"…", "programme":"…", "organisations":["…"]},
//   "settings": {"show":"<JSON>", "phase":n, "timerEnd":ms, "revealed":bits, "locked":true|false, "focus":ms, "stop":"<tour and number>"},  // of the board
//   "items": [ {"h":7, "id":"<16 hex actor>-<counter>", "item":"card|thread", "kind":1-5 (cards), "text":"…",
//               "order":"…", "x":0, "y":0, "removed":false, "organisation":"…", "mine":true, "mark":0|1|2,
//               "threads":[h…] (cards) | "cards":[h…] (threads),
//               "links":[{"to":h,"verb":1-6}] (outgoing, cards), "for":n, "against":n, "pass":n, "vote":-1|0|1|null,
//               "derived":{"how":"merge|split|reword","votes":"union|reset","from":[h…]} (cards made from others),
//               "locked":true (cards closed to participants),
//               "folded":[h…] (cards that have one of those h, not removed, in their place)} ],
//   "refusals": [ {"reason":"not_allowed", "message":"…", "h":7|0, "draft":"…", "closing":false} ]
// }
// A change of a link or membership reports both ends. Sort cards by (order, id).
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#ifdef __wasm__
#define ATELIER_EXPORT(name) __attribute__((export_name(name)))
#else
#define ATELIER_EXPORT(name)
#endif

extern "C" {

ATELIER_EXPORT("atelier_input") std::uint8_t* atelier_input(std::uint32_t size);
ATELIER_EXPORT("atelier_output") const std::uint8_t* atelier_output();
ATELIER_EXPORT("atelier_output_size") std::uint32_t atelier_output_size();

// Input: board (32 hex), token, language, name, organisation, "1" when the page unpacks gzip (W30). The seed is 64 random bits from the host.
ATELIER_EXPORT("client_open")
std::int32_t client_open(std::uint32_t size, std::uint32_t seed_low, std::uint32_t seed_high);
ATELIER_EXPORT("client_restore") std::int32_t client_restore(std::uint32_t size);

// The handle of an item, which gets the next one when it had none. For a page that has set the module's memory back to what it was
// and goes on with the handles that it knows, in the order in which they were given.
ATELIER_EXPORT("client_handle")
std::uint32_t client_handle(std::uint32_t actor_high, std::uint32_t actor_low, std::uint32_t counter);

ATELIER_EXPORT("client_connected") void client_connected();
ATELIER_EXPORT("client_disconnected") void client_disconnected();
ATELIER_EXPORT("client_frame") std::int32_t client_frame(std::uint32_t size);
ATELIER_EXPORT("client_next_frame") std::int32_t client_next_frame();  // 1: output holds a frame; 0: none

ATELIER_EXPORT("client_take_save")
std::uint32_t client_take_save();  // version (> 0): output holds bytes to store; 0: none
ATELIER_EXPORT("client_saved") void client_saved(std::uint32_t version);

// Input: what cards and threads added from here on say of their author.
ATELIER_EXPORT("client_sign_as") void client_sign_as(std::uint32_t size);
// Input: the text, and for a card that is brought from elsewhere the organisation that it speaks for. Result: handle.
ATELIER_EXPORT("client_add_card") std::int32_t client_add_card(std::uint32_t kind, std::uint32_t size);
ATELIER_EXPORT("client_add_thread") std::int32_t client_add_thread(std::uint32_t size);  // handle
// Makes cards from cards: how 1 merge, 2 split, 3 reword; votes 1 union, 2 reset. Input: the sources' handles in decimal
// with commas between, then one text for each new card. All of them or none; the result is the handle of the first.
ATELIER_EXPORT("client_derive")
std::int32_t client_derive(std::uint32_t how, std::uint32_t votes, std::uint32_t size);
ATELIER_EXPORT("client_edit")
std::int32_t client_edit(std::uint32_t item, std::uint32_t at, std::uint32_t units, std::uint32_t size);
ATELIER_EXPORT("client_move") std::int32_t client_move(std::uint32_t card, std::uint32_t kind, std::uint32_t before);
// Where a card lies on the wall, in board units; its column and rank stay.
ATELIER_EXPORT("client_place") std::int32_t client_place(std::uint32_t card, std::int32_t x, std::int32_t y);
ATELIER_EXPORT("client_set_removed") std::int32_t client_set_removed(std::uint32_t item, std::uint32_t removed);
ATELIER_EXPORT("client_add_link")
std::int32_t client_add_link(std::uint32_t from, std::uint32_t to, std::uint32_t verb);
ATELIER_EXPORT("client_remove_link")
std::int32_t client_remove_link(std::uint32_t from, std::uint32_t to, std::uint32_t verb);
ATELIER_EXPORT("client_join_thread") std::int32_t client_join_thread(std::uint32_t thread, std::uint32_t card);
ATELIER_EXPORT("client_leave_thread") std::int32_t client_leave_thread(std::uint32_t thread, std::uint32_t card);
// Poll, value and group are those of CastBallot; withdrawn 1 takes the vote back.
ATELIER_EXPORT("client_vote")
std::int32_t client_vote(std::uint32_t slot, std::int32_t value, std::uint32_t withdrawn, std::uint32_t poll,
                         std::uint32_t group);

// How the room plays: item 0 = the board; key: SettingKey of board.proto; input: the text of a run of show or of a stop, else nothing.
ATELIER_EXPORT("client_set")
std::int32_t client_set(std::uint32_t item, std::uint32_t key, double number, std::uint32_t size);

// Before a gesture: the host's monotonic clock, for grouping what is undone together.
ATELIER_EXPORT("client_time") void client_time(double now_ms);
// 0 nothing to take back, else what it was: 1 text, 2 card, 3 place or kind, 4 title or organisation, 5 link, 6 thread, 7 vote
ATELIER_EXPORT("client_undo") std::int32_t client_undo();
ATELIER_EXPORT("client_redo") std::int32_t client_redo();

ATELIER_EXPORT("client_changes") std::int32_t client_changes();  // 1: output holds JSON; 0: nothing changed
ATELIER_EXPORT("client_hash") void client_hash();                // output: state hash, 16 hex digits

// Not for the page, which has texts from client_changes(), and so not in the module: tests ask. Output: its visible text.
std::int32_t client_text(std::uint32_t item);

}  // extern "C"
