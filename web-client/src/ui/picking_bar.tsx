// While cards are being chosen for a merge: how many, and the way on. In the place of the boxes to write in.
// SPDX-License-Identifier: MIT
import { onCleanup, onMount } from "solid-js";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { mergeMin, sourcesMax } from "./reworking";

export function PickingBar() {
  const { reworking } = useBoard();
  const count = () => reworking.picked()?.length ?? 0;
  const hint = () => (count() < sourcesMax ? words().pickHint : words().pickFull(sourcesMax));

  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || reworking.stage() !== undefined) return;
      const submits = event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (!submits && event.key !== "Escape") return;
      event.preventDefault();
      if (submits) reworking.mergePicked();
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
      <button
        type="button"
        class="primary"
        classList={{ off: count() < mergeMin }}
        aria-disabled={count() < mergeMin}
        aria-keyshortcuts="Control+Enter"
        title={words().pickDoneTitle}
        onClick={() => reworking.mergePicked()}
      >
        {words().pickDone}
      </button>
    </div>
  );
}
