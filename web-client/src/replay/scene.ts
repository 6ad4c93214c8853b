// A board at one moment, as plain values: what is compared to say what happened.
// SPDX-License-Identifier: MIT
import { type Changes, type Handle, type Item, noSettings, type Settings, type Status } from "../core/types";
import type { Patch } from "../state/board_store";
import { isSame } from "../state/same";

/** Good until the keeper that gave it takes the changes after the next. */
export interface Scene {
  items: { get(handle: Handle): Item | undefined };
  settings: Settings;
}

/** One that stays. */
export interface Picture extends Scene {
  items: ReadonlyMap<Handle, Item>;
}

/** All that a keeper knows at one moment. */
export interface Kept extends Picture {
  status: Partial<Status>;
}

/** From one moment to the next. */
export interface Step {
  before: Scene;
  /** The items that may differ. */
  touched: readonly Handle[];
  /** The same for a page, as little as there is of it. */
  patch: Patch;
}

/** What stands for the words of a card or thread whose content was removed for good, by its lasting name. */
export type Erased = ReadonlyMap<string, { time: number; words: string }>;

/** Keeps up with a core's changes. What it is given is its own: nobody else may write into it. */
export class SceneKeeper {
  private items = new Map<Handle, Item>();
  private settings = noSettings;
  private status: Partial<Status> = {};
  private erased: Erased = new Map();

  /** From the next changes on. */
  setErased(erased: Erased): void {
    this.erased = erased;
  }

  get now(): Scene {
    return { items: this.items, settings: this.settings };
  }

  get isEmpty(): boolean {
    return this.items.size === 0 && this.settings === noSettings;
  }

  picture(): Picture {
    return { items: new Map(this.items), settings: this.settings };
  }

  kept(): Kept {
    return { ...this.picture(), status: this.status };
  }

  /** What did not change since is the same object. */
  revert({ items, settings, status }: Kept): Step {
    const before = this.now;
    const changed = [...items.values()].filter((item) => this.items.get(item.h) !== item);
    const gone = [...this.items.keys()].filter((handle) => !items.has(handle));
    this.items = new Map(items);
    this.settings = settings;
    this.status = status;
    const touched = [...gone, ...changed.map(({ h }) => h)];
    return { before, touched, patch: { status, items: changed, gone, settings } };
  }

  find(id: string): Item | undefined {
    for (const item of this.items.values()) if (item.id === id) return item;
    return undefined;
  }

  apply(changes: Changes): Step {
    const { everything, items = [], settings } = changes;
    for (const item of items) this.cover(item);
    this.status = { ...this.status, ...changes.status };
    if (everything) return this.applyEverything(changes);
    const before = { items: this.replaced(items), settings: this.settings };
    for (const item of items) this.items.set(item.h, item);
    this.settings = settings ?? this.settings;
    return { before, touched: items.map(({ h }) => h), patch: changes };
  }

  /** The past has as many signs as there were letters: whoever looks at it reads since when instead. */
  private cover(item: Item): void {
    const erased = this.erased.get(item.id);
    if (erased === undefined) return;
    item.text = erased.words;
    item.erased = erased.time;
  }

  /** A core that begins anew names all there is; most of it is as it was. */
  private applyEverything({ items = [], settings, everything: _, ...rest }: Changes): Step {
    const before = this.now;
    const all = new Map<Handle, Item>();
    const changed: Item[] = [];
    for (const item of items) {
      const old = this.items.get(item.h);
      const same = old !== undefined && isSame(old, item);
      if (!same) changed.push(item);
      all.set(item.h, same ? old : item);
    }
    const gone = [...this.items.keys()].filter((handle) => !all.has(handle));
    this.items = all;
    this.settings = settings ?? noSettings;
    return {
      before,
      touched: [...gone, ...changed.map(({ h }) => h)],
      patch: { ...rest, items: changed, gone, settings: this.settings },
    };
  }

  private replaced(items: readonly Item[]): Scene["items"] {
    const old = new Map(items.map(({ h }) => [h, this.items.get(h)]));
    const { items: rest } = this;
    return { get: (handle) => (old.has(handle) ? old.get(handle) : rest.get(handle)) };
  }
}
