// Wires one board together: device memory, core, connection, session, and the store that the page draws.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal } from "solid-js";
import type { Core } from "../core/types";
import { WasmCore } from "../core/wasm_core";
import { words } from "../i18n/language";
import { type BoardStore, createBoardStore } from "../state/board_store";
import type { JoinLink } from "../state/join_link";
import { isShared } from "../store/device";
import type { Identity } from "../store/identity";
import { type Keeper, openKeeper } from "../store/keeper";
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
}

export async function openBoard(
  link: JoinLink,
  identity: Identity,
  module: Promise<WebAssembly.Module>,
): Promise<OpenBoard> {
  const webSocket = openedAhead(openWebSocket, link.board);
  const options = { ...link, ...identity, language: words().language, gzip: canUnpack() };
  const board = createBoardStore();
  const [keeper, compiled] = await Promise.all([openKeeper(link.board), module]);
  const [kept, setKept] = createSignal(keeper.durable);
  const [stopped, setStopped] = createSignal(0);
  const [heard, setHeard] = createSignal<Heard>(nothingHeard);
  let waited = false;
  const openCore = async (saved: Uint8Array | null): Promise<Core> => {
    const core = await WasmCore.open(compiled, options);
    if (saved === null || core.restore(saved)) return core;
    await keeper.setAside();
    return WasmCore.open(compiled, options);
  };
  const session = new Session(await openCore(keeper.saved), {
    openCore,
    keeper,
    connect: (events) =>
      new Connection(link.board, events, {
        webSocket: unpacking(webSocket),
        longPoll: unpacking(openLongPoll),
        backOff: new BackOff(),
      }),
    onChanges: (changes, own) => {
      const focused = focusedCard(board);
      board.apply(changes);
      if (board.status.pendingOps > 0) waited = true;
      else if (waited && board.status.link === "live") askToStay();
      if (keepFocus(focused, board) && !own) say(words().saidRemovedByOther);
    },
    onPresence: setHeard,
    onStopped: setStopped,
    onNotKept: () => setKept(false),
  });
  warnBeforeLoss(keeper, board);
  keepPageOnDevice();
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
