// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveBetween, hull, outlineOf } from "../src/state/wall_shapes";

const card = (x: number, y: number) => ({ x, y, width: 240, height: 176 });
const numbers = (path: string) => path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];

describe("a link's curve", () => {
  it("goes from the side of one card to the facing side of the other", () => {
    const across = numbers(curveBetween(card(0, 0), card(600, 0)).path);
    expect(across.slice(0, 2)).toEqual([240, 88]);
    expect(across.slice(-2)).toEqual([600, 88]);
    const down = numbers(curveBetween(card(0, 0), card(0, 500)).path);
    expect(down.slice(0, 2)).toEqual([120, 176]);
    expect(down.slice(-2)).toEqual([120, 500]);
  });

  it("has its sign half way, and is a curve also between cards that cover each other", () => {
    expect(curveBetween(card(0, 0), card(600, 0)).middle).toEqual({ x: 420, y: 88 });
    fc.assert(
      fc.property(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }), (x, y) => {
        const { path, middle } = curveBetween(card(0, 0), card(x, y));
        expect(numbers(path)).toHaveLength(8);
        expect(path).not.toMatch(/NaN|Infinity/);
        expect(Number.isFinite(middle.x + middle.y)).toBe(true);
      }),
    );
  });
});

describe("a thread's outline", () => {
  it("is the convex hull of its cards", () => {
    const inner = { x: 5, y: 5 };
    const square = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(new Set(hull([inner, ...square, { x: 5, y: 0 }]).map(({ x, y }) => `${x},${y}`))).toEqual(
      new Set(["0,0", "10,0", "10,10", "0,10"]),
    );
    expect(hull([inner])).toEqual([inner]);
    expect(hull([])).toEqual([]);
  });

  it("holds every point", () => {
    const point = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 20 }), (points) => {
        const outline = hull(points);
        for (const [at, a] of outline.entries()) {
          const b = outline[(at + 1) % outline.length] ?? a;
          for (const p of points)
            expect((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("is compact when its cards lie together, not when they are all over the wall", () => {
    expect(outlineOf([card(0, 0), card(264, 0), card(0, 204), card(264, 204)])?.isCompact).toBe(true);
    expect(outlineOf([card(0, 0), card(2400, 0), card(0, 1200)])?.isCompact).toBe(false);
    expect(outlineOf([])).toBeUndefined();
    expect(outlineOf([card(40, 60)])?.title).toEqual({ x: 40, y: 60 });
  });
});
