// SPDX-License-Identifier: MIT
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/core/types";
import { spacing } from "../../src/replay/checkpoints";
import { Player, toldMax } from "../../src/replay/player";
import { Source } from "../../src/replay/source";
import { joinEntries } from "../../src/sync/entries";
import { card, makeTape, type Tape, TapeCore } from "../support/tape";

const forever = new AbortController().signal;

/** Card n is written by commit n; every third commit also words the first one anew. */
function someTape(commits: number, perSegment: number): Tape {
  const made: Item[][] = [];
  for (let at = 1; at <= commits; at += 1) {
    const items: Item[] = [card(at, `card ${at}`)];
    if (at % 3 === 0) items.push(card(1, `card 1, version ${at}`));
    made.push(items);
  }
  return makeTape(made, perSegment);
}

function open(tape: Tape, checkpointBytes = 0) {
  const core = new TapeCore();
  const source = new Source({ board: "b", token: "t" }, () => "fr", { ask: tape.fetch });
  const player = new Player({
    openCore: async () => core.asCore(),
    source,
    erasedWords: String,
    checkpointBytes,
  });
  const texts = () => [...player.picture().items.values()].map(({ text }) => text).sort();
  return { core, player, source, texts };
}

const someMoments = fc.array(fc.integer({ min: 0, max: 81 }), { maxLength: 12 });
const textsOf = (items: Item[] | undefined) => (items ?? []).map(({ text }) => text).sort();

