// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { groupCards, groupOf, noGroup } from "../src/state/groups";

const threads = new Map([
  [1, ["t8"]],
  [2, ["t9", "t8"]],
  [4, ["t9"]],
]);
const keysOf = (card: number) => threads.get(card) ?? [];
const shown = (...args: Parameters<typeof groupCards>) =>
  groupCards(...args).map(({ key, cards }) => `${key}:${cards.join()}`);

describe("columns by thread or organisation", () => {
  it("show each card once, under the first of its groups, and those of none last", () => {
    expect(shown([1, 2, 3, 4], ["t8", "t9"], keysOf)).toEqual(["t8:1,2", "t9:4", ":3"]);
    expect(shown([1, 2, 3, 4], ["t9", "t8"], keysOf)).toEqual(["t9:2,4", "t8:1", ":3"]);
  });

  it("keep an empty thread, and have no column for cards of none where there are none", () => {
    expect(shown([1], ["t8", "t9"], keysOf)).toEqual(["t8:1", "t9:"]);
  });

  it("keep the order of the cards", () => {
    expect(shown([4, 3, 2, 1], ["t8"], keysOf)).toEqual(["t8:2,1", ":4,3"]);
  });

  it("leave a card under somebody's hands where it is, when others take it out of its thread [A7]", () => {
    const before = groupCards([1, 2], ["t8"], keysOf);
    const key = groupOf(before, 1);
    expect(key).toBe("t8");
    expect(shown([1, 2], ["t8"], (card) => (card === 1 ? [] : ["t8"]), { card: 1, key: "t8" })).toEqual([
      "t8:1,2",
    ]);
    expect(shown([1], ["t9"], () => ["t9"], { card: 1, key: noGroup })).toEqual(["t9:", ":1"]);
  });

  it("have a held card stand with those of none when its thread is gone", () => {
    expect(shown([1], ["t9"], () => [], { card: 1, key: "t8" })).toEqual(["t9:", ":1"]);
  });
});
