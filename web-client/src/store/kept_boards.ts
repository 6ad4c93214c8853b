// The boards as this device was shown them last, so that they stand at once at the next visit, also without a network. One record
// for each actor on a board, in a database of its own; the oldest go. What the server takes back goes from here too.
// SPDX-License-Identifier: MIT
import type { Core } from "../core/types";
import type { BoardStore } from "../state/board_store";
import type { JoinLink } from "../state/join_link";
import { actorOf, asAnswer, BoardTape } from "../sync/board_tape";

interface KeptBoard {
  board: string;
  actor: string;
  token: string;
  format: number;
  bytes: Uint8Array;
  /** Something was hidden from that actor: to no other is it what the board looks like. */
  veiled: boolean;
  savedAt: number;
}

/** Records of another format are passed over. */
const format = 1;
const name = "atelier-boards";
const store = "boards";
const recordsMax = 12;
/** Another state replaces what may be hidden or erased now, and is put at once; else so seldom, and when the page is left. */
const pauseMs = 30_000;

/** What was said on the line: frames in order, and which of them the server said. */
export type Said = [frame: Uint8Array, isHeard: boolean];

/** The records that this link opens, latest first. Empty where the browser keeps nothing. */
export async function keptBoards({ board, token }: JoinLink): Promise<KeptBoard[]> {
  const found = await inStore<KeptBoard[]>("readonly", (boards) =>
    boards.getAll(IDBKeyRange.bound([board], [board, []])),
  ).catch(() => []);
  return found
    .filter((one) => one.token === token && one.format === format)
    .sort((a, b) => b.savedAt - a.savedAt);
}

/** What a core took up, and whether as the actor that it was kept by. */
export interface Taken {
  bytes: Uint8Array;
  isOurs: boolean;
}

/**
 * Has the core take up its own record, or, when it is nobody yet, the latest that hid nothing; null when there is none. Undefined
 * when the core cannot be used after that: the record was damaged, and is gone.
 */
export function standIn(core: Core, records: readonly KeptBoard[]): Taken | null | undefined {
  core.connected();
  const asked = core.nextFrame() ?? new Uint8Array();
  const actor = actorOf(asked);
  const record = records.find((one) => (actor === "" ? !one.veiled : one.actor === actor));
  try {
    // A state that differs from its hash stands all the same, and is asked for anew.
    if (record !== undefined) core.frame(asAnswer(record.bytes, asked));
    core.disconnected();
    return record === undefined ? null : { bytes: record.bytes, isOurs: actor !== "" };
  } catch {
    if (record !== undefined) void dropKept(record.board);
    return undefined;
  }
}

export interface KeepingParts {
  link: JoinLink;
  board: Pick<BoardStore, "status">;
  hash(): string;
  /** What the core took up at the start. */
  taken: Taken | null | undefined;
}

/** Writes down what is said from now on, after what was said before; the function takes it. */
export function keepBoard(
  { link, board, hash, taken }: KeepingParts,
  before: readonly Said[],
): (...said: Said) => void {
  const tape = new BoardTape();
  if (taken) tape.start(taken.bytes, taken.isOurs);
  let kept = 0;
  let states = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    const { actor, pendingOps, role } = board.status;
    if (tape.changes === kept || actor === "" || role === 0) return;
    kept = tape.changes;
    states = tape.states;
    const bytes = tape.kept(pendingOps === 0 ? hash() : "");
    const veiled = tape.isVeiled;
    if (bytes !== null)
      void put({
        board: link.board,
        actor: wireActor(actor),
        token: link.token,
        format,
        bytes,
        veiled,
        savedAt: Date.now(),
      });
  };
  const take = (...[frame, isHeard]: Said) => {
    if (isHeard) tape.heard(frame);
    else tape.sent(frame);
    if (board.status.link === "refused") {
      clearTimeout(timer);
      kept = tape.changes;
      void dropKept(link.board);
    } else if (tape.changes !== kept) {
      if (tape.states !== states) {
        states = tape.states;
        clearTimeout(timer);
        timer = setTimeout(save);
      } else timer ??= setTimeout(save, pauseMs);
    }
  };
  for (const said of before) take(...said);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  addEventListener("pagehide", save);
  return take;
}

/** As `actorOf` writes it: the bytes of the wire, the small end first. */
function wireActor(digits: string): string {
  return String(Uint8Array.from(digits.match(/../g) ?? [], (two) => Number.parseInt(two, 16)).reverse());
}

/** Best effort: what cannot be kept is asked for again. */
async function put(record: KeptBoard): Promise<void> {
  try {
    await inStore("readwrite", (boards) => boards.put(record));
    const all = await inStore<KeptBoard[]>("readonly", (boards) => boards.getAll());
    const old = all.sort((a, b) => b.savedAt - a.savedAt).slice(recordsMax);
    for (const { board, actor } of old) await inStore("readwrite", (boards) => boards.delete([board, actor]));
  } catch {
    // A full disk, a private window.
  }
}

/** Of all actors of this device. */
export async function dropKept(board: string): Promise<void> {
  const range = IDBKeyRange.bound([board], [board, []]);
  await inStore("readwrite", (boards) => boards.delete(range)).catch(() => undefined);
}

async function inStore<T>(mode: IDBTransactionMode, act: (boards: IDBObjectStore) => IDBRequest): Promise<T> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store, { keyPath: ["board", "actor"] });
  const db = await done(opening);
  try {
    return await done(act(db.transaction(store, mode).objectStore(store)));
  } finally {
    db.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
