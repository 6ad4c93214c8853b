// The same person's lives on the boards that belong together, kept on this device before these are opened here. Fetched by who
// goes to tables, and by who comes back with a code.
// SPDX-License-Identifier: MIT
import { isShared } from "./device";
import { openKeeper } from "./keeper";
import { OutboxDb } from "./outbox_db";
import { proofOf, savedLife } from "./saved_life";

/** As the server gives it (docs/rest.md), in hexadecimal digits. */
export interface OtherPlace {
  board: string;
  actor: string;
  key: string;
  voter: string;
}

/** The proof that this device was given that actor, in hexadecimal digits; "" = not kept yet. */
export async function proofHere(board: string, actor: string): Promise<string> {
  const head = savedLife(actor, "", "").subarray(0, 9);
  const lives = isShared()
    ? [(await openKeeper(board)).saved ?? head]
    : (await (await OutboxDb.open()).records(board)).map(({ bytes }) => bytes);
  return proofOf(lives.find((bytes) => head.every((byte, at) => bytes[at] === byte)) ?? head);
}

/** Where nobody has a life on this device yet. Fails where the browser keeps nothing. */
export async function begin(places: readonly OtherPlace[]): Promise<void> {
  if (isShared()) {
    for (const { board, actor, key, voter } of places) {
      const keeper = await openKeeper(board);
      if (keeper.saved === null) await keeper.put(savedLife(actor, key, voter), 0);
    }
    return;
  }
  const db = await OutboxDb.open();
  for (const { board, actor, key, voter } of places) {
    if ((await db.records(board)).length > 0) continue;
    // No slot that a tab may have claimed meanwhile.
    const slot = `begun-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    await db.put({ board, slot, bytes: savedLife(actor, key, voter), pending: 0, savedAt: Date.now() });
  }
}

/** In place of whoever had a life there; what waited for somebody else is set aside. The page is to be opened anew after it. */
export async function takeOver(places: readonly OtherPlace[]): Promise<void> {
  for (const { board, actor, key, voter } of places) {
    const keeper = await openKeeper(board);
    if (keeper.saved !== null) await keeper.setAside();
    await keeper.put(savedLife(actor, key, voter), 0);
  }
}
