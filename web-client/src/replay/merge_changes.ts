// What a core said in several answers, as one: a page draws it once.
// SPDX-License-Identifier: MIT
import type { Changes, Handle, Item } from "../core/types";

/** Null when there is nothing. */
export function mergeChanges(list: readonly Changes[]): Changes | null {
  if (list.length === 0) return null;
  const items = new Map<Handle, Item>();
  const merged: Changes = {};
  for (const { everything, status, settings, items: fresh } of list) {
    if (everything) {
      merged.everything = true;
      items.clear();
    }
    if (status !== undefined) merged.status = { ...merged.status, ...status };
    if (settings !== undefined) merged.settings = settings;
    for (const item of fresh ?? []) items.set(item.h, item);
  }
  if (items.size > 0) merged.items = [...items.values()];
  return merged;
}
