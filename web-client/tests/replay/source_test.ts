// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import type { SegmentName } from "../../src/replay/history_index";
import { keptMax, Source } from "../../src/replay/source";
import { card, makeTape } from "../support/tape";

const forever = new AbortController().signal;

function open(segments: number) {
  const tape = makeTape(
    Array.from({ length: segments }, (_, at) => [card(at + 1, `card ${at}`)]),
    1,
  );
  return {
    tape,
    source: new Source({ board: "b", token: "t" }, () => "fr", { ask: tape.fetch }),
    history: tape.index.history,
  };
}

describe("the source of the past", () => {
  it("asks once for a segment, and keeps the few that were used last", async () => {
    const { tape, source, history } = open(keptMax + 1);
    const names = tape.index.segments;
    const first = names[0] as SegmentName;
    for (const name of names.slice(0, keptMax)) await source.segment(history, name, forever);
    await source.segment(history, first, forever);
    expect(tape.asked).toHaveLength(keptMax);
    await source.segment(history, names[keptMax] as SegmentName, forever);
    expect(source.have(history, names[1] as SegmentName)).toBeUndefined();
    expect(source.have(history, first)).toBeDefined();
  });

  it("asks once for two who wait, and goes on for the other when one leaves", async () => {
    const { tape, source, history } = open(1);
    const name = tape.index.segments[0] as SegmentName;
    const leaving = new AbortController();
    const left = source.segment(history, name, leaving.signal);
    const stays = source.segment(history, name, forever);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: "AbortError" });
    expect((await stays).positions).toEqual([2]);
    expect(tape.asked).toHaveLength(1);
  });

  it("lets go of what nobody waits for, and asks again for it", async () => {
    const { tape, source, history } = open(1);
    const name = tape.index.segments[0] as SegmentName;
    const leaving = new AbortController();
    const left = source.segment(history, name, leaving.signal);
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: "AbortError" });
    expect(source.have(history, name)).toBeUndefined();
    await source.segment(history, name, forever);
    expect(tape.asked).toHaveLength(2);
  });

  it("fails with the server's sentence, and with an empty one when nobody answers", async () => {
    const answers = [
      () => Promise.resolve(new Response(JSON.stringify({ title: "Non." }), { status: 403 })),
      () => Promise.reject(new TypeError("network")),
      () => Promise.resolve(new Response("{}")),
    ];
    const source = new Source({ board: "b", token: "t" }, () => "fr", {
      ask: () => (answers.shift() as () => Promise<Response>)(),
    });
    await expect(source.index(forever)).rejects.toMatchObject({ message: "Non.", stale: false });
    await expect(source.index(forever)).rejects.toMatchObject({ message: "" });
    await expect(source.index(forever)).rejects.toMatchObject({ message: "" });
  });

  it("takes the index that was asked for ahead of it, once", async () => {
    const { index } = open(1).tape;
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return Response.json(index);
    };
    const ahead = ask();
    const source = new Source({ board: "b", token: "t" }, () => "fr", { ask, ahead });
    expect((await source.index(forever)).history).toBe(index.history);
    expect(asked).toBe(1);
    await source.index(forever);
    expect(asked).toBe(2);
  });

  it("asks itself where what was asked ahead came to nothing", async () => {
    const { index } = open(1).tape;
    const ask = async () => Response.json(index);
    const failures = [
      Promise.reject(new TypeError("network")),
      Promise.resolve(new Response("", { status: 503 })),
    ];
    for (const ahead of failures) {
      const source = new Source({ board: "b", token: "t" }, () => "fr", { ask, ahead });
      expect((await source.index(forever)).history).toBe(index.history);
    }
  });

  it("shows the token in the header alone", async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const ask = (async (url: string, init?: RequestInit) => {
      seen.push([url, init]);
      return new Response("null");
    }) as typeof fetch;
    const source = new Source({ board: "b", token: "secret" }, () => "fr", { ask });
    await source.index(forever).catch(() => undefined);
    expect(seen[0]?.[0]).toBe("/api/v1/boards/b/history");
    expect(seen[0]?.[1]?.headers).toMatchObject({ Authorization: "Bearer secret" });
  });
});
