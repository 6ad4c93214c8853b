// Outlines what just changed and the card whose life is open, on cards that know nothing of it. What changed comes into view,
// unless one is dragging through the past.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { Handle } from "../../core/types";
import type { BoardContext } from "../board_context";
import { bringIntoView, cardElementId } from "../card_focus";
import type { ReplayView } from "./replay_view";

export function outlineChanges(
  { replaying, life }: Pick<ReplayView, "replaying" | "life">,
  context: BoardContext,
): void {
  const { board } = replaying;
  const [drawn, setDrawn] = createSignal(0);
  // A long list draws cards as they come near the screen.
  const onDrawn = () => setDrawn((count) => count + 1);
  document.addEventListener("drawn", onDrawn);
  onCleanup(() => document.removeEventListener("drawn", onDrawn));
  const outline = (name: string, handles: () => readonly Handle[]) =>
    createEffect<readonly Element[]>((before) => {
      drawn();
      return putClass(name, handles(), before);
    }, []);
  outline("card_changed", () => replaying.changed());
  outline("card_life", () => {
    board.changeCount();
    const id = life.id();
    return id === "" ? [] : [...board.all().values()].filter((item) => item.id === id).map(({ h }) => h);
  });
  createEffect(
    on(replaying.changed, (changed, before = []) => {
      // Where one comes in is no change.
      if (before.length === 0 || document.querySelector(".slider:active") !== null) return;
      const card = changed
        .map((handle) => board.card(handle))
        .find((one) => one && context.standing(one.kind).includes(one.h));
      if (card === undefined) return;
      context.showColumn(card.kind);
      queueMicrotask(() => bringIntoView(card.h));
    }),
  );
}

/** The elements that have it now. `before`: those that had it. */
function putClass(name: string, cards: readonly Handle[], before: readonly Element[]): readonly Element[] {
  const wanted = cards.flatMap((handle) => document.getElementById(cardElementId(handle)) ?? []);
  for (const element of before) if (!wanted.includes(element as HTMLElement)) element.classList.remove(name);
  for (const element of wanted) element.classList.add(name);
  return wanted;
}
