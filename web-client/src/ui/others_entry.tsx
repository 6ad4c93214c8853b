// The way to following what others do: standing still (A11), being told (A10). The part itself is fetched once it is asked for.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../i18n/language";
import { readText } from "../store/device";
import { fetchWhen } from "./fetch_when";
import type { OpenBoard } from "./open_board";

/** What is announced, if the person ever chose. */
export const announceKey = "atelier.announce";

export function OthersEntry(props: { opened: OpenBoard }) {
  const [isOpen, setOpen] = createSignal(false);
  const part = fetchWhen<{ opened: OpenBoard; isOpen: boolean }>(
    () => isOpen() || readText(announceKey) !== "",
    () => import("./others/others_panel").then(({ OthersPanel }) => OthersPanel),
  );
  return (
    <>
      <button type="button" class="quiet" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        {words().others}
      </button>
      <Show when={part()}>
        <Dynamic component={part()} opened={props.opened} isOpen={isOpen()} />
      </Show>
    </>
  );
}
