// Which saved life a tab takes up. Two tabs never share one: an actor has one connection (W9), and its counters one author.
// The claim is a Web Lock, which the browser lets go when the tab dies; browsers without Web Locks ask the other tabs.
// SPDX-License-Identifier: MIT
import type { OutboxDb, SlotRecord } from "./outbox_db";

/** True when the slot is ours until the page ends. Waits so long for a holder that is about to go. */
export type TakeSlot = (name: string, waitMs: number) => Promise<boolean>;

export interface Claim {
  slot: string;
  record: SlotRecord | null;
}

/** A page that is reloaded holds its slot until it is gone, which is soon. */
const reloadMs = 1_000;

/**
 * `last` is the slot that this tab had before a reload, "" = none; a duplicated tab says the same and is let down. What a
 * killed tab left unsent comes before a slot of ours that has nothing to send.
 */
export async function claimSlot(
  board: string,
  db: Pick<OutboxDb, "records">,
  take: TakeSlot,
  last = "",
): Promise<Claim> {
  const records = new Map((await db.records(board)).map((record) => [record.slot, record]));
  const unsent = [...records.values()].filter(({ pending }) => pending > 0).map(({ slot }) => slot);
  const ours = last === "" ? [] : [last];
  const wanted = unsent.includes(last) ? [...ours, ...unsent] : [...unsent, ...ours];
  for (const slot of new Set([...wanted, ...records.keys()])) {
    const waitMs = slot === last ? reloadMs : 0;
    if (await take(lockName(board, slot), waitMs)) return { slot, record: records.get(slot) ?? null };
  }
  const slot = randomSlot();
  await take(lockName(board, slot), 0);
  return { slot, record: null };
}

function randomSlot(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return Array.from(words, (word) => word.toString(16).padStart(8, "0")).join("");
}

function lockName(board: string, slot: string): string {
  return `atelier:${board}:${slot}`;
}

export function takeWithLock(name: string, waitMs: number): Promise<boolean> {
  const patience = new AbortController();
  const options = waitMs > 0 ? { signal: patience.signal } : { ifAvailable: true };
  const timer = setTimeout(() => patience.abort(), waitMs);
  return new Promise((resolve) => {
    const held = navigator.locks.request(name, options, (lock) => {
      clearTimeout(timer);
      resolve(lock !== null);
      // Held until the page ends: a promise that nothing settles.
      return lock === null ? undefined : new Promise<never>(() => undefined);
    });
    held.catch(() => resolve(false));
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
