// A list with more cards than a screen takes: only those near the screen are elements, and what is left out keeps its room. The card
// that has the focus, is open, is dragged or was asked for stays, wherever it stands (A7). Assistive technology hears of each card
// which of how many it is (A5). Print has them all.
// SPDX-License-Identifier: MIT
import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Handle } from "../core/types";
import { CardHeights, partNear, type Row, rowsIn, type Sight } from "../state/card_window";
import { useBoard } from "./board_context";
import { cardOf, cardWanted } from "./card_focus";
import { placeChildren } from "./keyed_list";

export interface LongList {
  /** The cards to be drawn, in order. */
  shown: Accessor<readonly Handle[]>;
  /** Puts their elements into the list. */
  place(items: readonly HTMLElement[]): void;
}

const lists = new Set<() => void>();
let isAsked = false;

/** All lists look before any draws: a page that is read and written by turns is laid out each time. */
function lookSoon(): void {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    batch(() => {
      for (const look of lists) look();
    });
  });
}

/** REQUIRES: an owner, with which it ends. */
export function longList(list: HTMLElement, cards: Accessor<readonly Handle[]>): LongList {
  const { board, isHurried, openCard } = useBoard();
  const heights = new CardHeights((card) => board.all().get(card)?.text.length ?? 0);
  const [sight, setSight] = createSignal<Sight>(
    { ...partNear(0, innerHeight), gap: 12 },
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const [perUnit, setPerUnit] = createSignal(0);
  const [focused, setFocused] = createSignal<Handle>(cardOf(document.activeElement));
  const [dragged, setDragged] = createSignal<Handle>(0);
  const [wanted, setWanted] = createSignal<Handle>(0);
  const [whole, setWhole] = createSignal(false);
  let width = 0;

  const rows = createMemo<readonly Row[]>(() => {
    if (whole()) return cards().map((card, rank) => ({ card, rank }));
    perUnit();
    const kept = [openCard(), focused(), dragged(), wanted()];
    return rowsIn(
      cards(),
      (card) => heights.of(card),
      sight(),
      (card) => kept.includes(card),
    );
  });
  const look = () => {
    const rect = list.getBoundingClientRect();
    if (rect.width === 0) return; // not on the screen
    const gap = Number.parseFloat(getComputedStyle(list).rowGap) || 0;
    setPerUnit(heights.perUnit);
    setSight({ ...partNear(rect.top, innerHeight, isHurried?.()), gap });
  };
  createEffect(on(() => isHurried?.(), lookSoon, { defer: true }));
  const stop = listen(list, { setFocused, setDragged, setWhole }, (card) => {
    setWanted(cards().includes(card) ? card : 0);
  });
  const observer = new ResizeObserver((entries) => {
    const drawn = new Map<Handle, number>();
    for (const { target, borderBoxSize } of entries) {
      const box = borderBoxSize[0];
      if (box === undefined || box.blockSize === 0) continue;
      if (target !== list) drawn.set(cardOf(target), box.blockSize);
      else if (box.inlineSize !== width) {
        width = box.inlineSize;
        heights.clear();
      }
    }
    heights.take(drawn);
    lookSoon();
  });
  observer.observe(list);
  lists.add(look);
  onCleanup(() => {
    stop.abort();
    observer.disconnect();
    lists.delete(look);
    for (const item of list.children) sayPlace(item, null);
  });

  const spacers: HTMLElement[] = [];
  const observed = new Set<Element>();
  return {
    shown: createMemo(() => rows().flatMap((row) => ("card" in row ? [row.card] : [])), [], {
      equals: (a, b) => a.length === b.length && a.every((card, at) => card === b[at]),
    }),
    place: (items) => {
      let card = 0;
      let room = 0;
      const children = rows().flatMap((row) => {
        if ("room" in row) return spacer(spacers, room++, row.room);
        const item = items[card++];
        if (item !== undefined) sayPlace(item, [row.rank + 1, cards().length]);
        return item ?? [];
      });
      placeChildren(list, children);
      for (const item of observed) {
        if (item.isConnected) continue;
        observer.unobserve(item);
        observed.delete(item);
      }
      for (const item of items) {
        if (observed.has(item)) continue;
        observer.observe(item);
        observed.add(item);
      }
      list.dispatchEvent(new Event("drawn", { bubbles: true }));
    },
  };
}

interface Setters {
  setFocused(card: Handle): void;
  setDragged(card: Handle): void;
  setWhole(isWhole: boolean): void;
}

function listen(list: HTMLElement, set: Setters, want: (card: Handle) => void): AbortController {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("scroll", lookSoon, { signal, capture: true, passive: true });
  addEventListener("resize", lookSoon, { signal });
  addEventListener("beforeprint", () => set.setWhole(true), { signal });
  addEventListener("afterprint", () => set.setWhole(false), { signal });
  // A card stays until another has the focus: nothing is taken out of the page while the focus is on its way.
  document.addEventListener("focusin", ({ target }) => set.setFocused(cardOf(target)), { signal });
  list.addEventListener("dragstart", ({ target }) => set.setDragged(cardOf(target)), { signal });
  list.addEventListener("dragend", () => set.setDragged(0), { signal });
  document.addEventListener(cardWanted, (event) => want((event as CustomEvent<Handle>).detail), { signal });
  return stop;
}

/** "3 of 412"; `null` where the elements say it themselves. */
export function sayPlace(item: Element, place: readonly [number, number] | null): void {
  const names = ["aria-posinset", "aria-setsize"] as const;
  for (const [at, name] of names.entries()) {
    if (place === null) item.removeAttribute(name);
    else if (item.getAttribute(name) !== String(place[at])) item.setAttribute(name, String(place[at]));
  }
}

/** The `at`-th of a list, as high as that. */
function spacer(spacers: HTMLElement[], at: number, height: number): HTMLElement {
  const element = spacers[at] ?? document.createElement("li");
  spacers[at] = element;
  element.ariaHidden = "true";
  element.style.height = `${height}px`;
  return element;
}
