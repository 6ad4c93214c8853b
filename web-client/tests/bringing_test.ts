// Bringing cards of a table to the shared board: what comes, in which order, and what is there already.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { labelWithin } from "../src/state/anonymity";
import { readOrigin, writeOrigin } from "../src/state/origin";
import type { Anonymity } from "../src/state/run_of_show";
import { bringChanges, broughtFrom, type Chosen, type TableCards } from "../src/ui/tables/bringing";
import { FakeCore } from "./support/fake_core";

const board = "0123456789abcdef0123456789abcdef";
const [need, bus, fear] = ["00000000000000a1-1", "00000000000000a1-2", "00000000000000b2-7"];
const thread = "00000000000000b2-9";
const table: TableCards = {
  board,
  title: "Table 2, près de la fenêtre",
  cards: [
    { id: fear, kind: "fear", text: "le bruit", organisation: "", links: [] },
    { id: need, kind: "need", text: "se déplacer", organisation: "Ada · Ville", links: [] },
    { id: bus, kind: "solution", text: "un bus", organisation: "", links: [{ to: need, verb: "answers" }] },
  ],
  threads: [{ id: thread, text: "Transports", cards: [need, bus] }],
};
const all: Chosen = { cards: new Set([need, bus, fear]), threads: new Set([thread]) };

function bring(core: FakeCore, chosen: Chosen, mayLink = true, anonymity: Anonymity = "named"): void {
  const may = { mayLink, anonymity };
  for (const change of bringChanges(table, chosen, broughtFrom(core.items, board), may)) {
    expect(change(core)).toBeGreaterThanOrEqual(0);
  }
  // What the real core says of an item after the setting.
  for (const call of core.calls.splice(0)) {
    const [, handle = "", text = ""] = /^set (\d+) origin 0 (.*)$/.exec(call) ?? [];
    const item = core.items.get(Number(handle));
    if (item !== undefined) core.items.set(item.h, { ...item, origin: text });
  }
}

describe("the origin of a card", () => {
  it("is read as it was written, whatever the board is called", () => {
    for (const title of ["Table 2", "a b  c", "«\u00a0—\u00a0»", "1"]) {
      const origin = { board, item: need, title };
      expect(readOrigin(writeOrigin(origin))).toEqual(origin);
    }
    for (const text of [
      undefined,
      "",
      board,
      `${board} ${need}`,
      `${board} ${need} `,
      `x${board} ${need} T`,
    ]) {
      expect(readOrigin(text)).toBeUndefined();
    }
  });
});

describe("bringing from a table", () => {
  it("makes cards with their text, kind and organisation, then threads and links, each with its origin", () => {
    const core = new FakeCore();
    bring(core, all);
    const items = [...core.items.values()];
    expect(items.map(({ text, organisation }) => [text, organisation])).toEqual([
      ["le bruit", ""],
      ["se déplacer", "Ada · Ville"],
      ["un bus", ""],
      ["Transports", ""],
    ]);
    expect(items.map(({ origin }) => readOrigin(origin)?.item)).toEqual([fear, need, bus, thread]);
    expect(core.items.get(4)).toMatchObject({ item: "thread", cards: [2, 3] });
    expect(core.items.get(3)).toMatchObject({ kind: 5, links: [{ to: 2, verb: 1 }] });
  });

  it("brings what is ticked and nothing that hangs on what is not", () => {
    const core = new FakeCore();
    bring(core, { cards: new Set([bus]), threads: new Set([thread]) });
    expect([...core.items.values()].map(({ text }) => text)).toEqual(["un bus", "Transports"]);
    expect(core.items.get(1)).toMatchObject({ links: [] });
    expect(core.items.get(2)).toMatchObject({ cards: [1] });
  });

  it("puts cards that come later into the thread that came before, and knows what is here", () => {
    const core = new FakeCore();
    bring(core, { cards: new Set([bus]), threads: new Set([thread]) });
    bring(core, { cards: new Set([need]), threads: new Set([thread]) });
    expect(core.items.size).toBe(3);
    expect(core.items.get(2)).toMatchObject({ cards: [1, 3] });
    expect([...broughtFrom(core.items, board).keys()].sort()).toEqual([need, bus, thread].sort());
    core.setRemoved(1, true);
    expect(broughtFrom(core.items, board).has(bus)).toBe(false);
    expect(broughtFrom(core.items, "f".repeat(32)).size).toBe(0);
  });

  it("says no more of an author than may be said here", () => {
    const told = (level: Anonymity) => {
      const core = new FakeCore();
      bring(core, all, false, level);
      return core.items.get(2)?.organisation;
    };
    const levels: Anonymity[] = ["named", "organisation", "kind", "nothing"];
    expect(levels.map(told)).toEqual(["Ada · Ville", "Ville", "", ""]);
    expect(levels.map((level) => labelWithin(level, "institution"))).toEqual([
      "institution",
      "institution",
      "institution",
      "",
    ]);
  });

  it("makes no link where none may be made", () => {
    const core = new FakeCore();
    bring(core, all, false);
    expect(core.items.get(3)).toMatchObject({ links: [] });
  });
});
