// SPDX-License-Identifier: MIT
import { describe, expect, it, vi } from "vitest";
import { BackOff } from "../src/sync/back_off";
import { Connection } from "../src/sync/connection";
import type { OpenTransport, TransportEvents } from "../src/sync/transport";
import { useFakePage } from "./support/fake_page";

interface Line {
  kind: string;
  events: TransportEvents;
  closed: boolean;
}

function connect({ usable = true } = {}) {
  const lines: Line[] = [];
  const opener =
    (kind: string): OpenTransport =>
    (_board, events) => {
      const line = { kind, events, closed: false };
      lines.push(line);
      return {
        send: () => undefined,
        close: () => {
          line.closed = true;
        },
      };
    };
  const seen: string[] = [];
  const connection = new Connection(
    "ab",
    {
      opened: () => seen.push("opened"),
      frame: () => usable,
      closed: () => seen.push("closed"),
      stopped: (code) => seen.push(`stopped ${code}`),
    },
    { webSocket: opener("webSocket"), longPoll: opener("longPoll"), backOff: new BackOff(() => 1) },
  );
  connection.start();
  const last = () => lines.at(-1) as Line;
  const live = () => {
    last().events.opened();
    last().events.frame(new Uint8Array(1));
  };
  return { connection, lines, seen, last, live, kinds: () => lines.map((line) => line.kind) };
}

describe("a connection", () => {
  const page = useFakePage();

  it("tries long-poll at once where WebSocket never says a word [N1]", () => {
    const { last, kinds } = connect();
    last().events.closed(0);
    expect(kinds()).toEqual(["webSocket", "longPoll"]);
  });

  it("tries long-poll where a proxy opens the WebSocket and then drops it", () => {
    const { last, kinds } = connect();
    last().events.opened();
    last().events.closed(1006);
    expect(kinds()).toEqual(["webSocket", "longPoll"]);
  });

  it("waits longer after each failure, trying both kinds each time", () => {
    const { last, kinds } = connect();
    for (const wait of [500, 1000, 2000]) {
      last().events.closed(0);
      last().events.closed(0);
      const before = kinds().length;
      vi.advanceTimersByTime(wait - 1);
      expect(kinds().length).toBe(before);
      vi.advanceTimersByTime(1);
      expect(kinds().length).toBe(before + 1);
    }
  });

  it("comes back by WebSocket after a restart of the server", () => {
    const { live, last, kinds, seen } = connect();
    live();
    last().events.closed(1012);
    expect(seen).toEqual(["opened", "closed"]);
    vi.advanceTimersByTime(500);
    expect(kinds()).toEqual(["webSocket", "webSocket"]);
  });

  it("tries at once when the device is online again or the page is looked at", () => {
    const { last, lines } = connect();
    last().events.closed(0);
    last().events.closed(0);
    page.window.dispatchEvent(new Event("online"));
    expect(lines.length).toBe(3);
    last().events.closed(0);
    last().events.closed(0);
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(lines.length).toBe(5);
  });

  it("lets go of the line when the device goes offline", () => {
    const { live, last, seen } = connect();
    live();
    page.window.dispatchEvent(new Event("offline"));
    expect(last().closed).toBe(true);
    expect(seen).toEqual(["opened", "closed"]);
  });

  for (const code of [1008, 4001]) {
    it(`stops after close code ${code} until a person says to go on [W24]`, () => {
      const { connection, live, last, lines, seen } = connect();
      live();
      last().events.closed(code);
      expect(seen).toEqual(["opened", "closed", `stopped ${code}`]);
      vi.advanceTimersByTime(60_000);
      page.window.dispatchEvent(new Event("online"));
      expect(lines.length).toBe(1);
      connection.retry();
      expect(lines.length).toBe(2);
    });
  }

  it("drops a line whose bytes cannot be used, and waits longer each time", () => {
    const { live, lines } = connect({ usable: false });
    live();
    expect(lines[0]?.closed).toBe(true);
    vi.advanceTimersByTime(500);
    live();
    vi.advanceTimersByTime(999);
    expect(lines.length).toBe(2);
    vi.advanceTimersByTime(1);
    expect(lines.length).toBe(3);
  });
});
