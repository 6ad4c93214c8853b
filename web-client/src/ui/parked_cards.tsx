// What facilitators put aside: the list is theirs, and each author's for its own cards.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { shorten } from "./shorten";

export function ParkedCards() {
  const { board, stage, conduct } = useBoard();
  const parked = () =>
    board.parked().filter((handle) => stage.isFacilitator() || (board.card(handle)?.mine ?? false));
  return (
    <Show when={parked().length > 0}>
      <details class="removed parked">
        <summary>
          {stage.isFacilitator() ? words().parkedCards(parked().length) : words().notTaken(parked().length)}
        </summary>
        <ul>
          <For each={parked()}>
            {(handle) => (
              <li data-kind={board.card(handle)?.kind}>
                <span>
                  {board.card(handle)?.text || words().emptyCard}
                  <Show when={board.card(handle)?.note}>
                    {(note) => <small class="card_note">{words().noteWhy(note())}</small>}
                  </Show>
                </span>
                <Show when={stage.isFacilitator()}>
                  <button
                    type="button"
                    aria-label={`${words().unpark} ${words().quote(shorten(board.card(handle)?.text ?? ""))}`}
                    onClick={() => conduct(handle, "parked", 0)}
                  >
                    {words().unpark}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}
