// SPDX-License-Identifier: MIT
import { describe, expect, it, vi } from "vitest";
import { type Changes, type Core, undone } from "../src/core/types";
import type { Connection, ConnectionEvents } from "../src/sync/connection";
import { Session } from "../src/sync/session";
import { FakeCore } from "./support/fake_core";
import { useFakePage } from "./support/fake_page";

interface Put {
  bytes: Uint8Array;
  finish: () => void;
  fail: () => void;
}

function openSession() {
  const core = new FakeCore();
  const puts: Put[] = [];
  const sent: Uint8Array[] = [];
  const changes: Changes[] = [];
  const own: boolean[] = [];
  const opened: (Uint8Array | null)[] = [];
  const notKept = vi.fn();
  const reset = vi.fn();
  let second: FakeCore | null = null;
  let events = {} as ConnectionEvents;
  const session = new Session(core, {
    openCore: async (saved): Promise<Core> => {
      opened.push(saved);
      second = new FakeCore();
      return second;
    },
    keeper: {
      saved: null,
      durable: true,
      lasting: true,
      setAside: async () => undefined,
      put: (bytes) =>
        new Promise<void>((finish, fail) => {
          puts.push({ bytes, finish, fail: () => fail(new Error("full")) });
        }),
    },
    connect: (given) => {
      events = given;
      return {
        start: () => undefined,
        send: (frame: Uint8Array) => sent.push(frame),
        reset,
        retry: () => undefined,
      } as unknown as Connection;
    },
    onChanges: (change, byUs) => {
      changes.push(change);
      own.push(byUs);
    },
    onSaid: () => undefined,
    onPresence: () => undefined,
    onStopped: () => undefined,
    onNotKept: notKept,
  });
  session.start();
  return { core, session, puts, sent, changes, own, opened, notKept, reset, events, revived: () => second };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("the loop around the core", () => {
  const page = useFakePage();

  it("sends a card only after it is on the device's disk", async () => {
    const { session, puts, sent, events } = openSession();
    events.opened();
    const hello = sent.length;
    session.addCard(1, "une crainte");
    await settle();
    expect(puts.length).toBe(1);
    expect(sent.length).toBe(hello);
    puts[0]?.finish();
    await settle();
    expect(sent.length).toBe(hello + 1);
  });

  it("sends all the same, and says so, when the device cannot keep it", async () => {
    const { session, puts, sent, notKept, events } = openSession();
    events.opened();
    session.addCard(1, "une crainte");
    puts[0]?.fail();
    await settle();
    expect(notKept).toHaveBeenCalledOnce();
    expect(sent.length).toBe(2);
  });

  it("stores typing within 250 ms, in one batch", async () => {
    const { session, puts } = openSession();
    const card = session.addCard(3, "b");
    session.editText(card, 1, 0, "e");
    session.editText(card, 2, 0, "s");
    expect(puts.length).toBe(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(puts.length).toBe(2);
  });

  it("sends typing at most twice a second [E9]", async () => {
    const { core, session, puts, sent, events } = openSession();
    events.opened();
    const card = session.addCard(3, "");
    puts[0]?.finish();
    await settle();
    const before = sent.length;
    for (let key = 0; key < 20; key += 1) {
      session.editText(card, key, 0, "x");
      await vi.advanceTimersByTimeAsync(100);
      for (const put of puts) put.finish();
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(core.calls.filter((call) => call.startsWith("take_save")).length).toBeGreaterThan(4);
    expect(sent.length - before).toBeGreaterThan(1);
    expect(sent.length - before).toBeLessThanOrEqual(6);
  });

  it("stores at once when the page is hidden", () => {
    const { session, puts } = openSession();
    const card = session.addCard(3, "");
    session.editText(card, 0, 0, "x");
    page.document.visibilityState = "hidden";
    page.document.dispatchEvent(new Event("visibilitychange"));
    expect(puts.length).toBe(2);
  });

  it("takes up the last save in a new core after a trap, and shows everything again", async () => {
    const { core, session, puts, opened, changes, reset, events, revived } = openSession();
    events.opened();
    const card = session.addCard(3, "");
    session.editText(card, 0, 0, "typed");
    core.trapOnFrame = true;
    expect(events.frame(new Uint8Array(1))).toBe(false);
    await settle();
    // What was typed before the frame was saved before the frame.
    expect(opened).toEqual([puts[1]?.bytes]);
    expect(reset).toHaveBeenCalledOnce();
    expect(changes.some((change) => change.everything)).toBe(true);
    expect(session.addCard(1, "after")).toBeGreaterThan(0);
    expect(revived()?.items.size).toBe(1);
  });

  it("draws others' work at once, then rests for as long as that took twice, and one's own never waits [E3]", async () => {
    const { session, changes, events } = openSession();
    events.opened();
    await vi.advanceTimersByTimeAsync(1_000);
    let now = 0;
    vi.stubGlobal("performance", { now: () => now });
    const drawn = changes.length;
    const push = changes.push.bind(changes);
    changes.push = (change) => {
      now += 20;
      return push(change);
    };
    const hear = () => events.frame(new Uint8Array(1));
    hear();
    expect(changes.length - drawn).toBe(1);
    hear();
    hear();
    expect(changes.length - drawn).toBe(1);
    session.addCard(1, "la mienne");
    expect(changes.length - drawn).toBeGreaterThan(1);
    const before = changes.length;
    hear();
    await vi.advanceTimersByTimeAsync(40);
    expect(changes.length - before).toBe(1);
  });

  it("tells the core the time before each gesture, so that it can group what is undone together", () => {
    const { core, session } = openSession();
    const card = session.addCard(3, "b");
    vi.advanceTimersByTime(700);
    session.editText(card, 1, 0, "e");
    session.undo();
    const times = core.calls.filter((call) => call.startsWith("time ")).map((call) => Number(call.slice(5)));
    expect(times.length).toBe(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(700);
    expect(core.calls.at(core.calls.indexOf("undo") - 1)).toMatch(/^time /);
  });

  it("stores and sends an undo like any gesture, and says that it was ours", async () => {
    const { core, session, puts, sent, own, events } = openSession();
    events.opened();
    session.addCard(3, "b");
    puts[0]?.finish();
    await settle();
    const before = sent.length;
    expect(session.undo()).toBe(undone.card);
    expect(core.items.get(1)?.removed).toBe(true);
    expect(own.at(-1)).toBe(true);
    puts[1]?.finish();
    await settle();
    expect(sent.length).toBe(before + 1);
    events.frame(new Uint8Array(1));
    expect(own.at(-1)).toBe(false);
    expect(session.redo()).toBe(undone.card);
    expect(core.items.get(1)?.removed).toBe(false);
  });

  it("refuses gestures while there is no core", () => {
    const { core, session, events } = openSession();
    core.trapOnFrame = true;
    events.frame(new Uint8Array(1));
    expect(session.addCard(1, "x")).toBeLessThan(0);
  });
});
