// For facilitators, on a card or a thread: show it on the room's screen, or no more.
// SPDX-License-Identifier: MIT
import type { Handle } from "../core/types";
import { words } from "../i18n/language";
import { createFocus, nextFocus } from "../state/focus";
import { say } from "./announcer";
import { useBoard } from "./board_context";

export function ScreenButton(props: { item: Handle; quiet?: boolean }) {
  const { board, conduct } = useBoard();
  const focus = createFocus(board);
  const isShown = () => focus() === props.item;
  const toggle = () => {
    const shows = !isShown();
    if (conduct(shows ? props.item : 0, "focus", nextFocus(board))) {
      say(shows ? words().saidOnScreen : words().saidOffScreen);
    }
  };
  return (
    <button type="button" classList={{ quiet: props.quiet ?? false }} onClick={toggle}>
      {isShown() ? words().clearScreen : words().showOnScreen}
    </button>
  );
}
