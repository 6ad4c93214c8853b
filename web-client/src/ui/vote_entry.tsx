// Where one votes: on every card while a phase is there to vote in, elsewhere on the open card. The buttons are fetched by the
// first page that offers them.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Card } from "../core/types";
import { useBoard } from "./board_context";
import { fetchWhen } from "./fetch_when";

export function VoteEntry(props: { card: Card }) {
  const { openCard, stage } = useBoard();
  const isVoting = () => stage.phase()?.may.includes("vote") ?? false;
  const isOffered = () => stage.may("vote") && (isVoting() || openCard() === props.card.h);
  const buttons = fetchWhen<{ card: Card }>(isOffered, () =>
    import("./card_votes").then(({ VoteButtons }) => VoteButtons),
  );
  return (
    <Show when={isOffered()}>
      <Dynamic component={buttons()} card={props.card} />
    </Show>
  );
}
