// Where a led stop is when its tour was changed.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { followStop } from "../../src/replay/follow_stop";

const stop = (at: number, text = "") => ({ at, time: at * 1000, text });
const before = [stop(10, "a"), stop(20, "b"), stop(30, "c")];

describe("a stop of a tour that was changed", () => {
  it("is where its moment is now", () => {
    expect(followStop(before[2], 2, [stop(30, "c"), stop(10, "a")])).toEqual({ at: 0, isGone: false });
  });
  it("is still there with another sentence", () => {
    expect(followStop(before[1], 1, [stop(10, "a"), stop(20, "other")])).toEqual({ at: 1, isGone: false });
  });
  it("is, of several at its moment, the one with its sentence, else the one nearest in the order", () => {
    const twice = [stop(20, "x"), stop(5), stop(20, "b"), stop(20, "y")];
    expect(followStop(before[1], 1, twice).at).toBe(2);
    expect(followStop(stop(20, "z"), 3, twice).at).toBe(3);
  });
  it("gives way to the one nearest to its moment where it is gone", () => {
    expect(followStop(before[1], 1, [stop(1), stop(27), stop(12)])).toEqual({ at: 1, isGone: true });
    expect(followStop(undefined, 7, before)).toEqual({ at: 2, isGone: true });
  });
});
