// A piece of the past as it comes over the wire: the state before it, and the commits that follow.
// SPDX-License-Identifier: MIT
import { splitEntries } from "../sync/entries";

export interface Segment {
  from: number;
  to: number;
  /** Position and server time after each commit. */
  positions: readonly number[];
  times: readonly number[];
  /** A Welcome with the state at `from`. */
  keyframe: Uint8Array;
  commits: readonly Uint8Array[];
  bytes: number;
}

/** Undefined when the bytes are not that segment. */
export function readSegment(from: number, to: number, body: Uint8Array): Segment | undefined {
  const [head, keyframe, ...commits] = splitEntries(body) ?? [];
  if (head === undefined || keyframe === undefined) return undefined;
  const { positions, times } = readHead(head);
  if (positions.length !== commits.length || times.length !== commits.length) return undefined;
  return { from, to, positions, times, keyframe, commits, bytes: body.length };
}

/** How many of its commits are at or before that position. */
export function commitsUpTo(segment: Segment, position: number): number {
  let low = 0;
  let high = segment.positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segment.positions[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readHead(bytes: Uint8Array): { positions: number[]; times: number[] } {
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes)) as { positions?: number[]; times?: number[] };
    return { positions: head.positions ?? [], times: head.times ?? [] };
  } catch {
    return { positions: [], times: [] };
  }
}
