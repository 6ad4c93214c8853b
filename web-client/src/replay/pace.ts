// How fast the past runs while it plays: at its real pace, so many times over, except that no quiet while is waited out.
// SPDX-License-Identifier: MIT

/** A quiet while that is longer, in clock milliseconds, is not waited out. */
export const waitedMax = 60_000;
/** It is over after this time on screen, at any speed. */
export const pauseMs = 1_500;

/** Activity that has run since the last commit. */
export interface Pace {
  rest: number;
}

/**
 * The number of commits to stand at after `dtMs` on screen, from `done` commits on. `times`: of all of them, in order;
 * `before`: of the last one before them.
 */
export function advance(
  pace: Pace,
  { times, before, done }: { times: readonly number[]; before: number; done: number },
  { dtMs, speed }: { dtMs: number; speed: number },
): number {
  let at = done;
  pace.rest += dtMs * speed;
  while (at < times.length) {
    const gap = (times[at] ?? 0) - (at === 0 ? before : (times[at - 1] ?? 0));
    const cost = gap > waitedMax ? Math.min(gap, pauseMs * speed) : Math.max(0, gap);
    if (pace.rest < cost) return at;
    pace.rest -= cost;
    at += 1;
  }
  return at;
}

/** The pause that is being waited out before the next commit, in clock milliseconds; 0 = none. */
export function pauseBefore(times: readonly number[], before: number, done: number): number {
  const next = times[done];
  if (next === undefined) return 0;
  const gap = next - (done === 0 ? before : (times[done - 1] ?? 0));
  return gap > waitedMax ? gap : 0;
}
