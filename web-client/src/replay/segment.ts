// A piece of the past as it comes over the wire: the state before it, and the commits that follow.
// SPDX-License-Identifier: MIT
import { splitEntries } from "../sync/entries";

export interface Segment {
  from: number;
  to: number;
  /** Position and server time after each stop: one for each commit. */
  positions: readonly number[];
  times: readonly number[];
  /** A Welcome with the state at `from`, or at the first stop where that is a reveal: it cannot be told as a commit. */
  keyframe: Uint8Array;
  /** What leads to each stop; undefined where the keyframe stands already. */
  commits: readonly (Uint8Array | undefined)[];
  bytes: number;
}

/** Undefined when the bytes are not that segment. */
export function readSegment(from: number, to: number, body: Uint8Array): Segment | undefined {
  const [head, keyframe, ...commits] = splitEntries(body) ?? [];
  if (head === undefined || keyframe === undefined) return undefined;
  const { start = from, time = 0, positions = [], times = [] } = readHead(head);
  if (positions.length !== commits.length || times.length !== commits.length) return undefined;
  const rest = { from, to, keyframe, bytes: body.length };
  return start === from
    ? { ...rest, positions, times, commits }
    : {
        ...rest,
        positions: [start, ...positions],
        times: [time, ...times],
        commits: [undefined, ...commits],
      };
}

/** How many of its stops are at or before that position; one at least where the keyframe stands at the first. */
export function stopsUpTo(segment: Segment, position: number): number {
  let low = standsAtFirst(segment) ? 1 : 0;
  let high = segment.positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segment.positions[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The keyframe has what the first stop brought. */
export function standsAtFirst({ commits }: Segment): boolean {
  return commits.length > 0 && commits[0] === undefined;
}

interface Head {
  start?: number;
  time?: number;
  positions?: number[];
  times?: number[];
}

function readHead(bytes: Uint8Array): Head {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Head;
  } catch {
    return {};
  }
}
