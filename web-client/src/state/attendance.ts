// Who is here: whether this person was asked, and what its device tells of what it still has to send (proto/PROTOCOL.md, W33).
// SPDX-License-Identifier: MIT

import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import { roles } from "../core/types";
import type { Identity } from "../store/identity";
import { type AsksRollCall, type Heard, rollCall, writePresence } from "../sync/presence";
import type { BoardStore } from "./board_store";

export interface Attendance {
  /** A participant is asked and has not answered yet. */
  isAsked: Accessor<boolean>;
  answer(): void;
  /** For facilitators: what the server says of the crowd. */
  heard: Accessor<Heard>;
  /** Facilitators only: asks everybody, or ends the question. */
  ask(begin: boolean): void;
}

/** What leaves within this time was not waiting. */
const patienceMs = 1_000;

/** REQUIRES: an owner. `send` drops what cannot be sent now. */
export function createAttendance(
  board: BoardStore,
  identity: Identity,
  heard: Accessor<Heard>,
  send: (frame: Uint8Array) => void,
): Attendance {
  const [answered, setAnswered] = createSignal(0);
  const isLive = () => board.status.link === "live";
  const isParticipant = () => board.status.role === roles.participant;
  const isCounted = () => isParticipant() || board.status.role === roles.tablet;
  let told = 0;
  const tell = (asks: AsksRollCall = rollCall.no) => {
    told = board.status.pendingItems;
    send(writePresence({ ...identity, waiting: told, here: answered() }, asks));
  };

  // The server forgets a member with its connection.
  createEffect(() => {
    if (!isLive() || !isCounted()) return;
    told = 0;
    if (answered() > 0) tell();
  });
  createEffect(() => {
    const waiting = board.status.pendingItems;
    if (!isLive() || !isCounted() || waiting === told) return;
    if (waiting === 0) {
      tell();
      return;
    }
    const timer = setTimeout(tell, patienceMs);
    onCleanup(() => clearTimeout(timer));
  });

  return {
    isAsked: () => isLive() && isParticipant() && heard().rollCall > 0 && heard().rollCall !== answered(),
    answer: () => setAnswered(heard().rollCall),
    heard,
    ask: (begin) => tell(begin ? rollCall.begin : rollCall.end),
  };
}
