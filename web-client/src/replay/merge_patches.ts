// What a player said on its way, as one: a page draws it once.
// SPDX-License-Identifier: MIT
import type { Handle, Item } from "../core/types";
import type { Patch } from "../state/board_store";

/** Null when there is nothing. */
export function mergePatches(list: readonly Patch[]): Patch | null {
  if (list.length === 0) return null;
  const items = new Map<Handle, Item>();
  const gone = new Set<Handle>();
  const merged: Patch = {};
  for (const { status, settings, items: fresh = [], gone: lost = [] } of list) {
    if (status !== undefined) merged.status = { ...merged.status, ...status };
    if (settings !== undefined) merged.settings = settings;
    for (const handle of lost) {
      items.delete(handle);
      gone.add(handle);
    }
    for (const item of fresh) {
      gone.delete(item.h);
      items.set(item.h, item);
    }
  }
  return { ...merged, items: [...items.values()], gone: [...gone] };
}
