// The way to the tables of a board, and from a table back: fetched once the server says that there are any. And the card that
// a link leads to.
// SPDX-License-Identifier: MIT
import { createEffect } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type BoardContext, useBoard } from "./board_context";
import { fetchWhen } from "./fetch_when";

export function TablesEntry() {
  const { attendance } = useBoard();
  // Without network it comes with the next word of the server.
  const bar = fetchWhen(
    () => attendance.heard().tables > 0 || attendance.heard().isTable,
    () => import("./tables/tables_bar").then(({ TablesBar }) => TablesBar),
  );
  return <Dynamic component={bar()} />;
}

/** Once the board is there. REQUIRES: an owner. */
export function arriveAtCard({ board, goTo }: BoardContext): void {
  let wanted = new URLSearchParams(location.hash.slice(1)).get("c");
  createEffect(() => {
    if (wanted === null || board.changeCount() === 0 || board.status.link !== "live") return;
    const card = [...board.all().values()].find(({ id }) => id === wanted);
    wanted = null;
    // After the columns are drawn.
    if (card !== undefined) queueMicrotask(() => goTo(card.h));
  });
}
