// Links and memberships as the page shows them: each on the card that stands where its own card stood. They stay on the cards
// that they were made with (server/board/MERGE.md, M10); a synthesis, a part or a rewording shows those of its originals.
// SPDX-License-Identifier: MIT
import type { Card, Handle, Item, Thread, Verb } from "../core/types";
import { compareItems } from "./order";
import { isSame } from "./same";

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

/** Of a large board little is drawn: each part is found when it is first asked for, from the items as they are then. */
export interface Ties {
  links: readonly Tie[];
  from(card: Handle): readonly Tie[];
  to(card: Handle): readonly Tie[];
  /** Those not removed, in the order that everybody sees. */
  threads: readonly Gathering[];
  threadsOf(card: Handle): readonly Handle[];
  /** What `from` has found so far. */
  found: ReadonlyMap<Handle, readonly Tie[]>;
}

type Items = ReadonlyMap<Handle, Item>;

/** The cards that stand in a column for this one: itself, what was made from it, or nothing when it is removed. */
export function standFor(items: Items, card: Handle): readonly Handle[] {
  const item = items.get(card);
  if (item?.item !== "card" || item.removed) return [];
  return item.folded === undefined ? [card] : standForFolded(items, card);
}

function standForFolded(items: Items, card: Handle): Handle[] {
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
  /** Each item when it was seen last. */
  private readonly seen = new Map<Handle, Item>();
  private ties = findTies(new Map());

  /** The same object as before when nothing changed. REQUIRES: nobody writes into an item. */
  find(items: Items): Ties {
    let changed = items.size !== this.seen.size;
    if (changed) this.seen.clear();
    for (const [handle, item] of items) {
      const before = this.seen.get(handle);
      if (before === item) continue;
      this.seen.set(handle, item);
      changed ||= before === undefined || !tiesAlike(before, item);
    }
    if (changed) this.ties = findTies(items, this.ties);
    return this.ties;
  }
}

/** All of an item that ties, and gaps between them, depend on; whether it has a text, too. */
const tieKeys = ["item", "removed", "order", "kind", "folded", "links", "cards"] as (keyof Item)[];

function tiesAlike(a: Item, b: Item): boolean {
  const isBlank = ({ text }: Item) => text.trim() === "";
  return tieKeys.every((key) => isSame(a[key], b[key])) && isBlank(a) === isBlank(b);
}

/** `before`: earlier ties; one that still says the same is the same object, if it was asked for. */
export function findTies(items: Items, before?: Ties): Ties {
  const earlier = before?.found;
  const found = new Map<Handle, readonly Tie[]>();
  const threads = [...items.values()]
    .filter((item): item is Thread => item.item === "thread" && !item.removed)
    .sort(compareItems);
  const originals = once(() => findOriginals(items));
  /** What stands there: the card, and the originals that it stands for. */
  const standing = (card: Handle) => {
    const item = items.get(card);
    const isThere = item?.item === "card" && !item.removed && item.folded === undefined;
    return isThere ? [...(originals().get(card) ?? []), card] : [];
  };
  const from = (card: Handle) => {
    const old = earlier?.get(card) ?? [];
    const ties =
      found.get(card) ??
      findLinks(items, card, standing(card)).map((tie) => old.find((one) => isSame(one, tie)) ?? tie);
    found.set(card, ties);
    return ties;
  };
  const links = once(() => [...items.keys()].flatMap(from));
  const to = once(() => group(links(), (tie) => [tie.to]));
  const memberships = once(() => group(threads, ({ cards }) => cards));
  return {
    get links() {
      return links();
    },
    from,
    to: (card) => to().get(card) ?? [],
    threads: threads.map((thread) => gather(items, thread)),
    threadsOf: (card) => {
      const its = new Set(standing(card).flatMap((one) => memberships().get(one) ?? []));
      return threads.filter((thread) => its.has(thread)).map(({ h }) => h);
    },
    found,
  };
}

/** Of each card that was made from others: those that it stands for, in their order. */
function findOriginals(items: Items): Map<Handle, Handle[]> {
  const folded = [...items.values()].filter((item) => item.item === "card" && item.folded !== undefined);
  return group(
    folded.map(({ h }) => h),
    (card) => standFor(items, card),
  );
}

/** That go out from where this card stands. */
function findLinks(items: Items, card: Handle, standing: readonly Handle[]): Tie[] {
  const ties: (Tie & { made: Link[] })[] = [];
  const add = (to: Handle, made: Link) => {
    if (card === to) return;
    const tie = ties.find((one) => one.to === to && one.verb === made.verb);
    if (tie === undefined) ties.push({ from: card, to, verb: made.verb, made: [made] });
    else tie.made.push(made);
  };
  for (const source of standing)
    for (const { to, verb } of (items.get(source) as Card).links)
      for (const target of standFor(items, to)) add(target, { from: source, to, verb });
  return ties;
}

function gather(items: Items, thread: Thread): Gathering {
  const members = once(() => group(thread.cards, (member) => standFor(items, member)));
  const cards = once(() => {
    const found = [...members().keys()].map((handle) => items.get(handle) as Card);
    return found.sort((a, b) => a.kind - b.kind || compareItems(a, b)).map(({ h }) => h);
  });
  return {
    thread: thread.h,
    get cards() {
      return cards();
    },
    get members() {
      return members();
    },
  };
}

/** By each of the cards that they go to. */
function group<T>(list: readonly T[], cardsOf: (one: T) => readonly Handle[]): Map<Handle, T[]> {
  const groups = new Map<Handle, T[]>();
  for (const one of list)
    for (const card of cardsOf(one)) {
      const known = groups.get(card);
      if (known === undefined) groups.set(card, [one]);
      else known.push(one);
    }
  return groups;
}

function once<T>(find: () => T): () => T {
  let found: [T] | undefined;
  return () => {
    found ??= [find()];
    return found[0];
  };
}
