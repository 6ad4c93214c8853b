// Wires one board together: device memory, core, connection, session, and the store that the page draws.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Changes, Core } from "../core/types";
import { WasmCore } from "../core/wasm_core";
import { words } from "../i18n/language";
import { type BoardStore, createBoardStore } from "../state/board_store";
import type { JoinLink } from "../state/join_link";
import { isShared } from "../store/device";
import type { Identity } from "../store/identity";
import { type Keeper, openKeeper } from "../store/keeper";
import type { Said } from "../store/kept_boards";
import { askToStay } from "../store/stay";
import { BackOff } from "../sync/back_off";
import { type AskDesk, askInvitation, type Invitation, openDesk } from "../sync/board_desk";
import { Connection } from "../sync/connection";
import { openLongPoll } from "../sync/long_poll";
import { openedAhead } from "../sync/opened_ahead";
import { type Heard, nothingHeard } from "../sync/presence";
import { Session } from "../sync/session";
import { canUnpack, unpacking } from "../sync/unpack";
import { openWebSocket } from "../sync/web_socket";
import { say } from "./announcer";
import { focusedCard, keepFocus } from "./card_focus";

export interface OpenBoard {
  board: BoardStore;
  session: Session;
  boardId: string;
  /** What lets this person in, and the core: for a second look at the same board. */
  link: JoinLink;
  module: WebAssembly.Module;
  identity: Identity;
  /** Who is there, as the server said last. */
  heard: Accessor<Heard>;
  ask: AskDesk;
  /** Facilitators only: the link for participants. */
  invite(): Promise<Invitation>;
  /** False when this browser keeps nothing. */
  kept: Accessor<boolean>;
  /** Close code when the server closed for good, else 0. */
  stopped: Accessor<number>;
  /** Who looks at changes on their way to the page, and may hold some back; the function lets go. One at a time. */
  watch(watcher: Watcher): () => void;
  /** What was held back. */
  draw(changes: Changes): void;
}

export interface Watcher {
  isStill(): boolean;
  /** What is drawn of it. `own`: by a gesture made here. */
  take(changes: Changes, own: boolean): Changes;
}

/** On a first visit, the memory for the next one comes when all else is there. */
const keepAfterMs = 5_000;

/** Undefined when it cannot be fetched. */
function fetchKept() {
  return import("../store/kept_boards").catch(() => undefined);
}

export async function openBoard(
  link: JoinLink,
  identity: Identity,
  module: Promise<WebAssembly.Module>,
): Promise<OpenBoard> {
  const webSocket = openedAhead(openWebSocket, link.board);
  const options = { ...link, ...identity, language: words().language, gzip: canUnpack() };
  const board = createBoardStore();
  const mayKeep = !isShared() && "serviceWorker" in navigator;
  // Who comes back has it on the device (vite.config.ts).
  const memory = mayKeep && navigator.serviceWorker.controller ? fetchKept() : undefined;
  const [keeper, compiled, records = []] = await Promise.all([
    openKeeper(link.board),
    module,
    memory?.then((one) => one?.keptBoards(link)),
  ]);
  const [kept, setKept] = createSignal(keeper.durable);
  const [stopped, setStopped] = createSignal(0);
  const [heard, setHeard] = createSignal<Heard>(nothingHeard);
  let waited = false;
  let wasLive = false;
  const openCore = async (saved: Uint8Array | null): Promise<Core> => {
    const core = await WasmCore.open(compiled, options);
    if (saved === null || core.restore(saved)) return core;
    await keeper.setAside();
    return WasmCore.open(compiled, options);
  };
  let core = await openCore(keeper.saved);
  const taken = records.length > 0 ? (await memory)?.standIn(core, records) : null;
  if (taken === undefined) core = await openCore(keeper.saved);
  const said: Said[] = [];
  let onSaid: (...one: Said) => void = (...one) => said.push(one);
  let watcher: Watcher | undefined;
  const draw = (changes: Changes, own: boolean) => {
    const focused = focusedCard(board);
    board.apply(changes);
    const { link: line } = board.status;
    wasLive ||= line === "live";
    // What this device was shown once is not shown to who is let in no more.
    if (line === "refused" && !wasLive) board.apply({ status: { ...board.status, role: 0 } });
    if (board.status.pendingOps > 0) waited = true;
    else if (waited && board.status.link === "live") askToStay();
    if (keepFocus(focused, board) && !own) say(words().saidRemovedByOther);
  };
  const session = new Session(core, {
    openCore,
    keeper,
    connect: (events) =>
      new Connection(link.board, events, {
        webSocket: unpacking(webSocket),
        longPoll: unpacking(openLongPoll),
        backOff: new BackOff(),
      }),
    isStill: () => watcher?.isStill() ?? false,
    onChanges: (changes, own) => draw(watcher?.take(changes, own) ?? changes, own),
    onSaid: (...one) => onSaid(...one),
    onPresence: setHeard,
    onStopped: setStopped,
    onNotKept: () => setKept(false),
  });
  warnBeforeLoss(keeper, board);
  keepPageOnDevice();
  const keep = (kept: Awaited<typeof memory>) => {
    const parts = { link, board, taken, hash: () => session.hash() };
    onSaid = kept?.keepBoard(parts, said.splice(0)) ?? (() => undefined);
  };
  if (!mayKeep || !keeper.lasting) onSaid = () => undefined;
  else if (memory) void memory.then(keep);
  else setTimeout(() => void fetchKept().then(keep), keepAfterMs);
  session.start();
  const ask = openDesk(link, words().language, () => board.status.actor);
  const invite = () => askInvitation(ask, link.board);
  return {
    board,
    session,
    boardId: link.board,
    link,
    module: compiled,
    identity,
    heard,
    ask,
    invite,
    kept,
    stopped,
    watch: (one) => {
      watcher = one;
      return () => {
        watcher = undefined;
      };
    },
    draw: (changes) => draw(changes, false),
  };
}

/** Of the state, for tests that ask for it in the address. */
export function shownHash({ board, session }: OpenBoard): Accessor<string | undefined> {
  const isWanted = new URLSearchParams(location.search).has("test");
  return () => (isWanted && board.changeCount() > 0 ? session.hash() : undefined);
}

/** So that a reload without network opens the page again. Browsers offer this over HTTPS and on localhost only. */
function keepPageOnDevice(): void {
  if (isShared() || !("serviceWorker" in navigator)) return;
  // Without it everything else works.
  navigator.serviceWorker.register("/service_worker.js").catch(() => undefined);
}

/** Where nothing outlives the tab, closing it would lose what waits. */
function warnBeforeLoss(keeper: Keeper, board: BoardStore): void {
  addEventListener("beforeunload", (event) => {
    if (!keeper.lasting && board.status.pendingOps > 0) event.preventDefault();
  });
}
