// The way into the past of a board and back: the page for it comes when somebody asks for it.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createSignal } from "solid-js";
import { words } from "../i18n/language";
import { askHistory } from "../replay/ask_history";
import { say } from "./announcer";
import type { BoardContext } from "./board_context";
import type { OpenBoard } from "./open_board";

export const replayButtonId = "replay_button";

/** The link is to a moment, also on a room's screen. */
export function leadsToPast(): boolean {
  return /&(at|tour)=/.test(location.hash);
}

export interface ReplayProps {
  /** The board as it is now; it goes on. */
  live: OpenBoard;
  /** The index of its past, once asked for. */
  ahead?: Promise<Response> | undefined;
  /** Undefined where nobody is to close it. */
  onClose?: () => void;
}

export interface ReplayEntry {
  /** Undefined while the board of now is shown. */
  page: Accessor<Component<ReplayProps> | undefined>;
  /** The index of the past that was asked for together with the page. */
  ahead(): Promise<Response> | undefined;
  open(): void;
  close(): void;
}

/** Opens at once when the link leads to a moment. */
export function createReplayEntry({ link, openCard, close }: BoardContext): ReplayEntry {
  const [page, setPage] = createSignal<Component<ReplayProps>>();
  let ahead: Promise<Response> | undefined;
  const open = () => {
    // Over a bad line each answer takes a while: the page and what it shows are asked for at once.
    ahead = link === null ? undefined : askHistory({ link, language: words().language, path: "" });
    ahead?.catch(() => undefined);
    import("./replay/replay_page")
      .then(({ ReplayPage }) => {
        if (openCard() !== 0) close();
        setPage(() => ReplayPage);
      })
      .catch(() => say(words().loadFailed, { label: words().retry, act: open }));
  };
  if (leadsToPast()) open();
  return {
    page,
    ahead: () => ahead,
    open,
    close: () => {
      setPage(undefined);
      document.getElementById(replayButtonId)?.focus();
    },
  };
}
