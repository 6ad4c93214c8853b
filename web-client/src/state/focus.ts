// What facilitators put on the room's screen: the card or thread with the latest `focus`, unless the screen was cleared since, or
// led to a stop of a tour through the past.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo } from "solid-js";
import type { Handle } from "../core/types";
import type { BoardStore } from "./board_store";

/** 0 = nothing. REQUIRES: an owner. */
export function createFocus(board: BoardStore): Accessor<Handle> {
  return createMemo(() => {
    board.changeCount();
    let latest = board.settings.focus;
    let shown: Handle = 0;
    for (const { h, focus = 0, removed } of board.all().values()) {
      if (focus <= latest) continue;
      latest = focus;
      shown = removed ? 0 : h;
    }
    return shown;
  });
}

export interface LedStop {
  tour: string;
  /** From 0. */
  at: number;
}

/** As it was written: the same stop again, since another time, is of a tour that may have been changed. */
export interface WrittenStop extends LedStop {
  since: number;
}

/** The stop that the screen is led to, as it is written in the board's settings; undefined where it shows the board. */
export function readStop({ settings }: BoardStore): WrittenStop | undefined {
  const [tour = "", at = ""] = settings.stop.split(" ");
  return at === "" ? undefined : { tour, at: Number(at), since: settings.focus };
}

export function writeStop({ tour, at }: LedStop): string {
  return `${tour} ${at}`;
}

/** That stop, unless something was put on the screen since. REQUIRES: an owner. */
export function createLedStop(board: BoardStore): Accessor<WrittenStop | undefined> {
  return createMemo(
    () => {
      board.changeCount();
      const isOver = [...board.all().values()].some(({ focus = 0 }) => focus > board.settings.focus);
      return isOver ? undefined : readStop(board);
    },
    undefined,
    { equals: (a, b) => a?.tour === b?.tour && a?.at === b?.at && a?.since === b?.since },
  );
}

/** Later than whatever was put there or cleared before, also by a device whose clock is ahead. */
export function nextFocus(board: BoardStore): number {
  const before = [...board.all().values()].map(({ focus = 0 }) => focus);
  return Math.max(
    Math.round(board.clock.now() ?? 0),
    board.settings.focus + 1,
    ...before.map((at) => at + 1),
  );
}
