// A board whose past one looks at: what the page of it needs to know, of a board that is live and of one in a file.
// SPDX-License-Identifier: MIT
import type { Accessor } from "solid-js";
import { roles } from "../../core/types";
import { words } from "../../i18n/language";
import { askFile, type CarriedPast } from "../../replay/carried_past";
import { writeTour } from "../../replay/moment_link";
import { type PastCore, WasmPastCore } from "../../replay/past_core";
import { Source } from "../../replay/source";
import type { BoardStore } from "../../state/board_store";
import { createLedStop, type LedStop, nextFocus, type WrittenStop, writeStop } from "../../state/focus";
import { isForScreen, type JoinLink } from "../../state/join_link";
import { addressOf } from "../../sync/board_desk";
import type { OpenBoard } from "../open_board";

export interface PastBoard {
  title(): string;
  /** As it is now; undefined where that is not known any more. */
  now: BoardStore | undefined;
  source: Source;
  /** On a projector, which nobody touches. */
  isScreen: boolean;
  /** The stop that the room's screen is led to, if it is. On that screen, one stands there. */
  led?: Accessor<WrittenStop | undefined>;
  /** Leads the room's screen there, or back to the board of now. Undefined for whoever may not. False when it was not taken. */
  lead?: (stop: LedStop | undefined) => boolean;
  /** A new core, as for a page that has nothing yet. */
  openCore(): Promise<PastCore>;
  /** An address that lets others look at the same past; a moment is added to it. */
  address(): Promise<string>;
  /** A file that the server draws of the past, by what stands behind the history in its address. Undefined where there is no server. */
  draw?: (history: string, file: string, signal: AbortSignal) => Promise<Blob>;
  /** A new board that begins at that position: its address. Undefined for whoever may not. */
  startAgain?: (position: number, history: string, title: string) => Promise<string>;
  /** Names a moment, or takes a name back. Undefined for whoever may not. */
  bookmarks?: Bookmarks;
  /** Undefined for whoever may not. */
  tours?: Tours;
}

export interface Tours {
  /** A new one where `id` is "". */
  keep(id: string, tour: { title: string; stops: { position: number; text: string }[] }): Promise<unknown>;
  remove(id: string): Promise<unknown>;
  /** An address for the room's screen, on which the tour goes by itself. */
  screenAddress(id: string): Promise<string>;
}

export interface Bookmarks {
  add(position: number, name: string): Promise<unknown>;
  remove(id: string): Promise<unknown>;
}

/** REQUIRES: an owner. */
export function pastOfLive(live: OpenBoard, ahead?: Promise<Response>): PastBoard {
  const source = new Source(live.link, () => words().language, { ahead });
  return {
    title: () => live.board.status.title,
    now: live.board,
    source,
    isScreen: isForScreen(live.link),
    ...(!isForScreen(live.link) && {
      draw: (history, file, signal) => source.file(`${history}/${file}`, signal),
    }),
    led: createLedStop(live.board),
    openCore: () => openCore(live.module, live.link),
    // Facilitators pass on a participant's link, never their own.
    address: async () =>
      live.board.status.role === roles.facilitator ? (await live.invite()).url : location.href,
    ...(live.board.status.role === roles.facilitator && {
      startAgain: startAgainOf(live),
      lead: (stop: LedStop | undefined) =>
        live.session.set(0, "focus", nextFocus(live.board), stop === undefined ? "" : writeStop(stop)) >= 0,
      bookmarks: {
        add: (position, name) => live.ask("POST", "/bookmarks", { position, name }),
        remove: (id) => live.ask("DELETE", `/bookmarks/${id}`),
      },
      tours: {
        keep: (id, tour) => live.ask(id === "" ? "POST" : "PUT", id === "" ? "/tours" : `/tours/${id}`, tour),
        remove: (id) => live.ask("DELETE", `/tours/${id}`),
        screenAddress: async (id) => {
          const { token } = (await live.ask("POST", "/links", { role: "screen" })) as { token: string };
          const url = new URL(addressOf(live.link.board, token, "/ecran"));
          url.hash = writeTour(url.hash, id);
          return url.href;
        },
      },
    }),
  };
}

function startAgainOf({ ask }: OpenBoard): NonNullable<PastBoard["startAgain"]> {
  return async (position, history, title) => {
    const made = await ask("POST", `/history/${history}/${position}/board`, { title });
    const { board, token } = made as { board: string; token: string };
    return addressOf(board, token);
  };
}

export function pastOfFile(carried: CarriedPast, module: Promise<WebAssembly.Module>): PastBoard {
  const link = { board: carried.board, token: "" };
  return {
    title: () => carried.title,
    now: undefined,
    source: new Source(link, () => words().language, { ask: askFile(carried) }),
    isScreen: false,
    openCore: async () => openCore(await module, link),
    address: () => Promise.resolve(location.href),
  };
}

function openCore(module: WebAssembly.Module, { board, token }: JoinLink): Promise<PastCore> {
  const language = words().language;
  return WasmPastCore.open(module, { board, token, language, name: "", organisation: "", gzip: false });
}
