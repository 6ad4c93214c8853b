// Dragging with a mouse, an extra beside "Move to…": the browser's own drag and drop, which Esc or a drop elsewhere gives up
// without a trace (A3).
// SPDX-License-Identifier: MIT
import type { Handle } from "../core/types";

type Drop = { column: HTMLElement; before: Handle; mark: Element };

/** Listens on the element that holds the columns. */
export function dragCards(
  columns: HTMLElement,
  move: (card: Handle, column: HTMLElement, before: Handle) => void,
): void {
  let dragged: HTMLElement | null = null;
  let drop: Drop | null = null;

  const show = (next: Drop | null) => {
    drop?.mark.classList.remove("drop_before", "drop_end");
    drop = next;
    drop?.mark.classList.add(drop.before === 0 ? "drop_end" : "drop_before");
  };
  const end = () => {
    show(null);
    dragged?.classList.remove("dragged");
    dragged = null;
  };

  columns.addEventListener("dragstart", (event) => {
    const card = event.target instanceof HTMLElement ? event.target : null;
    if (card?.dataset.card === undefined || event.dataTransfer === null) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector(".card_face")?.textContent ?? "");
    card.classList.add("dragged");
  });
  columns.addEventListener("dragover", (event) => {
    const next = dragged === null ? null : dropAt(event, dragged);
    show(next);
    if (next !== null) event.preventDefault();
  });
  columns.addEventListener("drop", (event) => {
    event.preventDefault();
    const target = drop;
    const card = handleOf(dragged);
    end();
    if (target !== null && card !== 0) move(card, target.column, target.before);
  });
  columns.addEventListener("dragend", end);
}

function handleOf(card: HTMLElement | null): Handle {
  return Number(card?.dataset.card ?? 0);
}

/** The column under the pointer, and the card of it that the pointer is above the middle of. */
function dropAt(event: DragEvent, dragged: HTMLElement): Drop | null {
  const column = event.target instanceof Element ? event.target.closest<HTMLElement>(".column") : null;
  if (column === null) return null;
  const end = { column, before: 0, mark: column };
  // The order within a group is that of the kinds.
  if (column.dataset.group !== undefined) return column.contains(dragged) ? null : end;
  for (const card of column.querySelectorAll<HTMLElement>(".card")) {
    const { top, height } = card.getBoundingClientRect();
    if (card !== dragged && event.clientY < top + height / 2)
      return { column, before: handleOf(card), mark: card };
  }
  return end;
}
