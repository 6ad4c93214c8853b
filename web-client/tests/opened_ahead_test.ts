// SPDX-License-Identifier: MIT
import { describe, expect, it } from "vitest";
import { openedAhead } from "../src/sync/opened_ahead";
import type { Transport, TransportEvents } from "../src/sync/transport";

interface Line {
  events: TransportEvents;
  sent: number[];
  closed: boolean;
}

function ahead() {
  const lines: Line[] = [];
  const open = openedAhead((_board, events): Transport => {
    const line: Line = { events, sent: [], closed: false };
    lines.push(line);
    return {
      send: (frame) => line.sent.push(frame[0] ?? 0),
      close: () => {
        line.closed = true;
      },
    };
  }, "board");
  const seen: string[] = [];
  const take = (act: (event: string, line: Transport | undefined) => void = () => undefined) => {
    let line: Transport | undefined;
    const hear = (event: string) => {
      seen.push(event);
      act(event, line);
    };
    line = open("board", {
      opened: () => hear("opened"),
      frame: ([first]) => hear(`frame ${first}`),
      closed: (code) => hear(`closed ${code}`),
    });
    return line;
  };
  return { lines, seen, take, first: lines[0] as Line };
}

const settle = () => Promise.resolve();
const frame = (first: number) => new Uint8Array([first]);

describe("a line opened ahead", () => {
  it("is open before anybody asks, and is the one that is handed over", async () => {
    const { lines, seen, take, first } = ahead();
    expect(lines.length).toBe(1);
    first.events.opened();
    take((event, line) => event === "opened" && line?.send(frame(7)));
    await settle();
    expect(lines.length).toBe(1);
    expect(seen).toEqual(["opened"]);
    expect(first.sent).toEqual([7]);
  });

  it("says in order what it said before, and then what it says", async () => {
    const { seen, take, first } = ahead();
    first.events.opened();
    first.events.frame(frame(1));
    take();
    first.events.frame(frame(2));
    await settle();
    first.events.frame(frame(3));
    first.events.closed(1006);
    expect(seen).toEqual(["opened", "frame 1", "frame 2", "frame 3", "closed 1006"]);
  });

  it("opens while somebody waits for it", async () => {
    const { seen, take, first } = ahead();
    take();
    await settle();
    first.events.opened();
    expect(seen).toEqual(["opened"]);
  });

  it("is opened anew when it stood and is gone, and for every further wish", () => {
    const { lines, take, first } = ahead();
    first.events.opened();
    first.events.closed(1000);
    take();
    expect(lines.length).toBe(2);
    take();
    expect(lines.length).toBe(3);
  });

  it("that never stood says so, so that another way is tried at once [N1]", async () => {
    const { lines, seen, take, first } = ahead();
    first.events.closed(0);
    take();
    await settle();
    expect(lines.length).toBe(1);
    expect(seen).toEqual(["closed 0"]);
  });

  it("says nothing after it is closed", async () => {
    const { seen, take, first } = ahead();
    first.events.opened();
    first.events.frame(frame(1));
    const line = take();
    line.close();
    await settle();
    expect(first.closed).toBe(true);
    expect(seen).toEqual([]);

    const other = ahead();
    other.first.events.opened();
    other.first.events.frame(frame(1));
    other.take((_event, one) => one?.close());
    await settle();
    expect(other.seen).toEqual(["opened"]);
  });

  it("keeps no more than a few frames that nobody asked for", () => {
    const { lines, take, first } = ahead();
    first.events.opened();
    for (let at = 0; at < 100; at += 1) first.events.frame(frame(at));
    expect(first.closed).toBe(true);
    take();
    expect(lines.length).toBe(2);
  });
});
