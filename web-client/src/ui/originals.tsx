// What a card was made from: one button, and behind it the originals as they are.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Card } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";

export function Originals(props: { card: Card }) {
  const { board } = useBoard();
  const [shown, setShown] = createSignal(false);
  return (
    <Show when={props.card.derived}>
      {(derived) => (
        <div class="originals">
          <button type="button" class="quiet" aria-expanded={shown()} onClick={() => setShown(!shown())}>
            {words().seeOriginals(derived().from.length)}
          </button>
          <Show when={shown()}>
            <ul>
              <For each={derived().from}>
                {(handle) => <li>{board.card(handle)?.text || words().emptyCard}</li>}
              </For>
            </ul>
          </Show>
          <Show when={derived().votes === "reset"}>
            <p class="hint">{words().votesReset}</p>
          </Show>
        </div>
      )}
    </Show>
  );
}
