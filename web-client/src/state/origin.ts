// Where a card or a thread was brought from: the text of its setting (board.proto, SETTING_KEY_ORIGIN).
// SPDX-License-Identifier: MIT

export interface Origin {
  /** 32 hexadecimal digits. */
  board: string;
  /** The item's id there. */
  item: string;
  /** That board's title when it was brought. */
  title: string;
}

/** Undefined for no text, and for one that is none. */
export function readOrigin(text: string | undefined): Origin | undefined {
  const [, board, item, title] = /^([0-9a-f]{32}) ([0-9a-f]{16}-\d+) (.+)$/s.exec(text ?? "") ?? [];
  return board && item && title ? { board, item, title } : undefined;
}

export function writeOrigin({ board, item, title }: Origin): string {
  return `${board} ${item} ${title}`;
}
