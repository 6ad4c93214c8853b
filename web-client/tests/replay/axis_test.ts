// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAxis, placeLabels } from "../../src/replay/axis";
import {
  chapterAt,
  chaptersOf,
  markAfter,
  markBefore,
  nearMarks,
  thinMarks,
} from "../../src/replay/chapters";
import { boxHeight, densityPaths } from "../../src/replay/density";
import type { HistoryIndex, Mark } from "../../src/replay/history_index";

const minute = 60_000;

/** Bins at these minutes, ten ops each. */
function indexOf(minutes: number[]): HistoryIndex {
  const zeros = minutes.map(() => 0);
  return {
    history: "0",
    position: minutes.length * 10,
    segments: [
      {
        from: 0,
        to: minutes.length * 10,
        begin: (minutes[0] ?? 0) * minute,
        end: ((minutes[minutes.length - 1] ?? 0) + 1) * minute,
      },
    ],
    width: minute,
    bins: {
      time: minutes.map((at) => at * minute),
      to: minutes.map((_, at) => (at + 1) * 10),
      ops: minutes.map(() => 10),
      cards: [minutes.map((_, at) => at % 3), zeros, zeros, minutes.map(() => 2), zeros],
      threads: zeros,
      links: zeros,
      ballots: zeros,
    },
    marks: [],
    tours: [],
  };
}

describe("the axis", () => {
  it("is as long as what happened: a lunch is a notch of a few per cent", () => {
    const morning = Array.from({ length: 60 }, (_, at) => at);
    const axis = createAxis(indexOf([...morning, ...morning.map((at) => at + 112)]));
    expect(axis.notches).toHaveLength(1);
    const [lunch] = axis.notches;
    expect(lunch?.length).toBe(52 * minute);
    expect((lunch?.x1 ?? 1) - (lunch?.x0 ?? 0)).toBeLessThan(0.04);
    expect(lunch?.position).toBe(600);
    expect(axis.xOf(600)).toBeCloseTo(0.485, 2);
  });

  it("never gives the quiet more than a third, however many pauses there were", () => {
    const axis = createAxis(indexOf(Array.from({ length: 100 }, (_, at) => at * 1_000)));
    const quiet = axis.notches.reduce((sum, { x0, x1 }) => sum + x1 - x0, 0);
    expect(axis.notches).toHaveLength(99);
    expect(quiet).toBeLessThan(0.34);
  });

  it("labels as many pauses as have room, the longest first", () => {
    const axis = createAxis(indexOf([0, 1, 30, 31, 50, 51, 120, 121, 130, 131]));
    const labels = placeLabels(axis.notches, 0.2);
    expect(axis.notches).toHaveLength(4);
    expect(labels[0]?.notch.length).toBe(68 * minute);
    const places = labels.map(({ x }) => x).sort((a, b) => a - b);
    for (const [at, x] of places.entries()) expect(x - (places[at - 1] ?? -1)).toBeGreaterThanOrEqual(0.2);
    expect(places[0]).toBeGreaterThan(0.13);
    expect(placeLabels([], 0.2)).toEqual([]);
  });

  it("leads from any position to its place and back, in order, within [0, 1]", () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(minutes, (list) => {
        const axis = createAxis(indexOf(list.sort((a, b) => a - b)));
        let before = 0;
        for (let position = 0; position <= axis.position; position += 1) {
          const x = axis.xOf(position);
          expect(axis.positionAt(x)).toBe(position);
          expect(x).toBeGreaterThanOrEqual(before);
          expect(axis.timeOf(position)).toBeGreaterThanOrEqual(axis.timeOf(Math.max(0, position - 1)));
          before = x;
        }
        expect([axis.xOf(0), axis.positionAt(0), axis.positionAt(1)]).toEqual([0, 0, axis.position]);
        expect(axis.xOf(axis.position)).toBeCloseTo(1, 9);
        for (const { x0, x1, position } of axis.notches)
          expect(axis.positionAt((x0 + x1) / 2)).toBe(position);
      }),
      { numRuns: 50 },
    );
  });

  it("has a place for everything on a board without a past, or with one that took no time", () => {
    const none = createAxis({ ...indexOf([]), position: 0, segments: [] });
    expect([none.xOf(0), none.positionAt(0.5), none.timeOf(0)]).toEqual([0, 0, 0]);
    const blink = createAxis({
      ...indexOf([3]),
      segments: [{ from: 0, to: 10, begin: 200_000, end: 200_000 }],
    });
    expect([blink.xOf(5), blink.positionAt(0.5), blink.timeOf(5)]).toEqual([0.5, 5, 200_000]);
  });
});

describe("the curve", () => {
  it("is a few paths, and fills its box where most happened", () => {
    const index = indexOf(Array.from({ length: 3_000 }, (_, at) => at));
    const paths = densityPaths(createAxis(index), index.bins);
    expect(paths.map((path) => path !== "")).toEqual([true, false, false, true, false, true]);
    expect(paths.join("").split("M").length - 1).toBeLessThan(900);
    const heights = [...paths.join("").matchAll(/V([\d.]+)H/g)].map(([, top]) => boxHeight - Number(top));
    expect(Math.max(...heights)).toBe(boxHeight);
  });
});

describe("marks and chapters", () => {
  const mark = (at: number, what: Mark["what"], more: Partial<Mark> = {}): Mark => ({
    at,
    time: at,
    what,
    ...more,
  });
  const marks = [
    mark(5, "phase", { number: 1, text: "Craintes" }),
    mark(9, "merge"),
    mark(10, "remove"),
    mark(20, "phase", { number: 2, text: "Votes" }),
    mark(30, "phase", { number: 0 }),
  ];

  it("find the phase that was on", () => {
    const chapters = chaptersOf(marks, 40);
    expect(chapters.map(({ from, to }) => [from, to])).toEqual([
      [5, 20],
      [20, 30],
      [30, 40],
    ]);
    expect([4, 5, 19, 20, 35].map((at) => chapterAt(chapters, at)?.title)).toEqual([
      undefined,
      "Craintes",
      "Craintes",
      "Votes",
      undefined,
    ]);
  });

  it("lead on and back, never to where one stands", () => {
    expect([markAfter(marks, 9)?.at, markBefore(marks, 9)?.at]).toEqual([10, 5]);
    expect([markAfter(marks, 30), markBefore(marks, 5)]).toEqual([undefined, undefined]);
  });

  it("are listed around where one stands when they are many", () => {
    const many = Array.from({ length: 100 }, (_, at) => mark(at, "merge"));
    const ats = (position: number) => nearMarks(many, position, 30).map(({ at }) => at);
    expect([ats(50)[0], ats(50).length, ats(0)[0], ats(99)[29]]).toEqual([41, 30, 0, 99]);
    expect(nearMarks(marks, 9, 30)).toEqual(marks);
  });

  it("keep the weightiest where there is room for one", () => {
    const shown = thinMarks(marks, (position) => position / 40, 4);
    expect(shown.map(({ what }) => what)).toEqual(["phase", "remove", "phase", "phase"]);
  });
});
