// The order of a column: by fractional index, ties by id (actor, then counter), as every replica sorts it.
// SPDX-License-Identifier: MIT
import type { Handle, Item } from "../core/types";

export function compareItems(a: Item, b: Item): number {
  return compareText(a.order, b.order) || compareIds(a.id, b.id);
}

/** By code unit: indexes and actors are ASCII. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function compareIds(a: string, b: string): number {
  const [actorA = "", counterA = ""] = a.split("-");
  const [actorB = "", counterB = ""] = b.split("-");
  return compareText(actorA, actorB) || Number(counterA) - Number(counterB);
}

/**
 * `list` with `held` put where it was in `before`: behind the nearest earlier neighbour that is still there. The card under
 * a person's hands does not move away because somebody else moved or removed it (A7).
 */
export function holdInPlace(before: readonly Handle[], list: readonly Handle[], held: Handle): Handle[] {
  const others = list.filter((handle) => handle !== held);
  const present = new Set(others);
  const neighbour = before
    .slice(0, before.indexOf(held))
    .filter((handle) => present.has(handle))
    .pop();
  const at = neighbour === undefined ? 0 : others.indexOf(neighbour) + 1;
  return [...others.slice(0, at), held, ...others.slice(at)];
}
