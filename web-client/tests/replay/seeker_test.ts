// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/core/types";
import type { Mark } from "../../src/replay/history_index";
import { Player } from "../../src/replay/player";
import { Seeker } from "../../src/replay/seeker";
import { Source } from "../../src/replay/source";
import { card, makeTape, TapeCore } from "../support/tape";

function open(change: (json: { history: string; marks: Mark[] }) => void = () => undefined) {
  const tape = makeTape(
    Array.from({ length: 12 }, (_, at): Item[] => [card(at + 1, `card ${at + 1}`)]),
    4,
  );
  const told: (number | string)[] = [];
  const signals = new Map<string, AbortSignal>();
  let broken = false;
  const ask = (async (url: string, init?: RequestInit) => {
    if (broken) throw new TypeError("network");
    if (init?.signal) signals.set(url.replace(/.*\//, ""), init.signal);
    if (!url.endsWith("/history")) return tape.fetch(url, init);
    const index = structuredClone(tape.index);
    change(index);
    return new Response(JSON.stringify(index));
  }) as typeof fetch;
  const source = new Source({ board: "b", token: "t" }, () => "fr", { ask });
  const player = new Player({ openCore: async () => new TapeCore().asCore(), source, erasedWords: String });
  const seeker = new Seeker({
    player,
    source,
    onIndex: () => undefined,
    onPassage: ({ position }) => told.push(position),
    onWaiting: () => undefined,
    onProblem: (sentence) => told.push(`problem ${sentence}`),
    frame: async () => undefined,
  });
  return { seeker, told, signals, breakNetwork: (is: boolean) => (broken = is) };
}

describe("the seeker", () => {
  it("goes where it was wished last, and passes over what was wished meanwhile", async () => {
    const { seeker, told } = open();
    await seeker.goTo(2);
    void seeker.goTo(4);
    void seeker.goTo(20);
    void seeker.goTo(10);
    await seeker.goTo(22);
    expect(told).toEqual([2, 22]);
  });

  it("lets go of the segment that was passed over", async () => {
    const { seeker, told, signals } = open();
    await seeker.goTo(2);
    void seeker.goTo(12);
    await seeker.goTo(4);
    expect(told).toEqual([2, 4]);
    expect(signals.get("8-16")?.aborted).toBe(true);
    expect(signals.get("0-8")?.aborted).toBe(false);
  });

  it("begins at the end, and stays within what there is", async () => {
    const { seeker, told } = open();
    await seeker.goTo(Number.POSITIVE_INFINITY);
    await seeker.goTo(-5);
    expect(told).toEqual([24, 0]);
  });

  it("steps from commit to commit, also over the edges of segments", async () => {
    const { seeker, told } = open();
    await seeker.goTo(6);
    for (const way of [1, 1, -1, -1, -1] as const) await seeker.step(way);
    expect(told).toEqual([6, 8, 10, 8, 6, 4]);
    await seeker.goTo(24);
    await seeker.step(1);
    await seeker.goTo(0);
    await seeker.step(-1);
    expect(told.slice(6)).toEqual([24, 0]);
  });

  it("keeps one step in mind while another is under way", async () => {
    const { seeker, told } = open();
    await seeker.goTo(2);
    void seeker.step(1);
    void seeker.step(1);
    await seeker.step(1);
    await new Promise((resolve) => setTimeout(resolve));
    expect(told).toEqual([2, 4, 6]);
  });

  it("leaps from mark to mark, and to the ends behind the last", async () => {
    const marks = [4, 10].map((at): Mark => ({ at, time: 0, what: "merge" }));
    const { seeker, told } = open((index) => {
      index.marks = marks;
    });
    await seeker.goTo(0);
    for (const way of [1, 1, 1, -1, -1, -1] as const) await seeker.leap(way);
    expect(told).toEqual([0, 4, 10, 24, 10, 4, 0]);
  });

  it("says what failed, and goes there when asked again", async () => {
    const { seeker, told, breakNetwork } = open();
    await seeker.goTo(2);
    breakNetwork(true);
    await seeker.goTo(12);
    breakNetwork(false);
    await seeker.retry();
    expect(told).toEqual([2, "problem ", 12]);
  });

  it("asks for the index again when the past was written anew", async () => {
    let asked = 0;
    const { seeker, told } = open((index) => {
      asked += 1;
      if (asked === 1) index.history = "00";
    });
    await seeker.goTo(6);
    expect(told).toEqual([6]);
    expect(asked).toBe(2);
  });

  it("does nothing any more once it ended", async () => {
    const { seeker, told } = open();
    const going = seeker.goTo(6);
    seeker.end();
    await going;
    await seeker.goTo(2);
    expect(told).toEqual([]);
  });
});
