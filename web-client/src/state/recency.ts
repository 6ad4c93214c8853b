// Which cards changed last, for a screen that cannot show all. It sees the board only, so that it goes on also where the state
// came anew: what was there before and is the same keeps its rank.
// SPDX-License-Identifier: MIT
import type { Card, Handle, Item } from "../core/types";

export class Recency {
  /** What a card showed when it was seen last, latest change last. */
  private readonly seen = new Map<string, string>();

  /** The cards that stand in a column, latest change first. */
  update(items: Iterable<Item>): Handle[] {
    const standing = new Map<string, Handle>();
    for (const item of items) {
      if (item.item !== "card" || item.removed || item.folded !== undefined || item.parked) continue;
      standing.set(item.id, item.h);
      const shown = lookOf(item);
      if (this.seen.get(item.id) === shown) continue;
      this.seen.delete(item.id);
      this.seen.set(item.id, shown);
    }
    for (const id of this.seen.keys()) if (!standing.has(id)) this.seen.delete(id);
    return [...this.seen.keys()].reverse().map((id) => standing.get(id) ?? 0);
  }
}

function lookOf({ text, kind, organisation, tally = "", roomVotes = "" }: Card): string {
  return [kind, tally, roomVotes, organisation, text].join();
}