describe("the player", () => {
  it("stands at any moment in any order as if it had gone there alone", async () => {
    const tape = someTape(40, 7);
    await fc.assert(
      fc.asyncProperty(someMoments, fc.constantFrom(0, 20_000, 1e9), async (moments, checkpointBytes) => {
        const { player, core, texts } = open(tape, checkpointBytes);
        for (const moment of moments) {
          const passage = await player.stand(tape.index, moment, forever);
          const commit = Math.min(40, Math.floor(moment / 2));
          expect(passage.position).toBe(commit * 2);
          expect(texts()).toEqual(textsOf(tape.states[commit]));
          expect([...core.state.values()].map(({ text }) => text).sort()).toEqual(texts());
        }
      }),
      { numRuns: 60 },
    );
  });

  it("goes behind a reveal with the keyframe that has what came to light", async () => {
    const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
    const tape = makeTape([[card(1, "a")], [card(2, "b")], [card(3, "c")]], 1);
    const head = { start: 4, time: 1_002_000, positions: [], times: [] };
    const shown = { everything: true, items: [card(1, "a"), card(2, "b"), card(8, "came to light")] };
    const body = joinEntries([encode(head), encode(shown)]);
    const ask: typeof fetch = async (url, init) =>
      String(url).endsWith("/2-4") ? new Response(body as Uint8Array<ArrayBuffer>) : tape.fetch(url, init);
    const { player, texts } = open({ ...tape, fetch: ask });
    await player.stand(tape.index, 2, forever);
    expect(texts()).toEqual(["a"]);
    const passage = await player.stand(tape.index, 4, forever);
    expect(passage).toMatchObject({ position: 4, jumped: false });
    expect(passage.told).toMatchObject([{ position: 4, time: 1_002_000 }]);
    expect(texts()).toEqual(["a", "b", "came to light"]);
    // Nobody stands between a reveal and what it shows.
    expect((await player.stand(tape.index, 3, forever)).position).toBe(4);
  });

  it("says since when content is gone that was removed for good, and nothing happens to it before [P13]", async () => {
    const tape = makeTape([[card(1, "****")], [card(1, "******"), card(2, "b")], [card(2, "c")]], 5);
    const mark = { at: 6, time: 77, what: "erase" as const, item: card(1, "").id };
    const { player, texts } = open(tape);
    const { told } = await player.stand({ ...tape.index, marks: [mark] }, 6, forever);
    expect(texts()).toEqual(["77", "c"]);
    expect(told.flatMap(({ events }) => events.map(({ what }) => what))).toEqual([
      "written",
      "written",
      "edited",
    ]);
    expect(player.picture().items.get(1)?.erased).toBe(77);
  });

  it("does not take what the core does not take", async () => {
    const tape = someTape(4, 4);
    const { player, core } = open(tape);
    const taken = core.frame.bind(core);
    core.frame = () => -5;
    await expect(player.stand(tape.index, 4, forever)).rejects.toMatchObject({ name: "Error", message: "" });
    core.frame = taken;
    await player.stand(tape.index, 4, forever);
    expect(player.picture().items.size).toBe(2);
  });

  it("feeds only what is new on its way forward, also into the next segment", async () => {
    const tape = someTape(20, 10);
    const { player, core } = open(tape);
    await player.stand(tape.index, 4, forever);
    expect([core.welcomes, core.frames]).toEqual([1, 3]);
    await player.stand(tape.index, 8, forever);
    expect([core.welcomes, core.frames]).toEqual([1, 5]);
    for (const moment of [20, 24]) await player.stand(tape.index, moment, forever);
    expect([core.welcomes, core.frames]).toEqual([1, 13]);
    await player.stand(tape.index, 22, forever);
    expect(core.welcomes).toBe(2);
  });

  it("reads the state before a segment once, and goes back to it", async () => {
    const tape = someTape(60, 30);
    const { player, core, texts } = open(tape, 1e9);
    for (const commit of [60, 40, 59, 35, 20, 33, 29]) {
      const { position } = await player.stand(tape.index, 2 * commit, forever);
      expect(position).toBe(2 * commit);
      expect(texts()).toEqual(textsOf(tape.states[commit]));
    }
    expect([core.welcomes, core.reverts]).toEqual([2, 3]);
  });

  it("goes back, and far on, to a stop within a segment that it has passed", async () => {
    const tape = someTape(4 * spacing, 4 * spacing);
    const { player, core, texts } = open(tape, 1e9);
    const stand = async (commit: number) => {
      const fed = core.frames;
      const { told } = await player.stand(tape.index, 2 * commit, forever);
      expect(texts()).toEqual(textsOf(tape.states[commit]));
      expect(told).toHaveLength(Math.min(commit, toldMax));
      return core.frames - fed;
    };
    expect(await stand(3 * spacing + 40)).toBe(1 + 3 * spacing + 40);
    expect(await stand(3 * spacing + 30)).toBe(30);
    // Too near behind the stop for what led there to be told from it.
    expect(await stand(3 * spacing + 5)).toBe(3 * spacing + 5);
    expect(await stand(10)).toBe(10);
    expect(await stand(4 * spacing)).toBe(spacing);
    expect(core.welcomes).toBe(1);
  });

  it("stands at any moment of long segments as if it had gone there alone", async () => {
    const tape = someTape(3 * spacing, 2 * spacing + 100);
    const commits = fc.array(fc.integer({ min: 0, max: 3 * spacing }), { minLength: 4, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(commits, fc.constantFrom(400_000, 1e9), async (moments, checkpointBytes) => {
        const { player, core, texts } = open(tape, checkpointBytes);
        for (const commit of moments) {
          const { told, position } = await player.stand(tape.index, 2 * commit, forever);
          expect(position).toBe(2 * commit);
          expect(texts()).toEqual(textsOf(tape.states[commit]));
          expect(core.hash()).toBe(JSON.stringify(tape.states[commit]));
          expect(told.at(-1)?.position ?? 2 * commit).toBe(2 * commit);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("forgets where it was when the index is another, which may say that content was removed", async () => {
    const tape = someTape(10, 10);
    const { player, core, texts } = open(tape, 1e9);
    for (const moment of [20, 2]) await player.stand(tape.index, moment, forever);
    expect([core.welcomes, core.reverts]).toEqual([1, 1]);
    const mark = { at: 18, time: 77, what: "erase" as const, item: card(1, "").id };
    const index = { ...tape.index, marks: [mark] };
    for (const moment of [20, 2]) await player.stand(index, moment, forever);
    expect([core.welcomes, texts()]).toEqual([2, ["77"]]);
  });

  it("tells the last commits one by one, and what was passed over before them", async () => {
    const tape = someTape(100, 100);
    const { player } = open(tape);
    await player.stand(tape.index, 2, forever);
    const near = await player.stand(tape.index, 6, forever);
    expect(near).toMatchObject({ jumped: false, passed: undefined });
    expect(near.told.map(({ position }) => position)).toEqual([4, 6]);
    const far = await player.stand(tape.index, 200, forever);
    expect(far.jumped).toBe(true);
    expect(far.told).toHaveLength(toldMax);
    expect(far.passed?.().filter(({ what }) => what === "written")).toHaveLength(100 - 3 - toldMax);
    const back = await player.stand(tape.index, 10, forever);
    expect(back.passed).toBeUndefined();
    expect(back.told[0]?.events).toMatchObject([{ what: "written", card: { text: "card 1" } }]);
  });

  it("tells the last of the segment before, where its own is only beginning", async () => {
    const tape = someTape(100, 50);
    const { player, core } = open(tape);
    const passage = await player.stand(tape.index, 104, forever);
    expect(passage.told.map(({ position }) => position).slice(-4)).toEqual([98, 100, 102, 104]);
    expect(passage.told).toHaveLength(toldMax);
    expect(passage).toMatchObject({ position: 104, jumped: true, passed: undefined });
    expect(core.welcomes).toBe(1);
    await player.stand(tape.index, 106, forever);
    expect(core.welcomes).toBe(1);
  });

  it("stands where it stood when a segment does not come", async () => {
    const tape = someTape(20, 10);
    const { player, texts } = open(tape);
    await player.stand(tape.index, 6, forever);
    const broken = {
      ...tape.index,
      segments: [...tape.index.segments.slice(0, 1), { from: 20, to: 44, begin: 0, end: 0 }],
    };
    await expect(player.stand(broken, 30, forever)).rejects.toMatchObject({ message: "absent", stale: true });
    expect(player.position).toBe(6);
    expect(texts()).toEqual(textsOf(tape.states[3]));
  });

  it("takes a new core after a trap", async () => {
    const tape = someTape(20, 10);
    const cores = [new TapeCore(), new TapeCore()];
    const [first] = cores;
    if (first !== undefined)
      first.frame = () => {
        throw new WebAssembly.RuntimeError("unreachable");
      };
    const source = new Source({ board: "b", token: "t" }, () => "fr", { ask: tape.fetch });
    const player = new Player({
      openCore: async () => (cores.shift() as TapeCore).asCore(),
      source,
      erasedWords: String,
    });
    await player.stand(tape.index, 12, forever);
    expect(player.picture().items.size).toBe(6);
  });

  it("starts anew when the past was written anew", async () => {
    const tape = someTape(10, 10);
    const { player, core } = open(tape);
    await player.stand(tape.index, 6, forever);
    await expect(player.stand({ ...tape.index, history: "00" }, 8, forever)).rejects.toMatchObject({
      stale: true,
    });
    await player.stand(tape.index, 8, forever);
    expect(core.welcomes).toBe(1);
  });
});
