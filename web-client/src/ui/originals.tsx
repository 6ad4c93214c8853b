// What a card was made from: one button, and behind it the originals as they are, and theirs, and the way back to them.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Card, Handle } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { whose } from "./whose";

export function Originals(props: { card: Card }) {
  const { stage, reworking } = useBoard();
  const [shown, setShown] = createSignal(false);
  const isInPlace = () => !props.card.removed && props.card.folded === undefined;
  return (
    <Show when={props.card.derived}>
      {(derived) => (
        <div class="originals">
          <button type="button" class="quiet" aria-expanded={shown()} onClick={() => setShown(!shown())}>
            {words().seeOriginals(derived().from.length)}
          </button>
          <Show when={derived().votes === "reset"}>
            <p class="hint">{words().votesReset}</p>
          </Show>
          <Show when={shown()}>
            <OriginalTexts cards={derived().from} label={words().originals(derived().from.length)} />
            <Show when={stage.mayEdit(props.card) && isInPlace()}>
              <button type="button" onClick={() => reworking.takeApart(props.card)}>
                {words().takeApart[derived().how]}
              </button>
            </Show>
          </Show>
        </div>
      )}
    </Show>
  );
}

export function OriginalTexts(props: { cards: readonly Handle[]; label: string }) {
  const { board } = useBoard();
  return (
    <ul class="original_texts" aria-label={props.label}>
      <For each={props.cards}>
        {(handle) => (
          <li data-kind={board.card(handle)?.kind}>
            {board.card(handle)?.text || words().emptyCard}
            <Show when={board.card(handle)?.organisation}>{(label) => <small>{whose(label())}</small>}</Show>
            <Show when={board.card(handle)}>{(card) => <Originals card={card()} />}</Show>
          </li>
        )}
      </For>
    </ul>
  );
}
