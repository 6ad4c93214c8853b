// "Is everybody here?": one question, one button.
// SPDX-License-Identifier: MIT
import { createEffect, Show } from "solid-js";
import { words } from "../i18n/language";
import { say } from "./announcer";
import { useBoard } from "./board_context";

export function RollCall() {
  const { attendance } = useBoard();
  createEffect(() => {
    if (attendance.isAsked()) say(words().rollCall);
  });
  const answer = () => {
    attendance.answer();
    say(words().saidHere);
  };
  return (
    <Show when={attendance.isAsked()}>
      <p class="roll_call">
        <span>{words().rollCall}</span>
        <button type="button" class="primary" onClick={answer}>
          {words().iAmHere}
        </button>
      </p>
    </Show>
  );
}
