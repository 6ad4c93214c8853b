// Whether the latest gesture was a finger's, and whether it is still going on.
// SPDX-License-Identifier: MIT

let touch = false;
let pressed = false;

export function watchPointer(): void {
  addEventListener("pointerdown", (event) => {
    touch = event.pointerType === "touch";
    pressed = true;
  });
  for (const end of ["pointerup", "pointercancel", "dragend"]) {
    addEventListener(end, () => {
      pressed = false;
    });
  }
  addEventListener("keydown", () => {
    touch = false;
  });
}

export function lastPointerIsTouch(): boolean {
  return touch;
}

/**
 * At once, or when the button that is down is up again and clicked: what moves under a press takes the click away from what
 * was pressed.
 */
export function afterPress(act: () => void): void {
  if (pressed) setTimeout(afterPress, pressPollMs, act);
  else act();
}

const pressPollMs = 50;
