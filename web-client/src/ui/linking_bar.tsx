// While the other card of a link is being chosen on the board: which card it is about, and the ways out.
// SPDX-License-Identifier: MIT
import { onCleanup, onMount } from "solid-js";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { shorten } from "./shorten";

export function LinkingBar() {
  const { board, linking } = useBoard();
  const text = () => shorten(board.card(linking.stage()?.card ?? 0)?.text ?? "");
  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.key !== "Escape") return;
      event.preventDefault();
      linking.leave();
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  });
  return (
    <div class="picking_bar">
      <p>{words().ties.boardHint(text())}</p>
      <button type="button" onClick={() => linking.leave()}>
        {words().cancel}
      </button>
      <button type="button" onClick={() => linking.choose(undefined)}>
        {words().ties.backToSearch}
      </button>
    </div>
  );
}
