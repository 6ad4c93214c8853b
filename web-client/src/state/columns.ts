// The order of the columns: sorts the cards that are known, and keeps the one that a person holds where it stands.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import { type Card, type Handle, type Item, type Kind, kinds } from "../core/types";
import { compareItems, holdInPlace } from "./order";

/** A column, or the list of removed or of parked cards. */
export type ListName = Kind | 0 | 6;
export const removedList = 0;
export const parkedList = 6;
const names = [removedList, ...kinds, parkedList] as const;

type Lists = Record<ListName, Handle[]>;

export class Columns {
  private readonly signals = {
    0: listSignal(),
    1: listSignal(),
    2: listSignal(),
    3: listSignal(),
    4: listSignal(),
    5: listSignal(),
    6: listSignal(),
  };
  private held: Handle = 0;

  list(name: ListName): Handle[] {
    return this.signals[name].get();
  }

  /** 0 = none. */
  hold(card: Handle): void {
    this.held = card;
  }

  arrange(items: readonly Item[]): void {
    const lists = sortCards(items);
    this.keepHeld(lists, items);
    for (const name of names) this.signals[name].set(lists[name]);
  }

  private keepHeld(lists: Lists, items: readonly Item[]): void {
    const { held } = this;
    const home = kinds.find((kind) => this.list(kind).includes(held));
    const isKnown = items.some((item) => item.h === held);
    if (home === undefined || !isKnown) return;
    for (const name of names) {
      if (name !== home) lists[name] = lists[name].filter((handle) => handle !== held);
    }
    lists[home] = holdInPlace(this.list(home), lists[home], held);
  }
}

/** Folded cards stand nowhere: another shows them. Pinned ones stand above the others. */
function sortCards(items: readonly Item[]): Lists {
  const lists: Lists = { 0: [], 1: [], 2: [], 3: [], 4: [], 5: [], 6: [] };
  const cards = items.filter((item): item is Card => item.item === "card");
  const isPinned = ({ pinned = 0 }: Card) => pinned !== 0;
  const byPin = (a: Card, b: Card) => Number(isPinned(b)) - Number(isPinned(a));
  for (const card of cards.sort((a, b) => byPin(a, b) || compareItems(a, b))) {
    if (card.removed && card.erased) continue; // nothing of it can be put back
    if (card.removed) lists[removedList].push(card.h);
    else if (card.parked) lists[parkedList].push(card.h);
    else if (card.folded === undefined) lists[card.kind].push(card.h);
  }
  return lists;
}

function listSignal(): { get: Accessor<Handle[]>; set: (list: Handle[]) => void } {
  const [get, set] = createSignal<Handle[]>([], { equals: sameList });
  return { get, set };
}

function sameList(a: readonly Handle[], b: readonly Handle[]): boolean {
  return a.length === b.length && a.every((handle, index) => handle === b[index]);
}
