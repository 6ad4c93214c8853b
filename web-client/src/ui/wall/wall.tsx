// What the wall adds to the board. Not offered yet.
// SPDX-License-Identifier: MIT
export function Wall() {
  return null;
}
