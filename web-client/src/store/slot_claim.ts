// Which saved life a tab takes up. Two tabs never share one: an actor has one connection (W9), and its counters one author.
// The claim is a Web Lock, which the browser lets go when the tab dies; browsers without Web Locks ask the other tabs.
// SPDX-License-Identifier: MIT
import type { OutboxDb, SlotRecord } from "./outbox_db";

/** True when the slot is ours until the page ends. */
export type TakeSlot = (name: string) => Promise<boolean>;

export interface Claim {
  slot: string;
  record: SlotRecord | null;
}

export async function claimSlot(
  board: string,
  db: Pick<OutboxDb, "records">,
  take: TakeSlot,
): Promise<Claim> {
  for (const record of await db.records(board)) {
    if (await take(lockName(board, record.slot))) return { slot: record.slot, record };
  }
  const slot = randomSlot();
  await take(lockName(board, slot));
  return { slot, record: null };
}

export function randomSlot(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

function lockName(board: string, slot: string): string {
  return `atelier:${board}:${slot}`;
}

export function takeWithLock(name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      // Held until the page ends: a promise that nothing settles.
      return lock === null ? undefined : new Promise<never>(() => undefined);
    });
    held.catch(reject);
  });
}

/** How long the other tabs have to say that they hold a slot. */
const answerMs = 200;

/** For browsers without Web Locks (Safari before 15.4). A tab that sleeps may answer too late; the server then closes one. */
export function takeByAsking(channel: BroadcastChannel): TakeSlot {
  const ours = new Set<string>();
  const refused = new Set<string>();
  channel.onmessage = ({ data }: MessageEvent<{ ask?: string; held?: string }>) => {
    if (data.ask !== undefined && ours.has(data.ask)) channel.postMessage({ held: data.ask });
    if (data.held !== undefined) refused.add(data.held);
  };
  return async (name) => {
    refused.delete(name);
    ours.add(name);
    channel.postMessage({ ask: name });
    await new Promise((resolve) => setTimeout(resolve, answerMs));
    if (!refused.has(name)) return true;
    ours.delete(name);
    return false;
  };
}

export function takeSlotHere(): TakeSlot {
  if ("locks" in navigator) return takeWithLock;
  if ("BroadcastChannel" in globalThis) return takeByAsking(new BroadcastChannel("atelier"));
  return async () => true;
}
