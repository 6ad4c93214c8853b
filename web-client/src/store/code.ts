// The person's recovery code, on the device that it was given to: the server keeps a hash only.
// SPDX-License-Identifier: MIT
import { readText, write } from "./device";

const key = (board: string) => `atelier.code.${board}`;

/** "" = none was given yet. */
export function codeOn(board: string): string {
  return readText(key(board));
}

export function rememberCode(board: string, code: string): void {
  write(key(board), code);
}
