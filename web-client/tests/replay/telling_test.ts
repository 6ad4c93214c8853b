// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/core/types";
import { compareScenes, isSame } from "../../src/replay/compare";
import { refOf } from "../../src/replay/describe";
import type { HistoryEvent } from "../../src/replay/events";
import { readMoment, readTour, writeMoment, writeTour } from "../../src/replay/moment_link";
import { advance, pauseBefore, pauseMs } from "../../src/replay/pace";
import { Player } from "../../src/replay/player";
import { scanLives } from "../../src/replay/scan";
import { type Picture, SceneKeeper } from "../../src/replay/scene";
import { Source } from "../../src/replay/source";
import { summarise } from "../../src/replay/summary";
import { linesMax, tell } from "../../src/replay/transcript";
import { diffWords } from "../../src/replay/word_diff";
import { parseJoinLink } from "../../src/state/join_link";
import { card, makeTape, opinions, TapeCore, thread } from "../support/tape";

const written = (h: number, text = `card ${h}`): HistoryEvent => ({
  what: "written",
  card: refOf(card(h, text)),
});
const edited = (h: number, text: string): HistoryEvent => ({
  what: "edited",
  card: refOf(card(h, text)),
  before: "",
});

describe("a summary", () => {
  it("counts each card once, and votes as many as came", () => {
    const ref = refOf(card(1, ""));
    const events: HistoryEvent[] = [
      written(1),
      written(2),
      edited(1, "a"),
      edited(1, "b"),
      { what: "moved", card: ref, from: 2 },
      { what: "voted", card: ref, tally: opinions(5), more: 5 },
      { what: "ranked", card: ref },
    ];
    expect(summarise(events)).toEqual({ written: 2, edited: 1, moved: 1, voted: 5 });
  });
});

describe("the transcript", () => {
  it("has the newest on top, and typing on one line", () => {
    const lines = tell(
      [],
      [
        { position: 1, time: 0, events: [written(1, "bu")] },
        { position: 2, time: 500, events: [edited(1, "bus")] },
        { position: 3, time: 1_000, events: [edited(1, "bus rares")] },
        { position: 4, time: 60_000, events: [edited(1, "bus trop rares")] },
        { position: 5, time: 60_100, events: [written(2)] },
      ],
    );
    expect(lines.map(({ position, event }) => [position, event?.what])).toEqual([
      [5, "written"],
      [4, "edited"],
      [3, "written"],
    ]);
    expect(lines[2]?.event).toMatchObject({ card: { text: "bus rares" } });
  });

  it("forgets what is long past", () => {
    const told = Array.from({ length: linesMax + 50 }, (_, at) => ({
      position: at,
      time: at,
      events: [written(at)],
    }));
    expect(tell([], told)).toHaveLength(linesMax);
  });
});

describe("the pace", () => {
  const times = [1_000, 2_000, 500_000];

  it("is the real one, so many times over", () => {
    const pace = { rest: 0 };
    const past = { times, before: 0, done: 0 };
    expect(advance(pace, past, { dtMs: 999, speed: 1 })).toBe(0);
    expect(advance(pace, past, { dtMs: 1, speed: 1 })).toBe(1);
    expect(advance({ rest: 0 }, past, { dtMs: 100, speed: 20 })).toBe(2);
  });

  it("waits a pause out in a moment, at any speed", () => {
    for (const speed of [1, 60]) {
      const pace = { rest: 0 };
      const past = { times, before: 0, done: 2 };
      expect(pauseBefore(times, 0, 2)).toBe(498_000);
      expect(advance(pace, past, { dtMs: pauseMs - 1, speed })).toBe(2);
      expect(advance(pace, past, { dtMs: 1, speed })).toBe(3);
    }
    expect(pauseBefore(times, 0, 1)).toBe(0);
  });
});

describe("a word diff", () => {
  it("says what went and what came", () => {
    expect(diffWords("les bus sont rares", "les bus du soir sont très rares")).toEqual([
      { what: "same", text: "les bus " },
      { what: "in", text: "du soir " },
      { what: "same", text: "sont" },
      { what: "in", text: " très" },
      { what: "same", text: " rares" },
    ]);
    expect(diffWords("", "neuf")).toEqual([{ what: "in", text: "neuf" }]);
    expect(diffWords("même", "même")).toEqual([{ what: "same", text: "même" }]);
  });

  it("holds both texts whole, whatever they are", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "é", ",", "😀", "\n"), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffWords(before, after);
        const without = (what: string) =>
          pieces
            .filter((piece) => piece.what !== what)
            .map((piece) => piece.text)
            .join("");
        expect([without("in"), without("out")]).toEqual([before, after]);
      }),
    );
  });

  it("does not take for ever over long texts", () => {
    const long = (word: string) => Array.from({ length: 2_000 }, (_, at) => `${word}${at}`).join(" ");
    expect(diffWords(`x ${long("a")} y`, `x ${long("b")} y`)).toHaveLength(4);
  });
});

