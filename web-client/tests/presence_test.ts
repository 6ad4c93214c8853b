// SPDX-License-Identifier: MIT
import { createRoot, createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Attendance, createAttendance } from "../src/state/attendance";
import { type BoardStore, createBoardStore } from "../src/state/board_store";
import {
  fieldsOf,
  type Heard,
  nothingHeard,
  readPresence,
  rollCall,
  writePresence,
} from "../src/sync/presence";
import { readCrowd } from "../src/ui/facilitate/crowd";

/** What a participant told of itself: number of a field of `Person` to its value. */
function toldBy(frame: Uint8Array): Record<number, number> {
  for (const [, , presence] of fieldsOf(frame)) {
    for (const [field, , person] of fieldsOf(presence)) {
      if (field === 1) {
        return Object.fromEntries([...fieldsOf(person)].map(([number, value]) => [number, value]));
      }
    }
  }
  throw new Error("no person");
}

// Frame{presence: {people: [{actor, name: "Ada"}], connected: 2, state_hash, roll_call: 1_700_000_000, crowd: {…}}}
const crowdBytes = [0x08, 0x03, 0x10, 0x01, 0x2a, 0x09, 0x0a, 0x05, 0xc3, 0x89, 0x61, 0x75, 0x78, 0x10, 0x02];
const groupOfNone = [0x2a, 0x02, 0x10, 0x01];
const waiting = [0x30, 0x8c, 0x01, 0x38, 0x05, 0x40, 0x02];
const hidden = [0x4a, 0x04, 0x61, 0x61, 0x2d, 0x37];
const crowd = [...crowdBytes, ...groupOfNone, ...waiting, ...hidden];
const presence = [
  ...[0x0a, 0x0e, 0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x12, 0x03, 0x41, 0x64, 0x61],
  ...[0x10, 0x02, 0x21, 1, 2, 3, 4, 5, 6, 7, 8],
  ...[0x28, 0x80, 0xe2, 0xcf, 0xaa, 0x06],
  ...[0x32, crowd.length, ...crowd],
];

describe("presence frames [W33]", () => {
  it("are read past what a page has no use for", () => {
    const heard = readPresence(Uint8Array.from([0x22, presence.length, ...presence]));
    expect(heard?.rollCall).toBe(1_700_000_000);
    expect(readCrowd(heard?.crowd ?? new Uint8Array())).toEqual({
      participants: 3,
      facilitators: 1,
      screens: 0,
      tablets: 0,
      observers: 0,
      organisations: [
        { name: "Éaux", people: 2 },
        { name: "", people: 1 },
      ],
      waitingItems: 140,
      waitingDevices: 5,
      here: 2,
      voters: 0,
      hidden: ["aa-7"],
    });
  });

  it("that say nothing, and other frames, are told apart", () => {
    expect(readPresence(Uint8Array.from([0x22, 0]))).toEqual(nothingHeard);
    expect(readPresence(Uint8Array.from([0x4a, 0]))).toBeNull();
  });

  it("that are cut end where they end", () => {
    for (let length = 1; length < presence.length; length += 1) {
      readPresence(Uint8Array.from([0x22, presence.length, ...presence.slice(0, length)]));
    }
  });

  it("say what they were given", () => {
    const self = { name: "Zoé", organisation: "Ville", waiting: 300, here: 1_700_000_000 };
    const frame = writePresence(self, rollCall.end);
    expect(toldBy(frame)).toEqual({ 2: 0, 3: 0, 4: 300, 5: 1_700_000_000 });
    expect(new TextDecoder().decode(frame)).toContain("Zoé");
    expect([...frame.slice(-2)]).toEqual([7 * 8, 2]);
  });
});

describe("what a device tells of itself [W33]", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function attend(role: 1 | 2 | 3 = 1) {
    const sent: Uint8Array[] = [];
    const board: BoardStore = createBoardStore();
    const [heard, setHeard] = createSignal<Heard>(nothingHeard);
    const attendance: Attendance = createRoot(() =>
      createAttendance(board, { name: "", organisation: "Ville" }, heard, (frame) => sent.push(frame)),
    );
    board.apply({ status: { link: "live", role } });
    const hold = (pendingItems: number) => board.apply({ status: { pendingItems } });
    return { attendance, board, hold, sent, setHeard };
  }

  it("is nothing while what it makes leaves", () => {
    const { hold, sent } = attend();
    for (let card = 0; card < 30; card += 1) {
      hold(1);
      vi.advanceTimersByTime(900);
      hold(0);
    }
    expect(sent).toEqual([]);
  });

  it("is how much waits, and that it has gone", () => {
    const { hold, sent } = attend();
    hold(3);
    vi.advanceTimersByTime(1_000);
    expect(sent.map(toldBy)).toEqual([{ 3: 0, 4: 3 }]);
    hold(0);
    expect(sent.map(toldBy)[1]).toEqual({ 3: 0 });
    vi.advanceTimersByTime(10_000);
    expect(sent.length).toBe(2);
  });

  it("is told again on a new connection, with the answer to the roll call", () => {
    const { attendance, board, hold, sent, setHeard } = attend();
    setHeard({ ...nothingHeard, rollCall: 77 });
    expect(attendance.isAsked()).toBe(true);
    attendance.answer();
    expect(attendance.isAsked()).toBe(false);
    expect(sent.map(toldBy)).toEqual([{ 3: 0, 5: 77 }]);
    board.apply({ status: { link: "offline" } });
    hold(2);
    vi.advanceTimersByTime(5_000);
    expect(sent.length).toBe(1);
    board.apply({ status: { link: "live" } });
    vi.advanceTimersByTime(1_000);
    expect(toldBy(sent.at(-1) ?? new Uint8Array())).toEqual({ 3: 0, 4: 2, 5: 77 });
    setHeard({ ...nothingHeard, rollCall: 78 });
    expect(attendance.isAsked()).toBe(true);
  });

  it("is nothing where nobody sits before it", () => {
    const { attendance, hold, sent, setHeard } = attend(3);
    setHeard({ ...nothingHeard, rollCall: 77 });
    hold(2);
    vi.advanceTimersByTime(5_000);
    expect(attendance.isAsked()).toBe(false);
    expect(sent).toEqual([]);
  });
});
