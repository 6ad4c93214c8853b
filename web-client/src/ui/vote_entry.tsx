// Where one votes: on every card while a phase is there to vote in, elsewhere on the open card. The buttons are fetched by the
// first page that offers them.
// SPDX-License-Identifier: MIT
import { type Component, createEffect, createSignal, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Card } from "../core/types";
import { useBoard } from "./board_context";

const [buttons, setButtons] = createSignal<Component<{ card: Card }>>();
let isComing = false;

function fetchButtons() {
  if (isComing) return;
  isComing = true;
  import("./card_votes")
    .then((module) => setButtons(() => module.VoteButtons))
    .catch(() => {
      isComing = false;
    });
}

export function VoteEntry(props: { card: Card }) {
  const { openCard, stage } = useBoard();
  const isVoting = () => stage.phase()?.may.includes("vote") ?? false;
  const isOffered = () => stage.may("vote") && (isVoting() || openCard() === props.card.h);
  createEffect(() => {
    if (isOffered()) fetchButtons();
  });
  return (
    <Show when={isOffered()}>
      <Dynamic component={buttons()} card={props.card} />
    </Show>
  );
}
