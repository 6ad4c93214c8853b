// Writes places and the view onto what is there: the columns' lists are the layers of the wall, their cards lie on them by
// transforms alone. Nothing is measured here, and nothing is left behind when the wall goes.
// SPDX-License-Identifier: MIT
import { createEffect, onCleanup } from "solid-js";
import { type Handle, kinds } from "../../core/types";
import { across, blockEdges, cell, isLaid } from "../../state/wall_places";
import { useBoard } from "../board_context";
import { cardElementId, columnTitleId } from "../card_focus";
import type { Sight } from "./sight";
import type { WallControl } from "./wall_control";

/** Room for the name of a block above it. */
const titleHeight = 64;
/** Cards do not fly in from the corner. */
const settleMs = 300;

export function layOut(wall: WallControl, { drawn }: Sight, root: HTMLElement): void {
  const written = new Map<HTMLElement, string>();
  const transform = (element: HTMLElement | null, value: string) => {
    if (element === null || written.get(element) === value) return;
    written.set(element, value);
    element.style.transform = value;
  };
  const { board } = useBoard();

  createEffect(() => {
    for (const card of drawn()) {
      const place = wall.places().get(card);
      if (place === undefined) continue;
      const scale = wall.scaleOf(card);
      const size = scale === 1 ? "" : ` scale(${scale})`;
      transform(document.getElementById(cardElementId(card)), `translate(${place.x}px, ${place.y}px)${size}`);
    }
    for (const element of written.keys()) if (!element.isConnected) written.delete(element);
  });
  createEffect(() => {
    const { x, y, zoom } = wall.view();
    // What is painted from far does not glide along.
    root.classList.toggle("gliding", wall.isJump() && !wall.isFar());
    root.classList.toggle("far", wall.isFar());
    const shift = `translate(${x}px, ${y + wall.size().top}px) scale(${zoom})`;
    for (const layer of root.querySelectorAll<HTMLElement>(".cards, .wall_ties")) transform(layer, shift);
    const counts = kinds.map((kind) => board.column(kind).length);
    const edges = blockEdges(counts);
    const size = titleScale(wall);
    const above = titleHeight * (size === 1 ? 1 : 0.75 * size);
    const scale = size === 1 ? "" : ` scale(${size})`;
    for (const kind of kinds) {
      const title = document.getElementById(columnTitleId(kind));
      transform(title, `${shift} translate(${edges[kind - 1] ?? 0}px, ${-above}px)${scale}`);
      const width = (across(counts[kind - 1] ?? 0) * cell.width - 24) / size;
      title?.style.setProperty("width", `${width}px`);
    }
  });
  createEffect(() => root.style.setProperty("--ground-height", `${wall.size().height}px`));
  const settling = setTimeout(() => root.classList.add("settled"), settleMs);
  createEffect((before: readonly Handle[]) => {
    drawn();
    const carried = wall.carried()?.cards ?? [];
    const mark = (cards: readonly Handle[], on: boolean) => {
      for (const card of cards) document.getElementById(cardElementId(card))?.classList.toggle("carried", on);
    };
    mark(before, false);
    mark(carried, true);
    return carried;
  }, []);
  // The title of a block that most was taken out of would name what lies there by chance.
  createEffect(() => {
    board.changeCount();
    for (const kind of kinds) {
      const cards = board.column(kind);
      const gone = cards.filter((card) => isLaid(board.all().get(card) ?? nowhere)).length;
      document.getElementById(columnTitleId(kind))?.classList.toggle("emptied", 2 * gone > cards.length);
    }
  });

  onCleanup(() => {
    clearTimeout(settling);
    for (const element of written.keys()) {
      element.style.transform = "";
      element.style.width = "";
      element.classList.remove("emptied", "carried");
    }
    root.classList.remove("gliding", "settled", "far");
  });
}

const nowhere = { x: 0, y: 0 };
/** Pixels that a block's name is high at zoom 1, and at least. */
const titleSize = { full: 28, least: 15 };

/** The names of blocks can be read also where cards cannot. */
function titleScale(wall: WallControl): number {
  return wall.isFar() ? Math.max(1, titleSize.least / (titleSize.full * wall.view().zoom)) : 1;
}

/** Hears how high each card is drawn, without asking. One that is not drawn any more is as high as it was. */
export function watchHeights(wall: WallControl, { drawn }: Sight): void {
  const heights = new Map<Handle, number>();
  const watched = new Map<Handle, Element>();
  const observer = new ResizeObserver((entries) => {
    for (const { target, borderBoxSize } of entries) {
      const card = Number((target as HTMLElement).dataset.card);
      if (target.isConnected) heights.set(card, Math.round(borderBoxSize[0]?.blockSize ?? 0));
    }
    wall.setHeights(new Map(heights));
  });
  createEffect(() => {
    const shown = drawn();
    for (const card of shown) {
      const element = document.getElementById(cardElementId(card));
      const before = watched.get(card);
      if (element === null || element === before) continue;
      if (before !== undefined) observer.unobserve(before);
      watched.set(card, element);
      observer.observe(element);
    }
    for (const [card, element] of watched) {
      if (shown.has(card)) continue;
      observer.unobserve(element);
      watched.delete(card);
    }
  });
  onCleanup(() => observer.disconnect());
}
