// SPDX-License-Identifier: MIT
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { OutboxDb, type SlotRecord } from "../src/store/outbox_db";
import { claimSlot, type TakeSlot } from "../src/store/slot_claim";

const record = (slot: string, pending: number, savedAt: number, board = "ab"): SlotRecord => ({
  board,
  slot,
  pending,
  savedAt,
  bytes: new Uint8Array([savedAt]),
});

/** Tabs of one browser: a name is held by one of them, until it closes. */
function browser() {
  const held = new Map<string, string>();
  return {
    tab:
      (tab: string): TakeSlot =>
      async (name) => {
        if (held.has(name)) return false;
        held.set(name, tab);
        return true;
      },
    close: (tab: string) => {
      for (const [name, holder] of held) if (holder === tab) held.delete(name);
    },
  };
}

async function filledDb(...records: SlotRecord[]): Promise<OutboxDb> {
  const db = await OutboxDb.open(new IDBFactory());
  for (const one of records) await db.put(one);
  return db;
}

describe("the device's memory", () => {
  it("gives records of that board only, waiting ones first, then the latest", async () => {
    const db = await filledDb(
      record("old", 0, 1),
      record("new", 0, 9),
      record("waits", 4, 2),
      record("x", 9, 9, "other"),
    );
    expect((await db.records("ab")).map(({ slot }) => slot)).toEqual(["waits", "new", "old"]);
  });

  it("keeps the latest bytes of a slot", async () => {
    const db = await filledDb(record("s", 1, 1), record("s", 0, 2));
    expect(await db.records("ab")).toEqual([record("s", 0, 2)]);
  });
});

describe("claiming a saved life", () => {
  it("never gives one to two tabs", async () => {
    const db = await filledDb(record("s", 0, 1));
    const { tab } = browser();
    const [one, two] = await Promise.all([claimSlot("ab", db, tab("1")), claimSlot("ab", db, tab("2"))]);
    expect(one.slot).not.toBe(two.slot);
    expect([one.record, two.record].filter((found) => found !== null).length).toBe(1);
  });

  it("takes up what a killed tab had not sent", async () => {
    const db = await filledDb(record("idle", 0, 9));
    const { tab, close } = browser();
    await claimSlot("ab", db, tab("1"));
    const second = await claimSlot("ab", db, tab("2"));
    await db.put(record(second.slot, 3, 5));
    close("2");
    const third = await claimSlot("ab", db, tab("3"));
    expect(third.record).toEqual(record(second.slot, 3, 5));
  });

  it("waits for this tab's own slot after a reload, and for no other", async () => {
    const db = await filledDb(record("ours", 0, 1), record("theirs", 1, 9), record("idle", 0, 5));
    const asked: [string, number][] = [];
    const take: TakeSlot = async (name, waitMs) => {
      asked.push([name, waitMs]);
      return false;
    };
    await claimSlot("ab", db, take, "ours");
    expect(asked.slice(0, 3)).toEqual([
      ["atelier:ab:theirs", 0],
      ["atelier:ab:ours", 1000],
      ["atelier:ab:idle", 0],
    ]);
  });

  it("keeps a reloaded tab's own slot when it has something to send itself", async () => {
    const db = await filledDb(record("ours", 2, 1), record("theirs", 1, 9));
    const { slot } = await claimSlot("ab", db, browser().tab("1"), "ours");
    expect(slot).toBe("ours");
  });

  it("gives a reloaded tab its slot back also before anything was saved", async () => {
    const claim = await claimSlot("ab", await filledDb(), browser().tab("1"), "ours");
    expect(claim).toEqual({ slot: "ours", record: null });
  });

  it("prefers unsent work over the latest save", async () => {
    const db = await filledDb(record("latest", 0, 9), record("waits", 1, 2));
    const { slot } = await claimSlot("ab", db, browser().tab("1"));
    expect(slot).toBe("waits");
  });

  it("starts afresh on a board that this device never saw", async () => {
    const db = await filledDb(record("s", 2, 1, "other"));
    const claim = await claimSlot("ab", db, browser().tab("1"));
    expect(claim.record).toBeNull();
    expect(claim.slot).toMatch(/^[0-9a-f]{16}$/);
  });
});
