// Voting on a card: for, no opinion, against; one vote a person, which can be changed or taken back while the phase lasts.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import type { Card, Vote } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";

const choices = [1, 0, -1] as const satisfies readonly Vote[];

/** On every card while a phase is there to vote in; elsewhere on the open card. */
export function VoteButtons(props: { card: Card }) {
  const { openCard, stage, vote } = useBoard();
  const isVoting = () => stage.phase()?.may.includes("vote") ?? false;
  const isOffered = () => stage.may("vote") && (isVoting() || openCard() === props.card.h);
  return (
    <Show when={isOffered()}>
      <fieldset class="votes" aria-label={words().voteOn}>
        <For each={choices}>
          {(value) => (
            <button
              type="button"
              aria-pressed={props.card.vote === value}
              onClick={() => vote(props.card.h, value)}
            >
              {words().votes[value]}
            </button>
          )}
        </For>
      </fieldset>
    </Show>
  );
}

/** "12 for, 3 against"; "" while nobody voted. */
export function tallyOf(card: Card): string {
  const { for: inFavour, against, pass } = card;
  return inFavour + against + pass === 0 ? "" : words().tally(inFavour, against, pass);
}
