// Keeps one session's saved life on the device, or says that this browser cannot.
// SPDX-License-Identifier: MIT
import { isShared } from "./device";
import { OutboxDb } from "./outbox_db";
import { claimSlot, takeSlotHere } from "./slot_claim";

export interface Keeper {
  /** What an earlier life left, if any. */
  readonly saved: Uint8Array | null;
  /** False when what is put lives in this page's memory alone. */
  readonly durable: boolean;
  /** False when it goes with this tab. */
  readonly lasting: boolean;
  /** Resolves when the bytes are on the device's disk. */
  put(bytes: Uint8Array, pending: number): Promise<void>;
  /** Copies `saved` out of the way, for a person to look at, because the core could not read it. */
  setAside(): Promise<void>;
}

export async function openKeeper(board: string): Promise<Keeper> {
  if (isShared()) return openTabKeeper(board);
  try {
    const db = await OutboxDb.open();
    // Of this board: a tab that comes back from another one finds its slot here again.
    const lastSlotKey = `atelier.slot.${board}`;
    const last = sessionStorage.getItem(lastSlotKey) ?? "";
    const { slot, record } = await claimSlot(board, db, takeSlotHere(), last);
    sessionStorage.setItem(lastSlotKey, slot);
    return {
      saved: record?.bytes ?? null,
      durable: true,
      lasting: true,
      put: (bytes, pending) => db.put({ board, slot, bytes, pending, savedAt: Date.now() }),
      setAside: async () => {
        if (record !== null) await db.put({ ...record, board: `unreadable:${board}` });
      },
    };
  } catch {
    return { saved: null, durable: false, lasting: false, put: nothing, setAside: nothing };
  }
}

/** On a shared computer: lives through a reload, and ends with the tab. */
function openTabKeeper(board: string): Keeper {
  const key = `atelier.life.${board}`;
  const put = async (bytes: Uint8Array) =>
    sessionStorage.setItem(key, Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const saved = sessionStorage.getItem(key);
  return {
    saved: saved === null ? null : Uint8Array.from(saved, (unit) => unit.charCodeAt(0)),
    durable: true,
    lasting: false,
    put,
    setAside: nothing,
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
