// The order of the columns: keeps the cards that are known sorted, and the one that a person holds where it stands. A change costs
// what it moves, not what there is: only cards that go elsewhere are put in their place anew.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import { type Card, type Handle, type Item, type Kind, kinds } from "../core/types";
import { compareItems, holdInPlace } from "./order";

/** A column, or the list of removed or of parked cards. */
export type ListName = Kind | 0 | 6;
export const removedList = 0;
export const parkedList = 6;
/** Each at its own place. */
const names = [removedList, ...kinds, parkedList] as const;

interface List {
  sorted: readonly Card[];
  shown: Accessor<Handle[]>;
  show(list: Handle[]): void;
}

/** Where a card stands: undefined = in no list. */
interface Place {
  list: ListName | undefined;
  /** As it was when it came there. */
  card: Card;
}

export class Columns {
  private readonly lists = names.map(makeList);
  private readonly places = new Map<Handle, Place>();
  private held: Handle = 0;

  list(name: ListName): Handle[] {
    return this.at(name).shown();
  }

  /** 0 = none. */
  hold(card: Handle): void {
    this.held = card;
    this.show(names);
  }

  /** `gone` are forgotten, `items` are as they say now. Nobody may write into these. */
  take(items: readonly Item[], gone: readonly Handle[]): void {
    const moved = new Map<Handle, Card | undefined>();
    for (const handle of gone) if (this.places.has(handle)) moved.set(handle, undefined);
    for (const item of items) {
      const card = item.item === "card" ? item : undefined;
      if (stays(this.places.get(item.h), card)) moved.delete(item.h);
      else moved.set(item.h, card);
    }
    if (moved.size > 0) this.show(this.move(moved));
  }

  /** The lists that are not as they were. */
  private move(moved: ReadonlyMap<Handle, Card | undefined>): Set<ListName> {
    const changed = new Set<ListName>();
    const added: Card[] = [];
    for (const [handle, card] of moved) {
      const before = this.places.get(handle)?.list;
      const list = card && listOf(card);
      if (before !== undefined) changed.add(before);
      if (list !== undefined) changed.add(list);
      if (card === undefined) this.places.delete(handle);
      else this.places.set(handle, { list, card });
      if (card !== undefined) added.push(card);
    }
    for (const name of changed) {
      const list = this.at(name);
      const rest = list.sorted.filter(({ h }) => !moved.has(h));
      // Sorts what is sorted already but for its end in little more than one look at each.
      list.sorted = rest.concat(added.filter((card) => listOf(card) === name)).sort(compareCards);
    }
    return changed;
  }

  private show(lists: Iterable<ListName>): void {
    const { held } = this;
    const home = kinds.find((kind) => this.list(kind).includes(held));
    const isHeld = home !== undefined && this.places.has(held);
    for (const name of lists) {
      let list = this.at(name).sorted.map(({ h }) => h);
      if (isHeld) list = list.filter((handle) => handle !== held);
      if (isHeld && name === home) list = holdInPlace(this.list(home), list, held);
      this.at(name).show(list);
    }
  }

  private at(name: ListName): List {
    return this.lists[name] as List;
  }
}

function stays(before: Place | undefined, card: Card | undefined): boolean {
  if (before === undefined || card === undefined) return before === card;
  const { id, order, pinned } = before.card;
  const isAlike = id === card.id && order === card.order && Boolean(pinned) === Boolean(card.pinned);
  return isAlike && before.list === listOf(card);
}

/** Folded cards stand nowhere: another shows them. */
function listOf(card: Card): ListName | undefined {
  if (card.removed) return card.erased ? undefined : removedList; // nothing of it can be put back
  if (card.parked) return parkedList;
  return card.folded === undefined ? card.kind : undefined;
}

/** Pinned ones stand above the others. */
function compareCards(a: Card, b: Card): number {
  return Number(Boolean(b.pinned)) - Number(Boolean(a.pinned)) || compareItems(a, b);
}

function makeList(): List {
  const [shown, show] = createSignal<Handle[]>([], { equals: sameList });
  return { sorted: [], shown, show };
}

function sameList(a: readonly Handle[], b: readonly Handle[]): boolean {
  return a.length === b.length && a.every((handle, index) => handle === b[index]);
}
