// Whether the latest gesture was a finger's.
// SPDX-License-Identifier: MIT

let touch = false;

export function watchPointer(): void {
  addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
  });
  addEventListener("keydown", () => {
    touch = false;
  });
}

export function lastPointerIsTouch(): boolean {
  return touch;
}
