// Where the stop of a tour is when the tour was changed meanwhile.
// SPDX-License-Identifier: MIT
import type { TourStop } from "./history_index";

export interface Followed {
  /** From 0. */
  at: number;
  /** It is in the tour no more: this is the one nearest to its moment. */
  isGone: boolean;
}

/** A stop is its moment; of several at the same moment the one with the same sentence, else the one nearest in the order. */
export function followStop(stop: TourStop | undefined, at: number, stops: readonly TourStop[]): Followed {
  if (stop === undefined) return { at: Math.min(at, stops.length - 1), isGone: true };
  const distance = (one: TourStop, place: number): number[] => [
    Math.abs(one.at - stop.at),
    one.text === stop.text ? 0 : 1,
    Math.abs(place - at),
  ];
  let best = 0;
  stops.forEach((one, place) => {
    const found = stops[best];
    if (found !== undefined && isLess(distance(one, place), distance(found, best))) best = place;
  });
  return { at: best, isGone: stops[best]?.at !== stop.at };
}

function isLess(a: number[], b: number[]): boolean {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
