// A board at one moment, as plain values that nothing changes behind one's back: what is compared to say what happened.
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item, Settings } from "../core/types";

export interface Scene {
  items: ReadonlyMap<Handle, Item>;
  settings: Settings;
}

export const emptyScene: Scene = {
  items: new Map(),
  settings: { show: "", phase: 0, timerEnd: 0, revealed: 0, locked: false },
};

/** Keeps up with a core's changes. A page's store may write into the objects it is given: this keeps copies of its own. */
export class SceneKeeper {
  scene: Scene = emptyScene;

  /** The items that may differ from before. */
  apply(changes: Changes): readonly Handle[] {
    const { items, settings } = this.scene;
    const touched = new Set<Handle>(changes.everything ? items.keys() : []);
    const next = new Map(changes.everything ? [] : items);
    for (const item of changes.items ?? []) {
      next.set(item.h, JSON.parse(JSON.stringify(item)) as Item);
      touched.add(item.h);
    }
    this.scene = { items: next, settings: changes.settings ?? settings };
    return [...touched];
  }
}
