// One number for each card and thread for as long as one looks at the past: a core that begins anew counts anew, but what is
// drawn on the page stays what it was.
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item } from "../core/types";

export class StableHandles {
  private readonly byId = new Map<string, Handle>();
  /** Of the core as it counts now. */
  private now = new Map<Handle, Handle>();
  private last = 0;

  /** The core counts from one again. */
  anew(): void {
    this.now = new Map();
  }

  rename(changes: Changes): Changes {
    if (changes.items === undefined) return changes;
    for (const { h, id } of changes.items) {
      const known = this.byId.get(id) ?? this.find(h);
      this.byId.set(id, known);
      this.now.set(h, known);
    }
    return { ...changes, items: changes.items.map((item) => this.renameItem(item)) };
  }

  private renameItem(item: Item): Item {
    const all = (handles: readonly Handle[]) => handles.map((handle) => this.find(handle));
    const h = this.find(item.h);
    if (item.item === "thread") return { ...item, h, cards: all(item.cards) };
    const links = item.links.map(({ to, verb }) => ({ to: this.find(to), verb }));
    const renamed = { ...item, h, links, threads: all(item.threads) };
    if (item.derived !== undefined) renamed.derived = { ...item.derived, from: all(item.derived.from) };
    if (item.folded !== undefined) renamed.folded = all(item.folded);
    return renamed;
  }

  /** One that is named before it is known has its number from then on. */
  private find(handle: Handle): Handle {
    let found = this.now.get(handle);
    if (found === undefined) {
      this.last += 1;
      found = this.last;
      this.now.set(handle, found);
    }
    return found;
  }
}
