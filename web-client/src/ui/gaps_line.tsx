// One quiet line above the columns: what is missing. For everybody.
// SPDX-License-Identifier: MIT
import { createMemo, Show } from "solid-js";
import { words } from "../i18n/language";
import { countGaps } from "../state/gaps";
import { useBoard } from "./board_context";

export function GapsLine() {
  const { board, ties } = useBoard();
  const gaps = createMemo(() => countGaps(board.all(), ties()));
  const text = () => words().ties.gaps(gaps().needs, gaps().barriers);
  return (
    <Show when={text() !== ""}>
      <p class="gaps">{text()}</p>
    </Show>
  );
}
