// A board without any card: what it is for, and the first thing to do.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { kinds } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";

export function EmptyBoard() {
  const { board, stage, showColumn } = useBoard();
  const isEmpty = () =>
    board.status.link === "live" &&
    kinds.every((kind) => board.column(kind).length === 0) &&
    board.status.silhouettes.every((count) => count === 0);
  const first = () => kinds.find((kind) => stage.mayAdd(kind));
  const write = () => {
    const kind = first();
    if (kind === undefined) return;
    showColumn(kind);
    document.querySelector<HTMLElement>(`.column[data-kind="${kind}"] textarea`)?.focus();
  };
  return (
    <Show when={isEmpty()}>
      <section class="empty_board">
        <h2>{words().emptyBoard}</h2>
        <p>{first() === undefined ? words().emptyBoardWait : words().emptyBoardHow}</p>
        <Show when={first() !== undefined}>
          <button type="button" class="primary" onClick={write}>
            {words().writeFirst}
          </button>
        </Show>
      </section>
    </Show>
  );
}
