// Links and memberships as the page shows them: each on the card that stands where its own card stood. They stay on the cards
// that they were made with (server/board/MERGE.md, M10); a synthesis, a part or a rewording shows those of its originals.
// SPDX-License-Identifier: MIT
import type { Card, Handle, Item, Thread, Verb } from "../core/types";
import { compareItems } from "./order";

export interface Link {
  from: Handle;
  to: Handle;
  verb: Verb;
}

/** An arrow between two cards that stand in a column. */
export interface Tie extends Link {
  /** The links that make it: its own, and those of originals. */
  made: readonly Link[];
}

/** A thread, and the cards that stand in it. */
export interface Gathering {
  thread: Handle;
  /** By column, then by rank. */
  cards: readonly Handle[];
  /** Of each of these, the cards that are members: itself, or originals. */
  members: ReadonlyMap<Handle, readonly Handle[]>;
}

export interface Ties {
  links: readonly Tie[];
  from: ReadonlyMap<Handle, readonly Tie[]>;
  to: ReadonlyMap<Handle, readonly Tie[]>;
  /** Those not removed, in the order that everybody sees. */
  threads: readonly Gathering[];
  threadsOf: ReadonlyMap<Handle, readonly Handle[]>;
}

type Items = ReadonlyMap<Handle, Item>;

/** The cards that stand in a column for this one: itself, what was made from it, or nothing when it is removed. */
export function standFor(items: Items, card: Handle): Handle[] {
  const standing = new Set<Handle>();
  const seen = new Set<Handle>();
  const visit = (handle: Handle) => {
    const item = items.get(handle);
    if (seen.has(handle) || item?.item !== "card" || item.removed) return;
    seen.add(handle);
    if (item.folded === undefined) standing.add(handle);
    else for (const made of item.folded) visit(made);
  };
  visit(card);
  return [...standing];
}

/** Finds ties anew only when something changed that they are made of: not for each letter that somebody types. */
export class TieFinder {
  /** Of each item when it was seen last: a store may write the next one into the same object. */
  private readonly seen = new Map<Handle, { item: Item; shape: string }>();
  private readonly known = new Map<string, Tie>();
  private ties = findTies(new Map());

  /** The same object as before when nothing changed. */
  find(items: Items): Ties {
    let changed = items.size !== this.seen.size;
    if (changed) this.seen.clear();
    for (const [handle, item] of items) changed = this.isNew(handle, item) || changed;
    if (changed) this.ties = findTies(items, this.known);
    return this.ties;
  }

  private isNew(handle: Handle, item: Item): boolean {
    const before = this.seen.get(handle);
    if (before?.item === item) return false;
    const shape = shapeOf(item);
    this.seen.set(handle, { item, shape });
    return before?.shape !== shape;
  }
}

/** All of an item that ties, and gaps between them, depend on. */
function shapeOf(item: Item): string {
  const { removed, order, text } = item;
  const own = item.item === "card" ? [item.kind, item.folded, item.links] : item.cards;
  return JSON.stringify([item.item, removed, order, text.trim() === "", own]);
}

/** `known`: ties of earlier calls, by what they say; one that still says the same is the same object. */
export function findTies(items: Items, known = new Map<string, Tie>()): Ties {
  const links = findLinks(items).map((tie) => {
    const name = JSON.stringify(tie);
    const same = known.get(name) ?? tie;
    known.set(name, same);
    return same;
  });
  const threads = findThreads(items);
  return {
    links,
    from: groupBy(links, ({ from }) => from),
    to: groupBy(links, ({ to }) => to),
    threads,
    threadsOf: invert(threads),
  };
}

function findLinks(items: Items): Tie[] {
  const found = new Map<string, Link & { made: Link[] }>();
  const add = (from: Handle, to: Handle, made: Link) => {
    if (from === to) return;
    const name = `${from} ${made.verb} ${to}`;
    const tie = found.get(name) ?? { from, to, verb: made.verb, made: [] };
    tie.made.push(made);
    found.set(name, tie);
  };
  for (const item of items.values()) {
    if (item.item !== "card" || item.links.length === 0) continue;
    const sources = standFor(items, item.h);
    for (const { to, verb } of item.links)
      for (const target of standFor(items, to))
        for (const source of sources) add(source, target, { from: item.h, to, verb });
  }
  return [...found.values()];
}

function findThreads(items: Items): Gathering[] {
  return [...items.values()]
    .filter((item): item is Thread => item.item === "thread" && !item.removed)
    .sort(compareItems)
    .map((thread) => {
      const members = new Map<Handle, Handle[]>();
      for (const member of thread.cards)
        for (const card of standFor(items, member)) members.set(card, [...(members.get(card) ?? []), member]);
      const cards = [...members.keys()].map((handle) => items.get(handle) as Card);
      cards.sort((a, b) => a.kind - b.kind || compareItems(a, b));
      return { thread: thread.h, cards: cards.map(({ h }) => h), members };
    });
}

function groupBy(ties: readonly Tie[], end: (tie: Tie) => Handle): Map<Handle, Tie[]> {
  const groups = new Map<Handle, Tie[]>();
  for (const tie of ties) groups.set(end(tie), [...(groups.get(end(tie)) ?? []), tie]);
  return groups;
}

function invert(threads: readonly Gathering[]): Map<Handle, Handle[]> {
  const of = new Map<Handle, Handle[]>();
  for (const { thread, cards } of threads)
    for (const card of cards) of.set(card, [...(of.get(card) ?? []), thread]);
  return of;
}
