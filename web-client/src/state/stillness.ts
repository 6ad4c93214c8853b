// What others do, held back while a person has the view stand still (A11). What the person does goes on being drawn.
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item } from "../core/types";

/** Of one spell: made when the view is to stand still, thrown away when it goes on. */
export class Stillness {
  private readonly held = new Map<Handle, Item>();
  /** What the person touches meanwhile is shown as it is, also what comes back of it. */
  private readonly own = new Set<Handle>();

  /** The part that is drawn now. Null for a state of its own, behind which nothing held back means anything: the view goes on. */
  pass(changes: Changes, own: boolean): Changes | null {
    if (changes.everything) return null;
    const drawn: Item[] = [];
    for (const item of changes.items ?? []) {
      if (own) this.own.add(item.h);
      if (this.own.has(item.h)) {
        this.held.delete(item.h);
        drawn.push(item);
      } else this.held.set(item.h, item);
    }
    const { items, ...rest } = changes;
    return drawn.length > 0 ? { ...rest, items: drawn } : rest;
  }

  /** How many cards and threads others have made or changed. */
  get count(): number {
    return this.held.size;
  }

  /** What is to be drawn when the view goes on. */
  rest(): Changes {
    return { items: [...this.held.values()] };
  }
}
