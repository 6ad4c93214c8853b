// "I have a code", at the door. What it takes to go on as somebody is fetched by who opens it.
// SPDX-License-Identifier: MIT
import { createSignal } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../i18n/language";
import type { AskDesk } from "../sync/board_desk";
import { fetchWhen } from "./fetch_when";

interface RecoverProps {
  ask: AskDesk;
  board: string;
}

export function RecoverEntry(props: RecoverProps) {
  const [isOpen, setOpen] = createSignal(false);
  const form = fetchWhen<RecoverProps>(isOpen, () =>
    import("./recover_form").then(({ RecoverForm }) => RecoverForm),
  );
  return (
    <details class="recover" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words().haveCode}</summary>
      <Dynamic component={form()} ask={props.ask} board={props.board} />
    </details>
  );
}
