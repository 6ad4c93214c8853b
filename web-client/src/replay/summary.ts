// Many events in one line: how many of each that a person would count.
// SPDX-License-Identifier: MIT
import type { HistoryEvent } from "./events";

export const counted = [
  "written",
  "edited",
  "moved",
  "removed",
  "restored",
  "derived",
  "linked",
  "gathered",
  "joined",
  "voted",
] as const;
export type Counted = (typeof counted)[number];
export type Summary = Partial<Record<Counted, number>>;

/** Each card once, however often it was edited or moved; votes as many as there are more. */
export function summarise(events: readonly HistoryEvent[]): Summary {
  const summary: Summary = {};
  const seen = new Set<string>();
  for (const event of events) {
    const what = event.what as Counted;
    if (!counted.includes(what)) continue;
    const name = nameOf(event);
    if (seen.has(name)) continue;
    seen.add(name);
    const many = event.what === "voted" ? Math.max(0, event.more) : 1;
    if (many > 0) summary[what] = (summary[what] ?? 0) + many;
  }
  return summary;
}

function nameOf(event: HistoryEvent): string {
  switch (event.what) {
    case "edited":
    case "moved":
      return `${event.what} ${event.card.id}`;
    default:
      return JSON.stringify(event);
  }
}
