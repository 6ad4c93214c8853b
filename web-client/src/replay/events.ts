// What can happen to a board, as a person would tell it. An event stands alone: it names what it is about in words, so that it
// can be told long after the board has gone on.
// SPDX-License-Identifier: MIT
import type { DerivedBy, Kind, Verb } from "../core/types";

/** A card or a thread by its lasting name, with its words at that moment. */
export interface Ref {
  id: string;
  text: string;
  /** 0 for a thread. */
  kind: Kind | 0;
}

/** What facilitators do to one card. */
export const flagged = [
  "locked",
  "unlocked",
  "shown",
  "parked",
  "unparked",
  "pinned",
  "unpinned",
  "on_screen",
  "asked",
] as const;
export type Flagged = (typeof flagged)[number];

export type HistoryEvent =
  /** `from`: title of the board that it was brought from. */
  | { what: "written"; card: Ref; from?: string }
  | { what: "edited"; card: Ref; before: string }
  | { what: "moved"; card: Ref; from: Kind }
  | { what: "ranked"; card: Ref }
  /** Somewhere else on the wall. */
  | { what: "laid"; card: Ref }
  | { what: "removed"; card: Ref }
  | { what: "restored"; card: Ref }
  | { what: "derived"; how: DerivedBy; made: Ref[]; from: Ref[] }
  | { what: "linked"; card: Ref; to: Ref; verb: Verb }
  | { what: "unlinked"; card: Ref; to: Ref; verb: Verb }
  | { what: "voted"; card: Ref; tally: string; more: number }
  | { what: Flagged; card: Ref }
  | { what: "gathered"; thread: Ref }
  | { what: "renamed"; thread: Ref; before: string }
  | { what: "dissolved"; thread: Ref }
  | { what: "brought_back"; thread: Ref }
  | { what: "joined"; thread: Ref; card: Ref }
  | { what: "left"; thread: Ref; card: Ref }
  | { what: "phase"; number: number; title: string }
  | { what: "phases_over" }
  | { what: "show" }
  | { what: "revealed"; kinds: Kind[]; votes: boolean }
  | { what: "timer"; until: number }
  /** Columns; none = the whole board. */
  | { what: "closed"; kinds: Kind[] }
  | { what: "opened"; kinds: Kind[] };

/** The lasting names of all that it is about. */
export function itemsOf(event: HistoryEvent): string[] {
  switch (event.what) {
    case "derived":
      return [...event.made, ...event.from].map(({ id }) => id);
    case "linked":
    case "unlinked":
      return [event.card.id, event.to.id];
    case "joined":
    case "left":
      return [event.thread.id, event.card.id];
    default:
      if ("card" in event) return [event.card.id];
      return "thread" in event ? [event.thread.id] : [];
  }
}
