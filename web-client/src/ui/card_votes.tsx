// Voting on a card, in the form of the phase that is on: one vote a person, which can be changed or taken back while it lasts.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import type { Card } from "../core/types";
import { words } from "../i18n/language";
import { votesEn } from "../i18n/votes_en";
import { type VoteWords, votesFr } from "../i18n/votes_fr";
import { choices, ownVote } from "../state/votes";
import { useBoard } from "./board_context";

function votes(): VoteWords {
  return words().language === "fr" ? votesFr : votesEn;
}

export function VoteButtons(props: { card: Card }) {
  const { stage } = useBoard();
  const form = () => stage.voting().form;
  return (
    <fieldset class="votes" data-form={form()} aria-label={votes().voteOn}>
      <Show when={form() !== "dots"} fallback={<Dots card={props.card} />}>
        <Choices card={props.card} form={form() as keyof typeof choices} />
      </Show>
    </fieldset>
  );
}

function Choices(props: { card: Card; form: keyof typeof choices }) {
  const { stage, vote } = useBoard();
  const mine = () => ownVote(props.card, stage.poll());
  const nameOf = (value: number) => votes().voteChoices[props.form][value] ?? "";
  return (
    <For each={choices[props.form] as readonly number[]}>
      {(value) => (
        <button
          type="button"
          aria-pressed={mine() === value}
          onClick={() => vote(props.card.h, mine() === value ? null : value, nameOf(value))}
        >
          {nameOf(value)}
        </button>
      )}
    </For>
  );
}

/** Never `disabled`, which would drop the focus with the last dot. */
function Dots(props: { card: Card }) {
  const { dotsLeft, stage, vote } = useBoard();
  const mine = () => ownVote(props.card, stage.poll()) ?? 0;
  const give = (by: 1 | -1) => {
    const next = mine() + by;
    if (by > 0 ? dotsLeft() > 0 : mine() > 0)
      vote(props.card.h, next === 0 ? null : next, words().dotsOn(next));
  };
  return (
    <>
      <button
        type="button"
        class="square"
        aria-label={votes().dotBack}
        aria-disabled={mine() === 0}
        onClick={() => give(-1)}
      >
        −
      </button>
      <output>{words().dotsOn(mine())}</output>
      <button
        type="button"
        class="square"
        aria-label={votes().dotMore}
        aria-disabled={dotsLeft() === 0}
        onClick={() => give(1)}
      >
        +
      </button>
    </>
  );
}
