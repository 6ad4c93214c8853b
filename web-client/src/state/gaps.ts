// What is missing on the board: needs that no solution answers, barriers that no story illustrates.
// SPDX-License-Identifier: MIT
import type { Handle, Item, Kind, Verb } from "../core/types";
import type { Ties } from "./ties";

export interface Gaps {
  needs: number;
  barriers: number;
}

const answers: Verb = 1;
const illustrates: Verb = 4;
const kind = { barrier: 2, need: 3, story: 4, solution: 5 } as const satisfies Record<string, Kind>;

/** Counts cards that stand in a column; an empty one is no need yet. */
export function countGaps(items: ReadonlyMap<Handle, Item>, ties: Ties): Gaps {
  const kindOf = (handle: Handle) => {
    const item = items.get(handle);
    return item?.item === "card" ? item.kind : undefined;
  };
  const reached = (card: Handle, verb: Verb, by: Kind) =>
    ties.to(card).some((tie) => tie.verb === verb && kindOf(tie.from) === by);
  const gaps = { needs: 0, barriers: 0 };
  for (const item of items.values()) {
    if (item.item !== "card" || item.removed || item.folded !== undefined || item.text.trim() === "")
      continue;
    if (item.kind === kind.need && !reached(item.h, answers, kind.solution)) gaps.needs += 1;
    if (item.kind === kind.barrier && !reached(item.h, illustrates, kind.story)) gaps.barriers += 1;
  }
  return gaps;
}
