// Phases as chapters of the past, and the marks to stop at between them.
// SPDX-License-Identifier: MIT
import type { Highlight, Mark } from "./history_index";

export interface Chapter {
  /** From 1; 0 before the first phase and after the last. */
  number: number;
  title: string;
  /** Positions from here, up to where the next begins. */
  from: number;
  to: number;
}

export function chaptersOf(marks: readonly Mark[], position: number): Chapter[] {
  const begins = marks.filter(({ what }) => what === "phase");
  return begins.map(({ at, number = 0, text = "" }, index) => ({
    number,
    title: text,
    from: at,
    to: begins[index + 1]?.at ?? position,
  }));
}

/** The one that is on at that position, if any. */
export function chapterAt(chapters: readonly Chapter[], position: number): Chapter | undefined {
  let found: Chapter | undefined;
  for (const chapter of chapters) if (chapter.from <= position) found = chapter;
  return found?.number === 0 ? undefined : found;
}

/** The mark after (or before) a position. */
export function markAfter(marks: readonly Mark[], position: number): Mark | undefined {
  return marks.find(({ at }) => at > position);
}

export function markBefore(marks: readonly Mark[], position: number): Mark | undefined {
  return marks.filter(({ at }) => at < position).pop();
}

/** At most so many, those around a position: a few before it, more after it. */
export function nearMarks(marks: readonly Mark[], position: number, most: number): readonly Mark[] {
  const next = marks.findIndex(({ at }) => at > position);
  const here = next < 0 ? marks.length : next;
  const first = Math.max(0, Math.min(here - Math.floor(most / 3), marks.length - most));
  return marks.slice(first, first + most);
}

const weight: Record<Highlight, number> = {
  bookmark: 9,
  phase: 8,
  reveal: 7,
  vote_open: 6.5,
  vote_close: 6.4,
  merge: 6,
  split: 5,
  thread: 4,
  reword: 3,
  erase: 2,
  remove: 2,
  restore: 1,
};

/** One mark for each place on a line that has room for `slots`: the weightiest. */
export function thinMarks(marks: readonly Mark[], xOf: (position: number) => number, slots: number): Mark[] {
  const best = new Map<number, Mark>();
  for (const mark of marks) {
    const slot = Math.floor(xOf(mark.at) * slots);
    const other = best.get(slot);
    if (other === undefined || weight[other.what] < weight[mark.what]) best.set(slot, mark);
  }
  return [...best.values()];
}
