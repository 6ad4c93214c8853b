// The length of the past as it is drawn: activity, not clock time. A quiet while counts up to a cap, and what is longer is a
// notch with a label, so that a lunch is a notch and not an hour. Maps positions, server times and places in [0, 1].
// SPDX-License-Identifier: MIT
import type { HistoryIndex } from "./history_index";

export interface Notch {
  /** Where it is drawn: from, to. */
  x0: number;
  x1: number;
  /** The last position before it. */
  position: number;
  /** Milliseconds of clock time. */
  length: number;
}

/** A span in which things happened; places go evenly with ops in it. */
export interface Span {
  x0: number;
  x1: number;
  /** Positions after `from`, up to `to`. */
  from: number;
  to: number;
  begin: number;
  end: number;
  /** Of the index's bins. */
  bin: number;
}

export interface Axis {
  spans: readonly Span[];
  notches: readonly Notch[];
  /** Clock milliseconds that a quiet while takes at most. */
  cap: number;
  /** The last position. */
  position: number;
  xOf(position: number): number;
  positionAt(x: number): number;
  /** Clock time as far as the index knows it. */
  timeOf(position: number): number;
}

/** A while shorter than this is no pause to speak of, in milliseconds. */
export const notchMin = 120_000;
/** One gap takes at most this part of the axis, and all together at most `gapsShare`. */
const gapShare = 0.03;
const gapsShare = 0.3;

export function createAxis(index: HistoryIndex): Axis {
  const rows = readRows(index);
  const gaps = rows.map((row, at) => Math.max(0, (rows[at + 1]?.begin ?? row.end) - row.end));
  const cap = chooseCap(rows, gaps);
  const total = rows.reduce((sum, row, at) => sum + weightOf(row) + Math.min(gaps[at] ?? 0, cap), 0) || 1;
  const spans: Span[] = [];
  const notches: Notch[] = [];
  let x = 0;
  rows.forEach((row, at) => {
    const x1 = x + weightOf(row) / total;
    spans.push({ ...row, x0: x, x1 });
    const gap = gaps[at] ?? 0;
    const after = x1 + Math.min(gap, cap) / total;
    if (gap > cap && gap >= notchMin) notches.push({ x0: x1, x1: after, position: row.to, length: gap });
    x = after;
  });
  return {
    spans,
    notches,
    cap,
    position: index.position,
    xOf: (position) => xOf(spans, position),
    positionAt: (place) => positionAt(spans, place),
    timeOf: (position) => timeOf(spans, position),
  };
}

/**
 * Which pauses have room for their label, and where its middle is: the longest first, none nearer than `room` to another or
 * to the ends, which have labels of their own.
 */
export function placeLabels(notches: readonly Notch[], room: number): { notch: Notch; x: number }[] {
  const placed: { notch: Notch; x: number }[] = [];
  for (const notch of [...notches].sort((a, b) => b.length - a.length)) {
    const x = Math.min(1 - room, Math.max(room, (notch.x0 + notch.x1) / 2));
    if (placed.every((other) => Math.abs(other.x - x) >= room)) placed.push({ notch, x });
  }
  return placed;
}

type Row = Omit<Span, "x0" | "x1">;

/** Bins, cut to what the segments know of the first and the last commit. */
function readRows({ bins, width, segments }: HistoryIndex): Row[] {
  const first = segments[0]?.begin ?? 0;
  const last = segments[segments.length - 1]?.end ?? Number.POSITIVE_INFINITY;
  return bins.time.map((time, bin) => {
    const begin = Math.max(time, Math.min(first, time + width));
    return {
      bin,
      from: bins.to[bin - 1] ?? 0,
      to: bins.to[bin] ?? 0,
      begin,
      end: Math.max(begin, Math.min(time + width, last)),
    };
  });
}

/** A whole history within a blink has a length too. */
function weightOf(row: Row): number {
  return Math.max(1, row.end - row.begin);
}

/** The longest that one quiet while can be drawn so that neither it nor all of them together take more than their share. */
function chooseCap(rows: readonly Row[], gaps: readonly number[]): number {
  const active = rows.reduce((sum, row) => sum + weightOf(row), 0);
  const fits = (cap: number) => {
    const quiet = gaps.reduce((sum, gap) => sum + Math.min(gap, cap), 0);
    return cap <= gapShare * (active + quiet) && quiet <= gapsShare * (active + quiet);
  };
  // Both shares grow with the cap: the boundary is found by halving.
  let low = 0;
  let high = gaps.reduce((longest, gap) => Math.max(longest, gap), 0);
  if (fits(high)) return high;
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function find<T>(list: readonly T[], isPast: (one: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPast(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function xOf(spans: readonly Span[], position: number): number {
  const span = spans[find(spans, ({ to }) => to < position)];
  if (span === undefined) return spans.length === 0 ? 0 : 1;
  const part = (position - span.from) / Math.max(1, span.to - span.from);
  return span.x0 + Math.max(0, part) * (span.x1 - span.x0);
}

function positionAt(spans: readonly Span[], x: number): number {
  const span = spans[find(spans, ({ x1 }) => x1 < x)];
  if (span === undefined) return spans[spans.length - 1]?.to ?? 0;
  const part = (x - span.x0) / (span.x1 - span.x0);
  return part <= 0 ? span.from : span.from + Math.round(Math.min(1, part) * (span.to - span.from));
}

function timeOf(spans: readonly Span[], position: number): number {
  const span = spans[find(spans, ({ to }) => to < position)] ?? spans[spans.length - 1];
  if (span === undefined) return 0;
  const part = (position - span.from) / Math.max(1, span.to - span.from);
  return span.begin + Math.max(0, Math.min(1, part)) * (span.end - span.begin);
}
