// SPDX-License-Identifier: MIT
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { begin, proofHere } from "../src/store/other_lives";
import { OutboxDb } from "../src/store/outbox_db";
import { proofOf, savedLife } from "../src/store/saved_life";

const ada = { actor: "0102030405060708", key: "ff00ab", voter: "00000000000000ff" };

describe("the same person's lives elsewhere", () => {
  it("begin where nobody was on this device, and leave a life that is there alone", async () => {
    const db = await OutboxDb.open();
    const theirs = savedLife("00000000000000aa", "01", "00000000000000ab");
    await db.put({ board: "there", slot: "1", bytes: theirs, pending: 3, savedAt: 1 });
    await begin([
      { board: "new", ...ada },
      { board: "there", ...ada },
    ]);
    await begin([{ board: "new", ...ada }]);
    const begun = await db.records("new");
    expect(begun.length).toBe(1);
    expect(proofOf(begun[0]?.bytes ?? new Uint8Array())).toBe("ff00ab");
    expect((await db.records("there")).map(({ bytes }) => bytes)).toEqual([theirs]);
  });

  it("find the proof of the actor that a page has, among the lives of its board", async () => {
    const db = await OutboxDb.open();
    const other = savedLife("00000000000000aa", "01", "00000000000000ab");
    await db.put({ board: "here", slot: "1", bytes: other, pending: 0, savedAt: 2 });
    expect(await proofHere("here", ada.actor)).toBe("");
    await db.put({
      board: "here",
      slot: "2",
      bytes: savedLife(ada.actor, ada.key, ada.voter),
      pending: 0,
      savedAt: 1,
    });
    expect(await proofHere("here", ada.actor)).toBe("ff00ab");
  });
});
