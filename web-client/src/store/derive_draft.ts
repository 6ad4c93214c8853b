// Texts of a card in the making, on the device as they are typed: the last one of each board.
// SPDX-License-Identifier: MIT
import { readText, write } from "./device";

const key = (board: string) => `atelier.derive.${board}`;

/** `about` tells one making from another, and must survive a reload: ids, not handles. */
export function readDraft(board: string, about: string): string[] | null {
  try {
    const draft = JSON.parse(readText(key(board)) || "{}") as { about?: string; texts?: string[] };
    return draft.about === about ? (draft.texts ?? null) : null;
  } catch {
    return null;
  }
}

export function keepDraft(board: string, about: string, texts: readonly string[]): void {
  write(key(board), JSON.stringify({ about, texts }));
}

export function dropDraft(board: string): void {
  write(key(board), "");
}
