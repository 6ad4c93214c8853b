// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusters, curveBetween, hull, outlinesOf } from "../src/state/wall_shapes";

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

  it("goes around cards that lie together, however far the others of the thread are", () => {
    const near = [card(0, 0), card(260, 0), card(0, 200), card(260, 200)];
    const [whole, ...others] = outlinesOf(near);
    expect(others).toEqual([]);
    expect([whole?.isCompact, whole?.isMain, whole?.title, whole?.width]).toEqual([
      true,
      true,
      { x: 0, y: 0 },
      500,
    ]);
    const [main, alone] = outlinesOf([card(5000, 0), ...near]);
    expect([main?.isCompact, main?.isMain, main?.width]).toEqual([true, true, 500]);
    expect([alone?.isCompact, alone?.isMain]).toEqual([false, false]);
  });

  it("is not drawn for cards that are all over the wall, nor around much that is not of the thread", () => {
    expect(outlinesOf([card(0, 0), card(2400, 0), card(0, 1200)]).some(({ isCompact }) => isCompact)).toBe(
      false,
    );
    const stairs = [0, 1, 2, 3, 4, 5].flatMap((at) => [card(at * 260, 0), card(0, at * 200)]);
    expect(outlinesOf(stairs)[0]?.isCompact).toBe(false);
    expect(outlinesOf([])).toEqual([]);
    expect(outlinesOf([card(40, 60)])[0]?.isCompact).toBe(true);
  });

  it("joins parts that a later card ties together", () => {
    expect(clusters([card(0, 0), card(520, 0), card(260, 0)]).map((part) => part.length)).toEqual([3]);
    expect(clusters([card(0, 0), card(900, 0), card(260, 0)]).map((part) => part.length)).toEqual([2, 1]);
  });
});
