// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  centreOn,
  firstLook,
  fitAll,
  partInSight,
  reveal,
  toBoard,
  zoomAt,
  zoomMax,
  zoomMin,
  zoomReadable,
} from "../src/state/wall_view";

const laptop = { width: 1240, height: 560 };
const phone = { width: 360, height: 480 };
const wide = { x: -100, y: -70, width: 3000, height: 1200 };

describe("the window on the wall", () => {
  it("keeps what is under the pointer when it zooms, within bounds", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.nat(1000), fc.nat(500), (by, x, y) => {
        const view = { x: 30, y: -40, zoom: 0.8 };
        const next = zoomAt(view, by, { x, y });
        const [before, after] = [toBoard(view, { x, y }), toBoard(next, { x, y })];
        expect(after.x).toBeCloseTo(before.x, 6);
        expect(after.y).toBeCloseTo(before.y, 6);
        expect(next.zoom).toBeGreaterThanOrEqual(zoomMin);
        expect(next.zoom).toBeLessThanOrEqual(zoomMax);
      }),
    );
  });

  it("shows all of it in the middle, never larger than life", () => {
    const view = fitAll(wide, laptop);
    const [from, to] = [toBoard(view, { x: 0, y: 0 }), toBoard(view, { x: 1240, y: 560 })];
    expect(from.x).toBeLessThan(wide.x);
    expect(to.x).toBeGreaterThan(wide.x + wide.width);
    expect(from.y).toBeLessThan(wide.y);
    expect(to.y).toBeGreaterThan(wide.y + wide.height);
    expect(fitAll({ x: 0, y: 0, width: 10, height: 10 }, laptop).zoom).toBe(1);
  });

  it("begins where a card can be read, at the upper left", () => {
    const view = firstLook(wide, phone);
    expect(view.zoom).toBe(zoomReadable);
    expect(wide.x * view.zoom + view.x).toBeGreaterThan(0);
    expect(wide.y * view.zoom + view.y).toBeGreaterThan(0);
    const column = firstLook({ x: 0, y: 0, width: 1360, height: 2200 }, laptop);
    expect(column.zoom).toBeGreaterThan(zoomReadable);
    expect(column.x).toBeCloseTo(24);
    expect(firstLook({ x: 0, y: 0, width: 240, height: 176 }, laptop).zoom).toBe(1);
  });

  it("draws a part that is larger than what is seen, and the same one while the wall slides by a little", () => {
    const view = { x: -130, y: 45, zoom: 0.8 };
    const part = partInSight(view, laptop);
    const [from, to] = [toBoard(view, { x: 0, y: 0 }), toBoard(view, { x: 1240, y: 560 })];
    expect(part.x).toBeLessThanOrEqual(from.x - 200);
    expect(part.y).toBeLessThanOrEqual(from.y - 200);
    expect(part.x + part.width).toBeGreaterThanOrEqual(to.x + 200);
    expect(part.y + part.height).toBeGreaterThanOrEqual(to.y + 200);
    expect(partInSight({ ...view, x: view.x + 5, y: view.y - 5 }, laptop)).toEqual(part);
    expect(partInSight({ ...view, x: view.x + 400 }, laptop).x).toBe(part.x - 500);
  });

  it("moves no more than it must to show a card, and not at all when it is seen", () => {
    const view = { x: 0, y: 0, zoom: 1 };
    const card = { x: 100, y: 100, width: 240, height: 176 };
    expect(reveal(view, card, laptop)).toEqual(view);
    expect(reveal(view, { ...card, x: 1200 }, laptop)).toEqual({ x: -224, y: 0, zoom: 1 });
    expect(reveal(view, { ...card, y: -300 }, laptop)).toEqual({ x: 0, y: 324, zoom: 1 });
    expect(reveal(view, { ...card, y: 100, height: 900 }, laptop).y).toBe(-76);
  });

  it("does not leave a card under the map in the corner", () => {
    const view = { x: 0, y: 0, zoom: 1 };
    const corner = { width: 190, height: 130 };
    const card = { x: 960, y: 360, width: 240, height: 176 };
    expect(reveal(view, card, laptop)).toEqual(view);
    expect(reveal(view, card, laptop, corner)).toEqual({ x: 0, y: -130, zoom: 1 });
    expect(reveal(view, { ...card, x: 100 }, laptop, corner)).toEqual(view);
  });

  it("centres on a point", () => {
    const view = centreOn({ x: 0, y: 0, zoom: 0.5 }, { x: 400, y: 300 }, laptop);
    expect(toBoard(view, { x: 620, y: 280 })).toEqual({ x: 400, y: 300 });
  });
});
