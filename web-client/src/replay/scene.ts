// A board at one moment, as plain values: what is compared to say what happened.
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item, Settings } from "../core/types";

/** Good until the keeper that gave it takes the changes after the next. */
export interface Scene {
  items: { get(handle: Handle): Item | undefined };
  settings: Settings;
}

/** One that stays. */
export interface Picture extends Scene {
  items: ReadonlyMap<Handle, Item>;
}

const noSettings: Settings = { show: "", phase: 0, timerEnd: 0, revealed: 0, locked: false };

/** Keeps up with a core's changes. What it is given is its own: nobody else may write into it. */
export class SceneKeeper {
  private items = new Map<Handle, Item>();
  private settings = noSettings;

  get now(): Scene {
    return { items: this.items, settings: this.settings };
  }

  get isEmpty(): boolean {
    return this.items.size === 0 && this.settings === noSettings;
  }

  picture(): Picture {
    return { items: new Map(this.items), settings: this.settings };
  }

  find(id: string): Item | undefined {
    for (const item of this.items.values()) if (item.id === id) return item;
    return undefined;
  }

  /** What was before, and the items that may differ from then. Takes time by what changed, not by what there is. */
  apply({ everything, items = [], settings }: Changes): { before: Scene; touched: readonly Handle[] } {
    const before = { items: everything ? this.items : this.replaced(items), settings: this.settings };
    const touched = new Set<Handle>(everything ? this.items.keys() : []);
    if (everything) this.items = new Map();
    for (const item of items) {
      this.items.set(item.h, item);
      touched.add(item.h);
    }
    this.settings = settings ?? this.settings;
    return { before, touched: [...touched] };
  }

  private replaced(items: readonly Item[]): Scene["items"] {
    const old = new Map(items.map(({ h }) => [h, this.items.get(h)]));
    const { items: rest } = this;
    return { get: (handle) => (old.has(handle) ? old.get(handle) : rest.get(handle)) };
  }
}
