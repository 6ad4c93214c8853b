// Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, and with Cmd: whose they are. A text that is still only in a box is the browser's to undo;
// the board's own texts, and everything else, are ours.
// SPDX-License-Identifier: MIT

export type Way = "undo" | "redo";

/** What the keys ask for, if it is ours to do. */
export function undoKey(event: KeyboardEvent): Way | null {
  const way = wayOf(event);
  return way === null || event.isComposing || isBrowsersOwn(event.target) ? null : way;
}

/** Undo from a menu of the browser, in a text of the board. */
export function undoInput(event: InputEvent): Way | null {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return null;
  if (isBrowsersOwn(event.target)) return null;
  return event.inputType === "historyUndo" ? "undo" : "redo";
}

/** A box was emptied because what it held is on the board now: from here on undo is the board's. */
export function forgetTyping(box: HTMLElement): void {
  typed.delete(box);
}

export function watchTyping(event: Event): void {
  if (event.target !== null) typed.add(event.target);
}

const typed = new WeakSet<EventTarget>();

function wayOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Way | null {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  // Cmd+Y is the browser's history.
  return letter === "y" && ctrlKey && !shiftKey ? "redo" : null;
}

/** In a dialog nothing of the board behind it may change. */
function isBrowsersOwn(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog") !== null) return true;
  if (!target.matches("input, textarea") || target.matches(".card_text")) return false;
  return typed.has(target) || (target as HTMLInputElement).value !== "";
}
