// The table of contents of a board's past, as the server keeps it (docs/replay.md): which segments there are, how much
// happened when, and what is worth stopping at.
// SPDX-License-Identifier: MIT

/** Ops that came after position `from`, up to `to`. Never changes once it is named. */
export interface SegmentName {
  from: number;
  to: number;
  /** Server time of its first and last commit, in milliseconds. */
  begin: number;
  end: number;
}

export const highlights = [
  "phase",
  "vote_open",
  "vote_close",
  "reveal",
  "merge",
  "split",
  "reword",
  "thread",
  "remove",
  "restore",
  "erase",
  "bookmark",
] as const;
export type Highlight = (typeof highlights)[number];

export interface Mark {
  at: number;
  time: number;
  what: Highlight;
  /** Of a phase: which, from 1; of a vote: its poll (docs/votes.md). */
  number?: number;
  /** Of a phase: its title; of a bookmark: its name. */
  text?: string;
  /** Of a bookmark: which. */
  bookmark?: string;
  /** The card or thread it happened to. */
  item?: string;
}

/** Columns of one table; a row is a span of `width` milliseconds in which something happened. */
export interface Bins {
  time: number[];
  /** The last position in it. */
  to: number[];
  ops: number[];
  /** By kind, from fear to solution. */
  cards: number[][];
  threads: number[];
  links: number[];
  ballots: number[];
}

/** Moments in an order that facilitators chose, each with a sentence. */
export interface Tour {
  id: string;
  title: string;
  stops: TourStop[];
}

export interface TourStop {
  at: number;
  time: number;
  /** May be empty. */
  text: string;
}

export interface HistoryIndex {
  /** Names this very past: another one after something was taken out of it. */
  history: string;
  position: number;
  segments: SegmentName[];
  width: number;
  bins: Bins;
  marks: Mark[];
  tours: Tour[];
}

/** A moment that a facilitator has named. */
interface Bookmark {
  id: string;
  at: number;
  time: number;
  name: string;
}

/** Undefined when the answer is not one. Marks of a kind that this page does not know are left out. */
export function readIndex(json: unknown): HistoryIndex | undefined {
  const index = json as Partial<HistoryIndex> | null;
  if (typeof index?.history !== "string" || !Array.isArray(index.segments)) return undefined;
  if (typeof index.position !== "number" || !Array.isArray(index.bins?.time)) return undefined;
  const marks = (index.marks ?? []).filter(({ what }) => highlights.includes(what));
  const { bookmarks = [] } = json as { bookmarks?: Bookmark[] };
  for (const { id, at, time, name } of bookmarks)
    marks.push({ at, time, what: "bookmark", text: name, bookmark: id });
  marks.sort((a, b) => a.at - b.at);
  return { ...(index as HistoryIndex), marks, tours: index.tours ?? [] };
}

/** The segment to stand in at that position: the one that holds it, the first for 0, the last for what is beyond. */
export function segmentAt(index: HistoryIndex, position: number): SegmentName | undefined {
  const { segments } = index;
  return segments.find(({ to }) => position <= to) ?? segments[segments.length - 1];
}

export function segmentAfter(index: HistoryIndex, segment: SegmentName): SegmentName | undefined {
  return index.segments.find(({ from }) => from === segment.to);
}

export function segmentBefore(index: HistoryIndex, segment: SegmentName): SegmentName | undefined {
  return index.segments.find(({ to }) => to === segment.from);
}
