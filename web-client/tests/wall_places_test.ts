// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  across,
  around,
  cardAt,
  cardHeight,
  cardWidth,
  defaultPlaces,
  groupedPlaces,
  laid,
  nextToward,
  type Point,
  touches,
} from "../src/state/wall_places";

const size = { width: cardWidth, height: cardHeight };
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const overlaps = (places: ReadonlyMap<number, Point>) => {
  const rects = [...places.values()].map((place) => ({ ...place, ...size }));
  return rects.some((a, at) => rects.slice(at + 1).some((b) => touches(a, b)));
};

describe("places of cards that nobody laid anywhere", () => {
  it("are blocks of a kind side by side, in the order of the columns", () => {
    const places = defaultPlaces([[1, 2, 3], [4], [], [], [5]]);
    expect([...places.keys()]).toEqual([1, 2, 3, 4, 5]);
    expect(places.get(1)).toEqual({ x: 0, y: 0 });
    expect(places.get(2)?.y).toBeGreaterThan(0);
    const lefts = [1, 4, 5].map((card) => places.get(card)?.x ?? -1);
    expect(lefts).toEqual([...lefts].sort((a, b) => a - b));
    expect(new Set(lefts).size).toBe(3);
  });

  it("never overlap, however many cards there are", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }), (counts) => {
        const columns = counts.map((count, at) => range(at * 100 + 1, count));
        expect(overlaps(defaultPlaces(columns))).toBe(false);
        expect(overlaps(groupedPlaces(columns))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  it("are the same for whoever has the same columns, and those before a new card stay", () => {
    const before = defaultPlaces([range(1, 7), range(21, 4)]);
    expect(defaultPlaces([range(1, 7), range(21, 4)])).toEqual(before);
    const after = defaultPlaces([range(1, 8), range(21, 4)]);
    for (const [card, place] of before) expect(after.get(card)).toEqual(place);
  });
});

it("five blocks of hundreds are about as high as a screen shows of them side by side", () => {
  for (const count of [100, 200, 400, 700, 1500]) {
    const high = Math.ceil(count / across(count)) * 200;
    const wide = 5 * across(count) * 260;
    expect(wide / high).toBeGreaterThan(1);
    expect(wide / high).toBeLessThan(4);
  }
  const counts = range(1, 2000).map(across);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
});

it("the card that lies at a point is the one on top, and none where none is", () => {
  const rects = new Map([
    [1, { x: 0, y: 0, ...size }],
    [2, { x: 100, y: 0, ...size }],
  ]);
  expect(cardAt(rects, { x: 20, y: 20 })).toBe(1);
  expect(cardAt(rects, { x: 150, y: 20 })).toBe(2);
  expect(cardAt(rects, { x: 20, y: 400 })).toBe(0);
});

describe("places beside cards that somebody laid", () => {
  const columns = [range(1, 4), [], [], [], []];

  it("are never under a laid card, wherever that lies", () => {
    const spot = fc.record({
      x: fc.integer({ min: -300, max: 900 }),
      y: fc.integer({ min: -300, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 12 }), (spots) => {
        const laidOnes = new Map(spots.map((at, nth) => [100 + nth, at]));
        const all = [[...range(1, 6), ...laidOnes.keys()], [], [], [], []];
        const places = defaultPlaces(all, laidOnes);
        for (const card of range(1, 6)) {
          const { x, y } = places.get(card) as Point;
          for (const other of spots)
            expect(Math.abs(other.x - x) >= cardWidth / 2 || Math.abs(other.y - y) >= cardHeight / 2).toBe(
              true,
            );
        }
      }),
    );
  });

  it("are where they were, the place of the one that is laid elsewhere free", () => {
    const free = defaultPlaces(columns);
    const places = defaultPlaces(columns, new Map([[2, { x: 5000, y: 50 }]]));
    expect(places.get(2)).toEqual({ x: 5000, y: 50 });
    for (const card of [1, 3, 4]) expect(places.get(card)).toEqual(free.get(card));
  });

  it("give way to a card that is laid on them, behind the others of their kind", () => {
    const free = defaultPlaces(columns);
    const spot = free.get(1) as Point;
    const places = defaultPlaces(columns, new Map([[2, { x: spot.x + 20, y: spot.y + 20 }]]));
    expect(places.get(3)).toEqual(free.get(3));
    expect(places.get(1)?.y).toBeGreaterThan(free.get(4)?.y ?? 0);
    expect(overlaps(new Map([...places].filter(([card]) => card !== 2)))).toBe(false);
  });
});

describe("arranging by group", () => {
  it("keeps a group together and apart from the others", () => {
    const groups = [range(1, 5), range(11, 3), [], range(21, 9)];
    const places = groupedPlaces(groups);
    const boxes = groups
      .filter((cards) => cards.length > 0)
      .map((cards) => around(cards.map((card) => ({ ...(places.get(card) as Point), ...size }))));
    expect(places.size).toBe(17);
    for (const [at, box] of boxes.entries())
      for (const other of boxes.slice(at + 1)) expect(box && other && touches(box, other)).toBe(false);
  });

  it("never gives the place that means none", () => {
    expect(groupedPlaces([[1]]).get(1)).not.toEqual({ x: 0, y: 0 });
  });
});

describe("a card that is let go", () => {
  it("lies on the grain, within the board, and somewhere", () => {
    expect(laid({ x: 12.4, y: -37 })).toEqual({ x: 10, y: -40 });
    expect(laid({ x: -3, y: 4 })).toEqual({ x: 10, y: 0 });
    expect(laid({ x: 1e12, y: -1e12 })).toEqual({ x: 10_000_000, y: -10_000_000 });
    expect(Object.is(laid({ x: -4, y: 100 }).x, 0)).toBe(true);
  });
});

describe("arrows between cards", () => {
  const places = new Map([
    [1, { x: 0, y: 0 }],
    [2, { x: 264, y: 40 }],
    [3, { x: 0, y: 204 }],
    [4, { x: 528, y: 400 }],
  ]);

  it("lead to the nearest card that way", () => {
    expect(nextToward(places, 1, { x: 1, y: 0 })).toBe(2);
    expect(nextToward(places, 1, { x: 0, y: 1 })).toBe(3);
    expect(nextToward(places, 3, { x: 0, y: -1 })).toBe(1);
    expect(nextToward(places, 2, { x: -1, y: 0 })).toBe(1);
  });

  it("lead nowhere where there is none", () => {
    expect(nextToward(places, 1, { x: -1, y: 0 })).toBe(0);
    expect(nextToward(places, 9, { x: 1, y: 0 })).toBe(0);
  });
});
