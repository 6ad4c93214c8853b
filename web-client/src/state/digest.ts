// What others did, counted until it is said in one sentence (A10).
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item, Kind } from "../core/types";

export interface Counts {
  added: number;
  changed: number;
  removed: number;
}

/** Cards alone; each counts once, by what became of it in the end. */
export class Digest {
  private readonly before = new Map<Handle, Item | undefined>();
  private readonly after = new Map<Handle, Item>();

  /** `known`: before they are drawn. A state of its own tells of nothing that somebody did just now. */
  take({ everything, items = [] }: Changes, known: ReadonlyMap<Handle, Item>): void {
    if (everything) this.clear();
    else
      for (const item of items) {
        if (item.item !== "card") continue;
        if (!this.before.has(item.h)) this.before.set(item.h, known.get(item.h));
        this.after.set(item.h, item);
      }
  }

  /** What came together, of all kinds or of one, and begins anew. */
  end(kind: Kind | null): Counts {
    const counts: Counts = { added: 0, changed: 0, removed: 0 };
    for (const [handle, item] of this.after) {
      const was = this.before.get(handle);
      const isThere = !item.removed;
      const wasThere = was !== undefined && !was.removed;
      if ((!isThere && !wasThere) || (kind !== null && item.item === "card" && item.kind !== kind)) continue;
      counts[!wasThere ? "added" : isThere ? "changed" : "removed"] += 1;
    }
    this.clear();
    return counts;
  }

  private clear(): void {
    this.before.clear();
    this.after.clear();
  }
}
