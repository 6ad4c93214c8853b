// SPDX-License-Identifier: MIT

import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { type Card, noSettings, type Settings } from "../src/core/types";
import { createBoardStore } from "../src/state/board_store";
import { type Act, writeShow } from "../src/state/run_of_show";
import { ServerClock } from "../src/state/server_clock";
import { createStage } from "../src/state/stage";
import { usualVoting } from "../src/state/votes";
import { fakeCard } from "./support/fake_core";

function stageOf(role: 1 | 2 | 3 | 4 | 5, may?: Act[], settings: Partial<Settings> = {}) {
  const board = createBoardStore();
  const phases = [
    {
      title: "P",
      instruction: "",
      minutes: 0,
      may: may ?? [],
      sees: "all" as const,
      anonymity: "organisation" as const,
      voting: usualVoting,
    },
  ];
  const shown = may === undefined ? {} : { show: writeShow({ title: "", phases }), phase: 1 };
  board.apply({ status: { role }, settings: { ...noSettings, ...shown, ...settings } });
  return createRoot(() => createStage(board));
}

const mine: Card = { ...fakeCard(1, 3, "mine"), mine: true };
const others: Card = { ...fakeCard(2, 3, "others"), mine: false };

describe("stage", () => {
  it("lets everybody who writes do everything while no phase is on", () => {
    expect([stageOf(1), stageOf(2)].map((stage) => stage.mayEdit(others) && stage.mayAdd(5))).toEqual([
      true,
      true,
    ]);
    expect([stageOf(3), stageOf(4)].map((stage) => stage.may("vote"))).toEqual([false, false]);
  });

  it("lets a table's tablet do what participants may, but vote [W37]", () => {
    expect([stageOf(5).mayAdd(5), stageOf(5).may("vote")]).toEqual([true, false]);
    expect([stageOf(5, ["need"]).mayAdd(3), stageOf(5, ["need"]).mayAdd(5)]).toEqual([true, false]);
    expect(stageOf(5, ["vote"]).may("vote")).toBe(false);
  });

  it("holds participants, not facilitators, to the phase", () => {
    const stage = stageOf(1, ["need", "edit_own"]);
    expect([stage.mayAdd(3), stage.mayAdd(5)]).toEqual([true, false]);
    expect([stage.mayEdit(mine), stage.mayEdit(others), stage.mayMove(mine)]).toEqual([true, false, false]);
    expect(stageOf(2, []).mayEdit(others)).toBe(true);
  });

  it("asks for more than moving to make a card one of another kind", () => {
    expect(stageOf(1, ["move"]).mayMoveTo(mine, 3)).toBe(true);
    expect(stageOf(1, ["move"]).mayMoveTo(mine, 5)).toBe(false);
    expect(stageOf(1, ["move", "solution", "edit_own"]).mayMoveTo(mine, 5)).toBe(true);
    expect(stageOf(1, ["move", "solution", "edit_own"]).mayMoveTo(others, 5)).toBe(false);
  });

  it("closes a locked column to participants, and what would go into it", () => {
    const fears = { locked: 1 << 1 };
    expect(stageOf(1, undefined, fears).mayAdd(1)).toBe(false);
    expect(stageOf(1, undefined, fears).mayAdd(2)).toBe(true);
    expect(stageOf(2, undefined, fears).mayAdd(1)).toBe(true);
    expect(stageOf(1, undefined, fears).mayEdit({ ...mine, kind: 1 })).toBe(false);
    expect(stageOf(1, undefined, fears).mayMove({ ...mine, kind: 1 })).toBe(false);
    expect(stageOf(1, undefined, fears).mayMoveTo({ ...mine, kind: 2 }, 1)).toBe(false);
    expect(stageOf(1, undefined, fears).mayMoveTo({ ...mine, kind: 2 }, 3)).toBe(true);
  });

  it("closes a locked board and a locked card to participants", () => {
    expect(stageOf(1, undefined, { locked: 1 }).mayAdd(1)).toBe(false);
    expect(stageOf(2, undefined, { locked: 1 }).mayAdd(1)).toBe(true);
    const locked = { ...mine, locked: 1 };
    expect([stageOf(1).mayEdit(locked), stageOf(1).mayMove(locked)]).toEqual([false, false]);
    expect(stageOf(2).mayEdit(locked)).toBe(true);
  });
});

describe("server clock", () => {
  it("is unknown before the server spoke, then follows the word that was on its way for the shortest time", () => {
    let own = 1_000;
    const clock = new ServerClock(() => own);
    expect(clock.now()).toBeUndefined();
    clock.heard(50_000, true); // it is 50,300: on its way for 300 ms
    own += 1_000;
    clock.heard(51_280, false); // 20 ms
    expect(clock.now()).toBe(51_280);
    own += 1_000;
    clock.heard(52_000, false); // 300 ms again: worse, so not believed
    expect(clock.now()).toBe(52_280);
  });

  it("starts anew with a connection: a device that slept had lost the time between", () => {
    let own = 0;
    const clock = new ServerClock(() => own);
    clock.heard(10_000, true);
    own = 5_000;
    clock.heard(14_000, true);
    expect(clock.now()).toBe(14_000);
  });
});
