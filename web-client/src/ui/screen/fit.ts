// Makes what is on the screen fit it: nothing is cut in the middle of a line, and nobody is there to scroll.
// SPDX-License-Identifier: MIT
import { createEffect, onCleanup, onMount } from "solid-js";

/** Sizes of screen.css, the largest first. */
const sizes = 6;

/** Runs `fit` now, when what it depends on (`reads`) changes, and when the element gets another size. REQUIRES: an owner. */
export function keepFitting(
  element: () => HTMLElement | undefined,
  reads: () => unknown,
  fit: () => void,
): void {
  onMount(() => {
    const watcher = new ResizeObserver(fit);
    const watched = element();
    if (watched !== undefined) watcher.observe(watched);
    onCleanup(() => watcher.disconnect());
    createEffect(() => {
      reads();
      queueMicrotask(fit);
    });
  });
}

/** Hides the cards of which a part would be below the list's end; the first stays, cut if it must be. */
export function hideBeyond(list: HTMLElement): void {
  const end = list.getBoundingClientRect().bottom + 1;
  for (const [rank, card] of [...list.children].entries()) {
    card.classList.toggle("beyond", rank > 0 && card.getBoundingClientRect().bottom > end);
  }
}

/** The largest letters with which all of it is seen. */
export function enlarge(box: HTMLElement): void {
  for (let size = 0; size < sizes; size += 1) {
    box.dataset.size = `${size}`;
    if (box.scrollHeight <= box.clientHeight) return;
  }
}
