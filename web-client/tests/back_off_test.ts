// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { BackOff } from "../src/sync/back_off";

const steps = (backOff: BackOff, count: number) => Array.from({ length: count }, () => backOff.next());

describe("the wait before the next try [W22]", () => {
  it("doubles from half a second to fifteen", () => {
    expect(steps(new BackOff(() => 1), 7)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it("is spread over half of each step, so that a room does not come back at once", () => {
    expect(steps(new BackOff(() => 0), 3)).toEqual([250, 500, 1000]);
  });

  it("starts small again once the server spoke", () => {
    const backOff = new BackOff(() => 1);
    steps(backOff, 5);
    backOff.reset();
    expect(backOff.next()).toBe(500);
  });
});
