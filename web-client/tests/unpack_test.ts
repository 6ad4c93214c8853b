// SPDX-License-Identifier: MIT
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { TransportEvents } from "../src/sync/transport";
import { canUnpack, unpacking } from "../src/sync/unpack";

const bytes = (text: string) => new TextEncoder().encode(text);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const packed = (text: string) => new Uint8Array(gzipSync(text));

function open() {
  const seen: string[] = [];
  let line: TransportEvents | undefined;
  const transport = unpacking((_board, events) => {
    line = events;
    return { send: (frame) => seen.push(`sent ${frame.length}`), close: () => seen.push("shut") };
  })("ab", {
    opened: () => seen.push("opened"),
    frame: (frame) => seen.push(new TextDecoder().decode(frame)),
    closed: (code) => seen.push(`closed ${code}`),
  });
  /** Once so much was seen, and a little longer for what should not come. */
  const settled = async (count: number) => {
    for (let left = 100; seen.length < count && left > 0; left -= 1) await pause(50);
    await pause(50);
  };
  return { seen, transport, line: line as TransportEvents, settled };
}

describe("frames in gzip [W30]", () => {
  it("are unpacked, and keep their order with what comes behind, the end too", async () => {
    const { seen, line, settled } = open();
    line.opened();
    line.frame(bytes("plain"));
    expect(seen).toEqual(["opened", "plain"]);
    line.frame(packed("welcome".repeat(10_000)));
    line.frame(bytes("committed"));
    line.frame(packed("again"));
    line.closed(1012);
    expect(seen).toEqual(["opened", "plain"]);
    await settled(6);
    expect(seen).toEqual(["opened", "plain", "welcome".repeat(10_000), "committed", "again", "closed 1012"]);
  });

  it("do not hold up what comes once they are through", async () => {
    const { seen, line, settled } = open();
    line.frame(packed("welcome"));
    await settled(1);
    line.frame(bytes("at once"));
    expect(seen).toEqual(["welcome", "at once"]);
  });

  it("say nothing any more when the line was shut meanwhile", async () => {
    const { seen, transport, line, settled } = open();
    line.frame(packed("welcome"));
    line.frame(bytes("committed"));
    transport.send(bytes("bye"));
    transport.close();
    await settled(2);
    expect(seen).toEqual(["sent 3", "shut"]);
  });

  it("that are damaged go on as they are, to be refused", async () => {
    const { seen, line, settled } = open();
    line.frame(packed("welcome").slice(0, 12));
    await settled(1);
    expect(seen).toHaveLength(1);
    expect(seen[0]).not.toBe("welcome");
  });

  it("are asked for where the browser can unpack them", () => {
    expect(canUnpack()).toBe(true);
  });
});
