// Where the focus goes when cards come, go and move; arrows between cards and columns.
// SPDX-License-Identifier: MIT
import { type Handle, type Kind, kinds } from "../core/types";
import type { BoardStore } from "../state/board_store";

export function cardElementId(card: Handle): string {
  return `card_${card}`;
}

export function columnTitleId(kind: Kind): string {
  return `column_${kind}`;
}

/** The card that this is a part of, 0 = none. */
export function cardOf(target: EventTarget | null): Handle {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;
  return Number(element?.dataset.card ?? 0);
}

/** Told on the document, with the card: a long list draws it, wherever it stands (long_list.ts). */
export const cardWanted = "cardwanted";

/** REQUIRES: not within an effect, where nothing is drawn before it ends. */
export function cardElement(card: Handle): HTMLElement | null {
  document.dispatchEvent(new CustomEvent(cardWanted, { detail: card }));
  return document.getElementById(cardElementId(card));
}

/** The card at rest; the page is drawn by the time the focus is set. */
export function focusCard(card: Handle): void {
  if (card !== 0) cardElement(card)?.querySelector<HTMLElement>(".card_face")?.focus();
}

/** What changed there is to be seen, without taking the focus. */
export function bringIntoView(card: Handle): void {
  show(cardElement(card));
}

/** The wall hears it, which has no scroll bars. */
function show(element: HTMLElement | null): void {
  element?.dispatchEvent(new Event("wanted", { bubbles: true }));
  element?.scrollIntoView({ block: "nearest" });
}

const reachedMs = 2_000;

/** Shows for a moment which card a person was brought to, also where it cannot have the focus. */
export function markReached(card: Handle): void {
  const element = cardElement(card);
  show(element);
  element?.classList.add("card_reached");
  setTimeout(() => element?.classList.remove("card_reached"), reachedMs);
}

export interface FocusedCard {
  element: HTMLElement;
  card: Handle;
  kind: Kind;
  rank: number;
}

/** The card under focus, before the board changes under it. */
export function focusedCard(board: BoardStore): FocusedCard | null {
  const element = document.activeElement?.closest<HTMLElement>("[data-card]");
  if (!element) return null;
  const card = cardOf(element);
  const kind = kinds.find((one) => board.column(one).includes(card));
  return kind === undefined ? null : { element, card, kind, rank: board.column(kind).indexOf(card) };
}

/** Follows that card, or goes to its neighbour when it is gone: true then (A8). */
export function keepFocus(before: FocusedCard | null, board: BoardStore): boolean {
  if (before === null || before.element.isConnected) return false;
  const isShown = kinds.some((kind) => board.column(kind).includes(before.card));
  const column = board.column(before.kind);
  const next = isShown ? before.card : (column[before.rank] ?? column[before.rank - 1]);
  if (next !== undefined) focusCard(next);
  else (document.getElementById(columnTitleId(before.kind)) ?? document.getElementById("cards"))?.focus();
  return !isShown;
}

type Step = { across: number; along: number };
const steps: Partial<Record<string, Step>> = {
  ArrowUp: { across: 0, along: -1 },
  ArrowDown: { across: 0, along: 1 },
  ArrowLeft: { across: -1, along: 0 },
  ArrowRight: { across: 1, along: 0 },
};

/** Arrows on a card at rest lead to its neighbours. */
export function followArrow(event: KeyboardEvent, board: BoardStore, showColumn: (kind: Kind) => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const next = neighbour(board, cardAtRest(event.target), event.key);
  if (next === null) return;
  event.preventDefault();
  showColumn(next.kind);
  focusCard(next.card);
}

/** The card whose face has the focus, 0 = none: arrows inside a text are the text's. */
function cardAtRest(target: EventTarget | null): Handle {
  return cardOf(target instanceof Element ? target.closest(".card_face") : null);
}

/** The card that an arrow leads to from this one, if any. Empty columns are passed over. */
function neighbour(board: BoardStore, card: Handle, key: string): { card: Handle; kind: Kind } | null {
  const step = steps[key];
  const kind = kinds.find((one) => board.column(one).includes(card));
  if (step === undefined || kind === undefined) return null;
  const rank = board.column(kind).indexOf(card);
  if (step.across === 0) {
    const next = board.column(kind)[rank + step.along];
    return next === undefined ? null : { card: next, kind };
  }
  for (let at = kind + step.across; at >= 1 && at <= kinds.length; at += step.across) {
    const list = board.column(at as Kind);
    const next = list[Math.min(rank, list.length - 1)];
    if (next !== undefined) return { card: next, kind: at as Kind };
  }
  return null;
}
