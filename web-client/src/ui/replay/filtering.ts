// The filter of the replay page: which cards are shown and what is told, as long as the page is open.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, createSignal } from "solid-js";
import type { Handle } from "../../core/types";
import { type Filter, isTold, letThrough } from "../../replay/filter";
import type { Line } from "../../replay/transcript";
import type { Replaying } from "./replaying";

export interface Filtering {
  filter: Accessor<Filter>;
  setFilter(filter: Filter): void;
  /** Cards that are not shown. */
  hidden: Accessor<readonly Handle[]>;
  isTold(line: Line): boolean;
}

export function createFiltering({ board }: Replaying): Filtering {
  const [filter, setFilter] = createSignal<Filter>({ by: "all" });
  const through = createMemo(() => {
    board.changeCount();
    return letThrough(board.all().values(), filter());
  });
  return {
    filter,
    setFilter,
    hidden: () => {
      const ids = through();
      if (ids === undefined) return [];
      return [...board.all().values()]
        .filter(({ item, id }) => item === "card" && !ids.has(id))
        .map(({ h }) => h);
    },
    isTold: ({ event }) => event === undefined || isTold(event, through()),
  };
}
