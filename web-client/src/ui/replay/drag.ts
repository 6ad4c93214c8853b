// While the slider is dragged one moment follows the other: what nobody can read meanwhile is put off until the hand rests for a moment.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal, onCleanup } from "solid-js";

export interface Drag {
  /** From a move under way until the hand rests. */
  isOn: Accessor<boolean>;
  /** One stands at another moment. */
  moved(): void;
  /** At once, or, while one drags, two frames after the last move. In the place of what waits already. */
  later(act: () => void): void;
  /** Does what waits, now. */
  settle(): void;
  /** Does not do what waits. */
  forget(): void;
}

/** As long as a hand stops that goes on. */
const restMs = 200;

/** REQUIRES: an owner. */
export function createDrag(isHeld = isSliderHeld): Drag {
  const [isOn, setOn] = createSignal(false);
  let rest: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void) | undefined;
  let moves = 0;
  const settle = () => {
    const act = waiting;
    waiting = undefined;
    act?.();
  };
  const settleSoon = async (move: number) => {
    for (let frame = 0; frame < 2; frame += 1) await nextFrame();
    if (move === moves) settle();
  };
  const forget = () => {
    waiting = undefined;
  };
  onCleanup(() => {
    forget();
    clearTimeout(rest);
  });
  return {
    isOn,
    moved: () => {
      moves += 1;
      clearTimeout(rest);
      setOn(isHeld());
      if (isOn()) rest = setTimeout(() => setOn(false), restMs);
    },
    later: (act) => {
      waiting = act;
      if (isHeld()) void settleSoon(moves);
      else settle();
    },
    settle,
    forget,
  };
}

/** By a mouse, a finger or a pen; the keys go step by step. */
function isSliderHeld(): boolean {
  return document.querySelector(".slider:active") !== null;
}

export function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
