// What was taken out of the columns, folded, each with its way back.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Handle } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { fetchWhen } from "./fetch_when";
import { shorten } from "./shorten";

export function RemovedCards() {
  const { board, stage, restore } = useBoard();
  const mayRestore = (handle: Handle) => {
    const card = board.card(handle);
    return card !== undefined && stage.mayEdit(card);
  };
  const [shown, setShown] = createSignal(false);
  const erase = fetchWhen(
    () => shown() && stage.isFacilitator(),
    () => import("./facilitate/erase_card").then(({ EraseCard }) => EraseCard),
  );
  return (
    <Show when={board.removed().length > 0}>
      <details class="removed" onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>{words().removedCards(board.removed().length)}</summary>
        <Show when={shown()}>
          <p class="hint">{words().removedHint}</p>
          <ul>
            <For each={board.removed()}>
              {(handle) => (
                <li data-kind={board.card(handle)?.kind}>
                  <span>{board.card(handle)?.text || words().emptyCard}</span>
                  <Show when={mayRestore(handle)}>
                    <button
                      type="button"
                      aria-label={`${words().restore} ${words().quote(shorten(board.card(handle)?.text ?? ""))}`}
                      onClick={() => restore(handle)}
                    >
                      {words().restore}
                    </button>
                  </Show>
                  <Dynamic component={erase()} handle={handle} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </details>
    </Show>
  );
}
