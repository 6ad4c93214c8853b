// SPDX-License-Identifier: MIT
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Kind, kinds } from "../src/core/types";
import { cornersOf, farCards } from "../src/state/wall_far";

const rect = (x: number) => ({ x, y: 0, width: 240, height: 176 });

it("cards in one part of the wall are sorted by kind, and one's own and chosen ones are marked besides", () => {
  const rects = new Map([1, 2, 3, 4].map((card) => [card, rect(card * 1000)]));
  const columns: Partial<Record<Kind, number[]>> = { 1: [1, 4], 3: [2, 3] };
  const part = { x: 500, y: -100, width: 2800, height: 500 };
  const cards = farCards(
    rects,
    part,
    (kind) => columns[kind] ?? [],
    (card) => card > 2,
    [2, 4],
  );
  expect(cards.byKind.get(1)).toEqual([rect(1000)]);
  expect(cards.byKind.get(3)).toEqual([rect(2000), rect(3000)]);
  expect(cards.byKind.get(5)).toEqual([]);
  expect(cards.own).toEqual([rect(3000)]);
  expect(cards.chosen).toEqual([rect(2000)]);
});

it("the shapes of the style sheet can all be painted", () => {
  const sheet = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
  const shapes = [...sheet.matchAll(/--shape: ([^;]+);/g)].map(([, shape = ""]) => cornersOf(shape));
  expect(shapes).toHaveLength(kinds.length);
  for (const corners of shapes) {
    expect(corners.length).toBeGreaterThan(2);
    for (const { x, y } of corners) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(1);
    }
  }
  expect(cornersOf("polygon(50% 4%, 100% 94%, 0 94%)")).toEqual([
    { x: 0.5, y: 0.04 },
    { x: 1, y: 0.94 },
    { x: 0, y: 0.94 },
  ]);
  expect(cornersOf("inset(5%)")).toEqual([]);
});
