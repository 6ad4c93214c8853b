// The cards of a column, in order. Of many only those near the screen are drawn (long_list.ts, wall/sight.ts).
// SPDX-License-Identifier: MIT
import { createEffect, createMemo, createRenderEffect, createSignal, mapArray } from "solid-js";
import type { Handle } from "../core/types";
import { useBoard } from "./board_context";
import { CardItem } from "./card";
import { placeChildren } from "./keyed_list";
import type { longList } from "./long_list";

/** More than this are many: two screens of a phone, and what a page may weigh. */
const many = 36;

/** `withKind`: see CardItem. */
export function CardList(props: { cards: readonly Handle[]; withKind?: boolean }) {
  const { viewing } = useBoard();
  const list = (<ul class="cards" />) as HTMLUListElement;
  const isLong = createMemo(() => props.cards.length > many && viewing.onWall() === undefined);
  const [part, setPart] = createSignal<typeof longList | null>();
  createEffect(() => {
    // Where it cannot be fetched all are drawn.
    if (isLong() && !part())
      import("./long_list").then(
        (module) => setPart(() => module.longList),
        () => setPart(null),
      );
  });
  const long = createMemo(() => (isLong() ? part()?.(list, () => props.cards) : undefined));
  const shown = () => {
    const drawn = viewing.onWall();
    if (drawn !== undefined) return props.cards.filter((card) => drawn.has(card));
    return long()?.shown() ?? (isLong() && part() !== null ? props.cards.slice(0, many) : props.cards);
  };
  const items = mapArray(
    shown,
    (handle) => (<CardItem handle={handle} withKind={props.withKind} />) as HTMLElement,
  );
  createRenderEffect(() => {
    const place = long()?.place ?? ((children: readonly HTMLElement[]) => placeChildren(list, children));
    place(items());
  });
  return list;
}
