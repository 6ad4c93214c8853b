// SPDX-License-Identifier: MIT

import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { createBoardStore } from "../src/state/board_store";
import { createFocus, createLedStop, nextFocus, writeStop } from "../src/state/focus";
import { isForScreen } from "../src/state/join_link";
import { Recency } from "../src/state/recency";
import { commonOf, isRoomAtTables, type TableNow } from "../src/ui/screen/at_tables";
import { fakeCard, fakeThread } from "./support/fake_core";
import { opinions } from "./support/tape";

describe("what is on the screen", () => {
  const filled = () => {
    const board = createBoardStore();
    board.apply({ items: [fakeCard(1, 1, "une"), fakeCard(2, 3, "deux"), fakeThread(3, "fil")] });
    return { board, focus: createRoot(() => createFocus(board)) };
  };

  it("is what was put there last, card or thread, until the screen was cleared", () => {
    const { board, focus } = filled();
    expect(focus()).toBe(0);
    board.apply({ items: [{ ...fakeCard(1, 1, "une"), focus: 10 }] });
    expect(focus()).toBe(1);
    board.apply({ items: [{ ...fakeThread(3, "fil"), focus: 12 }] });
    expect(focus()).toBe(3);
    board.apply({ settings: { ...board.settings, focus: 12 } });
    expect(focus()).toBe(0);
    board.apply({ items: [{ ...fakeCard(2, 3, "deux"), focus: 13 }] });
    expect(focus()).toBe(2);
  });

  it("is nothing where that was removed: what was there before is old", () => {
    const { board, focus } = filled();
    board.apply({
      items: [
        { ...fakeCard(1, 1, "une"), focus: 10 },
        { ...fakeCard(2, 3, "deux"), focus: 11, removed: true },
      ],
    });
    expect(focus()).toBe(0);
  });

  it("is the stop of a tour that it was led to last, until something is put there or taken away", () => {
    const { board } = filled();
    const led = createRoot(() => createLedStop(board));
    expect(led()).toBeUndefined();
    const stop = { tour: "0123456789abcdef", at: 2 };
    board.apply({ settings: { ...board.settings, focus: 5, stop: writeStop(stop) } });
    expect(led()).toEqual({ ...stop, since: 5 });
    board.apply({ items: [{ ...fakeCard(1, 1, "une"), focus: 6 }] });
    expect(led()).toBeUndefined();
    // A card that is removed while it is there does not bring the tour back.
    board.apply({ items: [{ ...fakeCard(1, 1, "une"), focus: 6, removed: true }] });
    expect(led()).toBeUndefined();
    board.apply({ settings: { ...board.settings, focus: 7, stop: writeStop({ ...stop, at: 0 }) } });
    expect(led()).toEqual({ ...stop, at: 0, since: 7 });
    board.apply({ settings: { ...board.settings, focus: 8, stop: "" } });
    expect(led()).toBeUndefined();
  });

  it("goes there later than all before it, whatever the clock says", () => {
    const { board } = filled();
    board.apply({ items: [{ ...fakeCard(1, 1, "une"), focus: 2_000_000_000_000 }] });
    expect(nextFocus(board)).toBe(2_000_000_000_001);
    board.apply({ settings: { ...board.settings, focus: 2_000_000_000_007 } });
    expect(nextFocus(board)).toBe(2_000_000_000_008);
  });
});

describe("the cards that changed last", () => {
  it("come first, and keep their rank where the state comes anew", () => {
    const recency = new Recency();
    const a = fakeCard(1, 1, "a");
    const b = fakeCard(2, 1, "b");
    const c = fakeCard(3, 2, "c");
    expect(recency.update([a, b, c])).toEqual([3, 2, 1]);
    expect(recency.update([{ ...a, tally: opinions(1) }, b, c])).toEqual([1, 3, 2]);
    // Other handles for the same cards, and another order.
    const anew = [c, { ...a, tally: opinions(1) }, b].map((card, at) => ({ ...card, h: 11 + at }));
    expect(recency.update(anew)).toEqual([12, 11, 13]);
  });

  it("are those that stand in a column", () => {
    const recency = new Recency();
    const cards = [fakeCard(1, 1, "a"), fakeCard(2, 1, "b"), fakeCard(3, 2, "c"), fakeThread(4, "fil")];
    recency.update(cards);
    const [a, b, c] = [fakeCard(1, 1, "a"), fakeCard(2, 1, "b"), fakeCard(3, 2, "c")];
    expect(
      recency.update([
        { ...a, removed: true },
        { ...b, folded: [3] },
        { ...c, parked: 1 },
      ]),
    ).toEqual([]);
    expect(recency.update([a, b, c])).toEqual([3, 2, 1]);
  });
});

describe("a link", () => {
  const link = (bytes: number[]) => ({
    board: "",
    token: btoa(String.fromCharCode(...bytes, 250, 251, 252))
      .replaceAll("+", "-")
      .replaceAll("/", "_"),
  });

  it("says that it is a screen's", () => {
    expect(isForScreen(link([3, 255, 254]))).toBe(true);
    for (const role of [0, 1, 2, 4, 255]) expect(isForScreen(link([role, 255, 254]))).toBe(false);
    expect(isForScreen({ board: "", token: "~~~~~~~~~~~~~~~~" })).toBe(false);
  });
});

describe("the tables on the screen", () => {
  const phase = { number: 1, of: 2, title: "Découvrir", ends: 90_000 };
  const table = (title: string, more: Partial<TableNow> = {}): TableNow => ({
    board: title,
    title,
    people: 0,
    tablets: 0,
    cards: 0,
    ...more,
  });

  it("are shown while a phase is on there and somebody is there", () => {
    expect(isRoomAtTables([])).toBe(false);
    expect(isRoomAtTables([table("1", { phase })])).toBe(false);
    expect(isRoomAtTables([table("1", { people: 3 })])).toBe(false);
    expect(isRoomAtTables([table("1", { phase }), table("2", { people: 1 })])).toBe(true);
    expect(isRoomAtTables([table("1", { phase, tablets: 1 })])).toBe(true);
    expect(isRoomAtTables([{ board: "1", title: "1" }])).toBe(false);
  });

  it("say once what is the same at all of them", () => {
    expect(commonOf([])).toEqual({});
    expect(commonOf([table("1", { phase }), table("2", { phase })])).toEqual({
      title: "Découvrir",
      ends: 90_000,
    });
    expect(commonOf([table("1", { phase }), table("2")])).toEqual({});
    expect(commonOf([table("1", { phase }), table("2", { phase: { ...phase, ends: 5 } })])).toEqual({
      title: "Découvrir",
    });
    expect(commonOf([table("1", { phase }), table("2", { phase: { ...phase, ends: 90_700 } })])).toEqual({
      title: "Découvrir",
      ends: 90_700,
    });
    expect(commonOf([table("1", { phase }), table("2", { phase: { ...phase, title: "Dire" } })])).toEqual({
      ends: 90_000,
    });
  });
});
