// Which cards of a long list are drawn, and the room that the others keep.
// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { expect, test } from "vitest";
import { CardHeights, partNear, type Row, rowsIn } from "../src/state/card_window";

const cards = Array.from({ length: 100 }, (_, at) => at + 1);
const none = () => false;
const ninety = () => 90;
const drawn = (rows: readonly Row[]) => rows.flatMap((row) => ("card" in row ? [row.card] : []));
/** From the upper edge of the first row to the lower edge of the last. */
const heightOf = (rows: readonly Row[], height: (card: number) => number, gap: number) =>
  rows.reduce((sum, row) => sum + ("card" in row ? height(row.card) : row.room) + gap, -gap);

test("only cards near the window are drawn, and those that are kept", () => {
  const sight = { from: 1000, to: 1500, gap: 10 };
  expect(drawn(rowsIn(cards, ninety, sight, none))).toEqual([11, 12, 13, 14, 15, 16]);
  expect(drawn(rowsIn(cards, ninety, sight, (card) => card === 3 || card === 99))).toEqual([
    3, 11, 12, 13, 14, 15, 16, 99,
  ]);
});

test("a list off the screen is nothing but room", () => {
  const sight = { from: 20_000, to: 21_000, gap: 10 };
  expect(rowsIn(cards, ninety, sight, none)).toEqual([{ room: 100 * 100 - 10 }]);
});

test("[A5] each drawn card keeps its rank", () => {
  const sight = { from: 1000, to: 1001, gap: 10 };
  const rows = rowsIn(cards, ninety, sight, (card) => card === 50);
  expect(rows.filter((row) => "card" in row)).toEqual([
    { card: 11, rank: 10 },
    { card: 50, rank: 49 },
  ]);
});

test("whatever is drawn, the list is as high as if all were", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20, max: 400 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: -3000, max: 9000 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
      (heights, from, kept) => {
        const known = new Map(heights.map((height, at) => [at + 1, height]));
        const all = [...known.keys()];
        const height = (card: number) => known.get(card) ?? 0;
        const rows = rowsIn(all, height, { from, to: from + 800, gap: 12 }, (card) => kept.includes(card));
        const whole = rowsIn(all, height, { from: -1, to: 1e9, gap: 12 }, none);
        expect(drawn(whole)).toEqual(all);
        expect(heightOf(rows, height, 12)).toBe(heightOf(whole, height, 12));
        expect(drawn(rows)).toEqual(all.filter((card) => drawn(rows).includes(card)));
      },
    ),
  );
});

test("the part that is drawn covers the window with room above and below, and moves in steps", () => {
  const { from, to } = partNear(-5000, 800);
  expect(from).toBeLessThanOrEqual(5000 - 400);
  expect(to).toBeGreaterThanOrEqual(5800 + 400);
  expect(partNear(-5010, 800)).toEqual(partNear(-5050, 800));
});

test("a card that was never drawn is as high as others of its length", () => {
  const heights = new CardHeights((card) => card * 10);
  const before = heights.of(30);
  heights.take(new Map([[10, 180]]));
  expect(heights.of(10)).toBe(180);
  expect(heights.of(30)).toBeGreaterThan(heights.of(20));
  expect(heights.of(30)).toBe(80 + 300);
  // What was found first stays: nothing on the screen jumps.
  heights.take(new Map([[20, 900]]));
  expect(heights.of(30)).toBe(80 + 300);
  heights.clear();
  expect(heights.of(30)).toBe(before);
});

test("in a hurry nothing is drawn beyond the window but what makes whole steps", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -90_000, max: 900 }),
      fc.integer({ min: 300, max: 2_000 }),
      (top, height) => {
        const [calm, hurried] = [partNear(top, height), partNear(top, height, true)];
        expect(hurried.from).toBeLessThanOrEqual(-top);
        expect(hurried.to).toBeGreaterThanOrEqual(height - top);
        expect(hurried.to - hurried.from).toBeLessThanOrEqual(height + 400);
        expect([calm.from <= hurried.from, calm.to >= hurried.to]).toEqual([true, true]);
      },
    ),
  );
});
