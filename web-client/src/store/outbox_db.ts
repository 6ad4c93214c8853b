// The device's memory: one record per {board, slot}, holding what a session saved (identity and outbox). A slot belongs to
// one tab at a time (slot_claim.ts).
// SPDX-License-Identifier: MIT

export interface SlotRecord {
  board: string;
  slot: string;
  bytes: Uint8Array;
  /** Ops that wait in `bytes`: a new tab takes up a slot with some first. */
  pending: number;
  savedAt: number;
}

const name = "atelier";
const store = "outbox";

export class OutboxDb {
  private readonly db: IDBDatabase;

  private constructor(db: IDBDatabase) {
    this.db = db;
  }

  /** Fails where the browser keeps nothing (private window, storage refused). */
  static async open(factory: IDBFactory = indexedDB): Promise<OutboxDb> {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(store, { keyPath: ["board", "slot"] });
    };
    const db = await done(request);
    db.onversionchange = () => db.close();
    return new OutboxDb(db);
  }

  /** Records of a board: those with waiting ops first, then the latest. */
  async records(board: string): Promise<SlotRecord[]> {
    const range = IDBKeyRange.bound([board], [board, []]);
    const found = await done<SlotRecord[]>(this.db.transaction(store).objectStore(store).getAll(range));
    return found.sort((a, b) => Number(b.pending > 0) - Number(a.pending > 0) || b.savedAt - a.savedAt);
  }

  /** Ops that wait here, by board. */
  async waiting(): Promise<Map<string, number>> {
    const found = await done<SlotRecord[]>(this.db.transaction(store).objectStore(store).getAll());
    const waiting = new Map<string, number>();
    for (const { board, pending } of found) waiting.set(board, (waiting.get(board) ?? 0) + pending);
    return waiting;
  }

  /** On return the record is on the device's disk. */
  async put(record: SlotRecord): Promise<void> {
    const transaction = this.db.transaction(store, "readwrite");
    transaction.objectStore(store).put(record);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
