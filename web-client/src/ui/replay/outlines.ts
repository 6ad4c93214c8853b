// Outlines what just changed and the card whose life is open, and hides what is filtered out, on cards that know nothing of it. What changed comes into view,
// unless one is dragging through the past.
// SPDX-License-Identifier: MIT
import { createEffect, on } from "solid-js";
import type { Handle } from "../../core/types";
import type { BoardContext } from "../board_context";
import { bringIntoView, cardElementId } from "../card_focus";
import type { ReplayView } from "./replay_view";

export function outlineChanges(
  { replaying, life, filtering }: Pick<ReplayView, "replaying" | "life" | "filtering">,
  context: BoardContext,
): void {
  const { board } = replaying;
  outline("card_filtered", () => filtering.hidden());
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
      const card = changed.map((handle) => board.card(handle)).find((one) => one && isShown(one.h));
      if (card === undefined) return;
      context.showColumn(card.kind);
      bringIntoView(card.h);
    }),
  );
}

function isShown(handle: Handle): boolean {
  return document.getElementById(cardElementId(handle)) !== null;
}

function outline(name: string, handles: () => readonly Handle[]): void {
  createEffect<readonly Element[]>((before) => {
    const wanted = handles().flatMap((handle) => document.getElementById(cardElementId(handle)) ?? []);
    for (const element of before)
      if (!wanted.includes(element as HTMLElement)) element.classList.remove(name);
    for (const element of wanted) element.classList.add(name);
    return wanted;
  }, []);
}
