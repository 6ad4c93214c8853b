// While cards are being chosen, for a merge or a thread: how many, and the way on. In the place of the boxes to write in.
// SPDX-License-Identifier: MIT
import { onCleanup, onMount, Show } from "solid-js";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { mergeMin, sourcesMax } from "./reworking";

export function PickingBar() {
  const { board, reworking, stage, threading } = useBoard();
  const count = () => reworking.picked()?.length ?? 0;
  const mayMerge = () =>
    count() >= mergeMin &&
    (reworking.picked()?.every((handle) => {
      const card = board.card(handle);
      return card !== undefined && stage.mayEdit(card);
    }) ??
      false);
  const merge = () => {
    if (mayMerge()) reworking.mergePicked();
  };
  const hint = () => (count() < sourcesMax ? words().pickHint : words().pickFull(sourcesMax));

  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || reworking.stage() !== undefined || threading.cards() !== undefined) return;
      const submits = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (!submits && event.key !== "Escape") return;
      event.preventDefault();
      if (submits) merge();
      else reworking.stopPicking();
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  });

  return (
    <div class="picking_bar">
      <p>
        <strong>{words().pickCount(count())}</strong> <span class="hint">{hint()}</span>
      </p>
      <button type="button" onClick={() => reworking.stopPicking()}>
        {words().cancel}
      </button>
      <Show when={stage.may("thread")}>
        <button
          type="button"
          classList={{ off: count() === 0 }}
          aria-disabled={count() === 0}
          onClick={() => count() > 0 && threading.start(reworking.picked() ?? [])}
        >
          {words().ties.thread}
        </button>
      </Show>
      <button
        type="button"
        class="primary"
        classList={{ off: !mayMerge() }}
        aria-disabled={!mayMerge()}
        aria-keyshortcuts="Control+Enter"
        title={words().pickDoneTitle}
        onClick={merge}
      >
        {words().pickDone}
      </button>
    </div>
  );
}
