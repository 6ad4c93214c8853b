// SPDX-License-Identifier: MIT

import { describe, expect, it } from "vitest";
import type { Item, Settings } from "../../src/core/types";
import { describe as tellWhat } from "../../src/replay/describe";
import { type Picture, SceneKeeper } from "../../src/replay/scene";
import { writeShow } from "../../src/state/run_of_show";
import { usualVoting } from "../../src/state/votes";
import { card, opinions, thread } from "../support/tape";

function scene(items: Item[], settings: Partial<Settings> = {}): Picture {
  return {
    items: new Map(items.map((item) => [item.h, item])),
    settings: { ...new SceneKeeper().picture().settings, ...settings },
  };
}

function between(before: Item[], after: Item[], settings: [Partial<Settings>, Partial<Settings>] = [{}, {}]) {
  const [old, now] = [scene(before, settings[0]), scene(after, settings[1])];
  return tellWhat(old, now, now.items.keys());
}

const a = card(1, "bus trop rares");
const b = card(2, "navette le soir", { kind: 5 });

describe("what happened to a card", () => {
  it("is told once for each thing that changed", () => {
    expect(between([], [a])).toMatchObject([{ what: "written", card: { text: "bus trop rares", kind: 1 } }]);
    const origin = `${"0".repeat(32)} 00000000000000a1-7 Table 2`;
    expect(between([], [{ ...a, origin }])).toMatchObject([{ what: "written", from: "Table 2" }]);
    expect(between([a], [{ ...a, text: "bus rares" }])).toMatchObject([
      { what: "edited", before: "bus trop rares" },
    ]);
    expect(between([a], [{ ...a, kind: 3, order: "b" }])).toMatchObject([
      { what: "moved", from: 1, card: { kind: 3 } },
    ]);
    expect(between([a], [{ ...a, order: "b" }])).toMatchObject([{ what: "ranked" }]);
    expect(between([a], [{ ...a, x: 40, y: -20 }])).toMatchObject([{ what: "laid" }]);
    expect(between([a], [{ ...a, removed: true }])).toMatchObject([{ what: "removed" }]);
    expect(between([{ ...a, removed: true }], [a])).toMatchObject([{ what: "restored" }]);
    expect(between([a], [{ ...a, locked: 1 }])).toMatchObject([{ what: "locked" }]);
    expect(between([{ ...a, locked: 1 }], [a])).toMatchObject([{ what: "unlocked" }]);
    expect(between([a], [{ ...a, parked: 1, note: "Où ?" }])).toMatchObject([
      { what: "parked" },
      { what: "asked" },
    ]);
    expect(between([{ ...a, pinned: 1, focus: 5 }], [{ ...a, focus: 9 }])).toMatchObject([
      { what: "unpinned" },
      { what: "on_screen" },
    ]);
    expect(between([a], [{ ...a, tally: opinions(3, 0, 1) }])).toMatchObject([
      { what: "voted", tally: opinions(3, 0, 1), more: 4 },
    ]);
    expect(between([{ ...a, tally: opinions(1) }], [{ ...a, tally: opinions(0, 1) }])).toMatchObject([
      { what: "voted", tally: opinions(0, 1), more: 0 },
    ]);
  });

  it("is nothing when nothing of it changed for the room", () => {
    expect(between([a], [{ ...a, mine: true, mark: 0, votes: [0, 1], threads: [7] }])).toEqual([]);
    expect(between([], [{ ...a, removed: true }])).toEqual([]);
  });

  it("names both ends of a link, and the verb", () => {
    const linked = { ...b, links: [{ to: 1, verb: 1 as const }] };
    const link = { card: { text: "navette le soir" }, to: { text: "bus trop rares" }, verb: 1 };
    expect(between([a, b], [a, linked])).toMatchObject([{ what: "linked", ...link }]);
    expect(between([a, linked], [a, b])).toMatchObject([{ what: "unlinked", ...link }]);
  });

  it("is one event for a merge and for both halves of a split", () => {
    const made = card(3, "bus et navettes", { derived: { how: "merge", votes: "union", from: [1, 2] } });
    const folded = [
      { ...a, folded: [3] },
      { ...b, folded: [3] },
    ];
    expect(between([a, b], [...folded, made])).toMatchObject([
      {
        what: "derived",
        how: "merge",
        made: [{ text: "bus et navettes" }],
        from: [{ text: a.text }, { text: b.text }],
      },
    ]);
    const halves = [3, 4].map((h) =>
      card(h, `half ${h}`, { derived: { how: "split", votes: "reset", from: [1] } }),
    );
    const split = between([a], [{ ...a, folded: [3, 4] }, ...halves]);
    expect(split).toHaveLength(1);
    expect(split).toMatchObject([{ how: "split", made: [{ text: "half 3" }, { text: "half 4" }] }]);
    expect(between(halves, [{ ...(halves[0] as Item), removed: true }])).toMatchObject([{ what: "removed" }]);
  });
});

describe("what happened to a thread", () => {
  it("is told with its cards", () => {
    const mobility = thread(9, "mobilité", [1]);
    expect(between([a], [a, mobility])).toMatchObject([
      { what: "gathered", thread: { text: "mobilité", kind: 0 } },
      { what: "joined", card: { text: "bus trop rares" } },
    ]);
    expect(between([a, mobility], [a, thread(9, "transports", [])])).toMatchObject([
      { what: "renamed", before: "mobilité" },
      { what: "left", card: { text: "bus trop rares" } },
    ]);
    expect(between([mobility], [{ ...mobility, removed: true }])).toMatchObject([{ what: "dissolved" }]);
    expect(between([{ ...mobility, removed: true }], [mobility])).toMatchObject([{ what: "brought_back" }]);
  });
});

describe("what happened to the room", () => {
  const phase = {
    instruction: "",
    minutes: 0,
    may: [],
    sees: "own" as const,
    anonymity: "organisation" as const,
    voting: usualVoting,
  };
  const show = writeShow({
    title: "",
    phases: [
      { ...phase, title: "Craintes" },
      { ...phase, title: "Votes" },
    ],
  });

  it("is told by the names of its phases", () => {
    expect(between([], [], [{ show }, { show, phase: 2 }])).toEqual([
      { what: "phase", number: 2, title: "Votes" },
    ]);
    expect(between([], [], [{ show, phase: 2 }, { show }])).toEqual([{ what: "phases_over" }]);
    expect(between([], [], [{}, { show }])).toEqual([{ what: "show" }]);
  });

  it("tells reveals, the timer and the lock", () => {
    expect(between([], [], [{ revealed: 2 }, { revealed: 0b100_0110 }])).toEqual([
      { what: "revealed", kinds: [2], votes: true },
    ]);
    expect(between([], [], [{ timerEnd: 5 }, { timerEnd: 9 }])).toEqual([{ what: "timer", until: 9 }]);
    expect(between([], [], [{ timerEnd: 5 }, { timerEnd: 0 }])).toEqual([]);
    expect(between([], [], [{}, { locked: 1 }])).toEqual([{ what: "closed", kinds: [] }]);
    expect(between([], [], [{ locked: 1 }, {}])).toEqual([{ what: "opened", kinds: [] }]);
    expect(between([], [], [{ locked: 4 }, { locked: 8 }])).toEqual([
      { what: "closed", kinds: [3] },
      { what: "opened", kinds: [2] },
    ]);
  });
});
