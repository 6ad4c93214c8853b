// The life of each card and thread: everything that happened to it, in order. Filled by one reading of the whole past.
// SPDX-License-Identifier: MIT
import { type HistoryEvent, itemsOf } from "./events";
import { joinTyping, type Line, type Told } from "./transcript";

/** Of one card or thread; a life longer than this keeps its beginning and its end. */
export const lifeMax = 400;
/** Of all together. */
export const momentsMax = 200_000;

export class Lives {
  private readonly lines = new Map<string, Line[]>();
  private count = 0;

  add({ position, time, events }: Told): void {
    for (const event of events) for (const id of itemsOf(event)) this.put(id, { position, time, event });
  }

  of(id: string): readonly Line[] {
    return this.lines.get(id) ?? [];
  }

  private put(id: string, line: Line): void {
    const life = this.lines.get(id) ?? [];
    const last = life[life.length - 1];
    const joined = last === undefined ? undefined : joinLines(last, line);
    if (joined !== undefined) life[life.length - 1] = joined;
    else if (this.count < momentsMax) {
      if (life.length >= lifeMax) life.splice(lifeMax >> 1, 1);
      else this.count += 1;
      life.push(line);
    }
    this.lines.set(id, life);
  }
}

/** Votes that come one after the other are one line too: the count that they came to. */
function joinLines(last: Line, line: Line): Line | undefined {
  const [before, after] = [last.event, line.event];
  if (before?.what === "voted" && after?.what === "voted") return { ...line, event: sumOf(before, after) };
  return joinTyping(last, line);
}

type Voted = Extract<HistoryEvent, { what: "voted" }>;

function sumOf(before: Voted, after: Voted): Voted {
  return { ...after, more: before.more + after.more };
}
