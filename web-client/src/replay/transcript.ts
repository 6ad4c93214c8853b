// The past in sentences, newest first: what led to the moment one stands at. Typing is one line, however many ops it took.
// SPDX-License-Identifier: MIT
import type { HistoryEvent } from "./events";
import { type Summary, summarise } from "./summary";

export interface Line {
  /** Where the moment is, and when it was. */
  position: number;
  time: number;
  event?: HistoryEvent;
  /** Instead of an event: what was passed over in a jump that ended here. */
  passed?: Summary;
}

/** What happened in one commit. */
export interface Told {
  position: number;
  time: number;
  events: readonly HistoryEvent[];
}

export const linesMax = 200;
/** Typing goes on after a pause shorter than this. */
const typingPauseMs = 30_000;

/** `lines` with what happened then put on top. */
export function tell(lines: readonly Line[], told: readonly Told[]): Line[] {
  const next = [...lines];
  for (const { position, time, events } of told)
    for (const event of events) {
      const [top] = next;
      const joined = top === undefined ? undefined : joinTyping(top, { position, time, event });
      if (joined === undefined) next.unshift({ position, time, event });
      else next[0] = joined;
    }
  return next.slice(0, linesMax);
}

/** The line for a jump over many commits; nothing when nothing that counts happened in it. */
export function passedLine(position: number, time: number, events: readonly HistoryEvent[]): Line[] {
  const passed = summarise(events);
  return Object.keys(passed).length === 0 ? [] : [{ position, time, passed }];
}

/** One line for two edits of the same card, or for a card and the words that were typed on it right away. */
export function joinTyping(line: Line, later: Line): Line | undefined {
  const [before, after] = [line.event, later.event];
  if (before === undefined || after?.what !== "edited") return undefined;
  if (later.time - line.time > typingPauseMs) return undefined;
  const isSame = (before.what === "edited" || before.what === "written") && before.card.id === after.card.id;
  if (!isSame) return undefined;
  return { ...later, event: { ...before, card: after.card } };
}
