// Which cards of the wall are elements of the page: of many, those in sight, and those that somebody is at, wherever they lie (A7).
// From far, where nothing can be read, the latter alone. The keyboard and screen readers find the way through all of them all the same:
// a card that has the focus has its neighbours with it, and each says which of how many it is (A5).
// SPDX-License-Identifier: MIT
import { type Accessor, createComputed, createEffect, createMemo, createSignal, onCleanup } from "solid-js";
import { type Handle, kinds } from "../../core/types";
import { type Rect, touches } from "../../state/wall_places";
import { partInSight } from "../../state/wall_view";
import { useBoard } from "../board_context";
import { cardElementId, cardOf, cardWanted } from "../card_focus";
import { sayPlace } from "../long_list";
import type { WallControl } from "./wall_control";

export interface Sight {
  /** The cards that are elements. */
  drawn: Accessor<ReadonlySet<Handle>>;
  /** The part of the board that is drawn; undefined where all of it is. */
  part: Accessor<Rect | undefined>;
}

/** In reading order, on either side of the card in focus: where Tab and the arrows of a screen reader go next. */
const neighbours = 2;

/** REQUIRES: an owner, with which it ends; then lists find out for themselves what they draw. */
export function createSight(wall: WallControl): Sight {
  const { board, openCard, viewing } = useBoard();
  const [focused, setFocused] = createSignal<Handle>(cardOf(document.activeElement));
  const [wanted, setWanted] = createSignal<Handle>(0);
  const [isWhole, setWhole] = createSignal(false);

  const part = createMemo(
    () => (wall.isMany() && !isWhole() ? partInSight(wall.view(), wall.size()) : undefined),
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const kept = createMemo<readonly Handle[]>(() => {
    const around = kinds.flatMap((kind) => {
      const cards = board.column(kind);
      const at = cards.indexOf(focused());
      return [
        ...cards.slice(0, 1),
        ...(at < 0 ? [] : cards.slice(Math.max(0, at - neighbours), at + neighbours + 1)),
      ];
    });
    return [openCard(), wanted(), focused(), wall.carried()?.cards[0] ?? 0, ...around];
  });
  const drawn = createMemo<ReadonlySet<Handle>>(
    () => {
      const seen = part();
      if (seen === undefined) return new Set(wall.places().keys());
      const cards = new Set(kept());
      if (!wall.isFar()) for (const [card, rect] of wall.rects()) if (touches(rect, seen)) cards.add(card);
      return cards;
    },
    new Set(),
    { equals: (a, b) => a.size === b.size && [...a].every((card) => b.has(card)) },
  );

  createComputed(() => viewing.setOnWall(part() === undefined ? { has: () => true } : drawn()));
  const stop = new AbortController();
  const { signal } = stop;
  // A card stays until another has the focus: nothing is taken out of the page while the focus is on its way.
  document.addEventListener(
    "focusin",
    ({ target }) => {
      const card = cardOf(target);
      setFocused(card);
      wall.setFocused(target instanceof Element && target.matches(":focus-visible") ? card : 0);
    },
    { signal, capture: true },
  );
  document.addEventListener(cardWanted, (event) => setWanted((event as CustomEvent<Handle>).detail), {
    signal,
  });
  addEventListener("beforeprint", () => setWhole(true), { signal });
  addEventListener("afterprint", () => setWhole(false), { signal });
  onCleanup(() => {
    stop.abort();
    viewing.setOnWall(undefined);
  });
  return { drawn, part };
}

/** Each card that is drawn says which of its column's cards it is, where not all of them are there to be counted. */
export function sayPlaces({ drawn, part }: Sight): void {
  const { board } = useBoard();
  const said = new Set<Element>();
  const forget = (element: Element) => {
    sayPlace(element, null);
    said.delete(element);
  };
  const say = (card: Handle, rank: number, count: number) => {
    const element = document.getElementById(cardElementId(card));
    if (element === null) return;
    sayPlace(element, [rank + 1, count]);
    said.add(element);
  };
  createEffect(() => {
    const shown = part() === undefined ? new Set<Handle>() : drawn();
    const isGone = (element: Element) => !shown.has(cardOf(element)) || !element.isConnected;
    [...said].filter(isGone).forEach(forget);
    for (const cards of kinds.map(board.column))
      cards.forEach((card, rank) => {
        if (shown.has(card)) say(card, rank, cards.length);
      });
  });
  onCleanup(() => said.forEach(forget));
}
