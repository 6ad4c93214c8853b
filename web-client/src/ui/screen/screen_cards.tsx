// Cards on the room's screen, as large as their number lets them be.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import type { Card, Handle } from "../../core/types";
import { words } from "../../i18n/language";
import { useBoard } from "../board_context";
import { tallyOf } from "../vote_words";
import { whose } from "../whose";
import { hideBeyond, keepFitting } from "./fit";

export function ScreenCards(props: { cards: readonly Handle[] }) {
  const { board } = useBoard();
  let list: HTMLUListElement | undefined;
  keepFitting(
    () => list,
    () => [props.cards, board.changeCount()],
    () => list !== undefined && hideBeyond(list),
  );
  return (
    <ul ref={list} class="screen_cards" data-count={props.cards.length}>
      <For each={props.cards}>
        {(handle) => <Show when={board.card(handle)}>{(card) => <ScreenCard card={card()} />}</Show>}
      </For>
    </ul>
  );
}

function ScreenCard(props: { card: Card }) {
  const foot = () => [whose(props.card.organisation), tallyOf(props.card)].filter((part) => part !== "");
  return (
    <li class="card" data-kind={props.card.kind}>
      <p class="screen_text">{props.card.text || words().emptyCard}</p>
      <p class="screen_by">{foot().join(" · ")}</p>
    </li>
  );
}
