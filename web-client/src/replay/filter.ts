// What one looks at of the past: all of it, the cards of a kind, of an organisation, or of a thread. Pure.
// SPDX-License-Identifier: MIT
import { type Item, type Kind, kinds } from "../core/types";
import { type HistoryEvent, itemsOf } from "./events";

export type Filter =
  | { by: "all" }
  | { by: "kind"; kind: Kind }
  | { by: "organisation"; name: string }
  /** By its lasting name. */
  | { by: "thread"; id: string };

/** As the value of a choice. */
export function writeFilter(filter: Filter): string {
  switch (filter.by) {
    case "all":
      return "all";
    case "kind":
      return `kind:${filter.kind}`;
    case "organisation":
      return `organisation:${filter.name}`;
    case "thread":
      return `thread:${filter.id}`;
  }
}

/** What is none shows all. */
export function readFilter(text: string): Filter {
  const [, by = "", what = ""] = /^(\w+):(.*)$/s.exec(text) ?? [];
  const kind = kinds.find((one) => String(one) === what);
  if (by === "kind" && kind !== undefined) return { by, kind };
  if (by === "organisation") return { by, name: what };
  if (by === "thread") return { by, id: what };
  return { by: "all" };
}

/** The lasting names of what it lets through: cards, and the thread itself. Undefined: everything. */
export function letThrough(items: Iterable<Item>, filter: Filter): Set<string> | undefined {
  if (filter.by === "all") return undefined;
  const all = [...items];
  const thread = filter.by === "thread" ? all.find(({ id }) => id === filter.id) : undefined;
  const members = thread?.item === "thread" ? thread.cards : [];
  const isIn = (item: Item): boolean => {
    if (item.item === "thread") return item === thread;
    if (filter.by === "kind") return item.kind === filter.kind;
    if (filter.by === "organisation") return item.organisation === filter.name;
    return members.includes(item.h);
  };
  return new Set(all.filter(isIn).map(({ id }) => id));
}

/** Whether that is told: what happened to something that is let through, and what happened to no card at all. */
export function isTold(event: HistoryEvent, through: Set<string> | undefined): boolean {
  const about = itemsOf(event);
  return through === undefined || about.length === 0 || about.some((id) => through.has(id));
}

/** Of the cards that are there, by name. */
export function organisationsOf(items: Iterable<Item>): string[] {
  const found = new Set<string>();
  for (const item of items)
    if (item.item === "card" && !item.removed && item.organisation !== "") found.add(item.organisation);
  return [...found].sort((a, b) => a.localeCompare(b));
}
