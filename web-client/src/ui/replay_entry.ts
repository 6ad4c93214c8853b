// The way into the past of a board and back: the page for it comes when somebody asks for it.
// SPDX-License-Identifier: MIT
import { type Accessor, type Component, createSignal } from "solid-js";
import { words } from "../i18n/language";
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
  /** Undefined where nobody is to close it. */
  onClose?: () => void;
}

export interface ReplayEntry {
  /** Undefined while the board of now is shown. */
  page: Accessor<Component<ReplayProps> | undefined>;
  open(): void;
  close(): void;
}

/** Opens at once when the link leads to a moment. */
export function createReplayEntry({ openCard, close }: BoardContext): ReplayEntry {
  const [page, setPage] = createSignal<Component<ReplayProps>>();
  const open = () => {
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
    open,
    close: () => {
      setPage(undefined);
      document.getElementById(replayButtonId)?.focus();
    },
  };
}
