// What a facilitator put on the screen: one card with what it is tied to, or a thread with its cards.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import type { Card, Handle } from "../../core/types";
import { words } from "../../i18n/language";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { tallyOf } from "../vote_words";
import { whose } from "../whose";
import { enlarge, keepFitting } from "./fit";
import { ScreenCards } from "./screen_cards";

/** So many ties fit below a card. */
const tiesMax = 4;
export function FocusedCard(props: { card: Card }) {
  const { board, ties } = useBoard();
  const nameOf = (handle: Handle) => shorten(board.item(handle)?.text ?? "") || words().emptyCard;
  const said = () =>
    [
      ...ties()
        .from(props.card.h)
        .map(({ to, verb }) => ({
          other: to,
          verb: words().verbs[verb],
        })),
      ...ties()
        .to(props.card.h)
        .map(({ from, verb }) => ({
          other: from,
          verb: words().ties.inverse[verb],
        })),
    ].slice(0, tiesMax);
  let box: HTMLElement | undefined;
  keepFitting(
    () => box,
    () => [props.card.h, board.changeCount()],
    () => box !== undefined && enlarge(box),
  );
  const foot = () => [whose(props.card.organisation), tallyOf(props.card)].filter((part) => part !== "");
  return (
    <article ref={box} class="card screen_focus" data-kind={props.card.kind}>
      <p class="screen_kind">
        <i class="shape" aria-hidden="true" />
        {words().kinds[props.card.kind].one}
      </p>
      <p class="screen_text">{props.card.text || words().emptyCard}</p>
      <p class="screen_by">{foot().join(" · ")}</p>
      <Show when={said().length > 0}>
        <ul class="screen_ties" aria-label={words().ties.links}>
          <For each={said()}>
            {({ other, verb }) => (
              <li data-kind={board.card(other)?.kind}>
                <i class="shape" aria-hidden="true" />
                <span>
                  {verb} <b>{words().quote(nameOf(other))}</b>
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </article>
  );
}

export function FocusedThread(props: { thread: Handle; max: number }) {
  const { board, ties } = useBoard();
  const cards = () => ties().threads.find(({ thread }) => thread === props.thread)?.cards ?? [];
  return (
    <article class="screen_thread">
      <h2>
        {board.item(props.thread)?.text || words().ties.unnamed}{" "}
        <small>{words().ties.cards(cards().length)}</small>
      </h2>
      <ScreenCards cards={cards().slice(0, props.max)} />
    </article>
  );
}
