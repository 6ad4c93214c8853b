// What waits while the slider is dragged, and until when.
// SPDX-License-Identifier: MIT
import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createDrag, type Drag } from "../../src/ui/replay/drag";

let frames: (() => void)[] = [];
const frame = async () => {
  for (const draw of frames.splice(0)) draw();
  await Promise.resolve();
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => frames.push(draw));
});
afterEach(() => vi.unstubAllGlobals());

function drag(isHeld: boolean): { drag: Drag; told: string[]; move(what: string): void; end(): void } {
  const told: string[] = [];
  return createRoot((end) => {
    const one = createDrag(() => isHeld);
    const move = (what: string) => {
      one.moved();
      one.later(() => told.push(what));
    };
    return { drag: one, told, move, end };
  });
}

it("puts nothing off for who goes by keys, buttons or links", () => {
  const { told, move, end } = drag(false);
  move("a");
  move("b");
  expect(told).toEqual(["a", "b"]);
  end();
});

it("tells in a drag only the last, two frames after it", async () => {
  const { told, move, end } = drag(true);
  move("a");
  await frame();
  move("b");
  await frame();
  expect(told).toEqual([]);
  await frame();
  expect(told).toEqual(["b"]);
  end();
});

it("tells at once what has to come before what follows, and never what was forgotten", async () => {
  const { drag: one, told, move, end } = drag(true);
  move("a");
  one.settle();
  move("b");
  one.forget();
  for (let at = 0; at < 3; at += 1) await frame();
  expect(told).toEqual(["a"]);
  end();
});