describe("before and after", () => {
  const scene = (items: Item[]): Picture => ({
    ...new SceneKeeper().picture(),
    items: new Map(items.map((item) => [item.h, item])),
  });

  it("says what differs, by lasting names", () => {
    const before = [
      card(1, "un deux"),
      card(2, "parti"),
      card(3, "place"),
      card(4, "plié"),
      thread(9, "fil"),
    ];
    const after = [
      { ...card(1, "un trois", { tally: opinions(2) }), h: 11 },
      card(2, "parti", { removed: true }),
      card(3, "place", { kind: 4 }),
      card(4, "plié", { folded: [5] }),
      card(5, "neuf"),
      thread(9, "autre fil"),
    ];
    const found = compareScenes(scene(before), scene(after));
    expect(found.added.map(({ text }) => text)).toEqual(["neuf"]);
    expect(found.removed.map(({ text }) => text)).toEqual(["parti", "plié"]);
    expect(found.moved).toMatchObject([{ from: 1, to: 4 }]);
    expect(found.reworded).toMatchObject([{ pieces: diffWords("un deux", "un trois") }]);
    expect(found.votes).toMatchObject([{ before: "", after: opinions(2) }]);
    expect(isSame(found)).toBe(false);
    expect(isSame(compareScenes(scene(before), scene(before)))).toBe(true);
  });
});

describe("a life", () => {
  const ties = [{ to: 1, verb: 1 as const }];
  const tape = makeTape(
    [
      [card(1, "bus")],
      [card(1, "bus rares")],
      [card(2, "navette", { kind: 5 })],
      [card(2, "navette", { kind: 5, links: ties })],
      [thread(9, "mobilité", [1])],
      [card(1, "bus rares", { tally: opinions(1) })],
      [card(1, "bus rares", { tally: opinions(2) })],
      [card(1, "bus rares", { tally: opinions(2), kind: 2 })],
    ],
    3,
  );
  const parts = () => ({
    player: new Player({
      openCore: async () => new TapeCore().asCore(),
      source: new Source({ board: "b", token: "t" }, () => "fr", { ask: tape.fetch }),
      erasedWords: String,
    }),
    idle: async () => 1,
    now: () => 0,
  });

  it("has everything that happened to a card, and to a thread, with the moment of each", async () => {
    const progress: number[] = [];
    const onProgress = (part: number) => progress.push(part);
    const lives = await scanLives(tape.index, { ...parts(), onProgress }, new AbortController().signal);
    const of = (h: number) =>
      lives.of(`00000000000000aa-${h}`).map(({ position, event }) => [position, event?.what]);
    expect(of(1)).toEqual([
      [4, "written"],
      [8, "linked"],
      [10, "joined"],
      [14, "voted"],
      [16, "moved"],
    ]);
    expect(lives.of("00000000000000aa-1")[3]?.event).toMatchObject({ tally: opinions(2), more: 2 });
    expect(of(2)).toEqual([
      [6, "written"],
      [8, "linked"],
    ]);
    expect(of(9)).toEqual([
      [10, "gathered"],
      [10, "joined"],
    ]);
    expect(progress[progress.length - 1]).toBe(1);
  });

  it("is given up when nobody wants it any more", async () => {
    const stop = new AbortController();
    const slow = {
      ...parts(),
      idle: async () => {
        stop.abort();
        return 0;
      },
      onProgress: () => undefined,
    };
    await expect(scanLives(tape.index, slow, stop.signal)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a moment's link", () => {
  const door = `#b=${"0a".repeat(16)}&t=${"t".repeat(20)}`;

  it("leads through the same door to the moment", () => {
    const link = writeMoment(door, { at: 42, card: "00000000000000aa-7" });
    expect(parseJoinLink(link)).toEqual(parseJoinLink(door));
    expect(readMoment(link)).toEqual({ at: 42, card: "00000000000000aa-7" });
    expect(writeMoment(link, { at: 5, card: "" })).toBe(`${door}&at=5`);
    const tour = writeTour(link, "00000000000000ff");
    expect([readTour(tour), readTour(link), readTour("#tour=x")]).toEqual(["00000000000000ff", "", ""]);
    expect([readMoment(tour), writeMoment(tour, undefined)]).toEqual([undefined, door]);
    expect(writeMoment(link, undefined)).toBe(door);
  });

  it("takes nothing that is none", () => {
    expect(readMoment(door)).toBeUndefined();
    expect(readMoment(`${door}&at=-1`)).toBeUndefined();
    expect(readMoment(`${door}&at=3&card=<b>`)).toEqual({ at: 3, card: "" });
  });
});
