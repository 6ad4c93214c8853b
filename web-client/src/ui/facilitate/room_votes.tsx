// The room's own votes on a card, hands up or on paper: a batch of their own, beside what devices voted.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Card } from "../../core/types";
import { formOf, readRoomVotes } from "../../state/votes";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";

/** As on the server. */
const handsMax = 100_000;

export function RoomVotes(props: { card: Card }) {
  const { conduct, stage } = useBoard();
  const [isOpen, setOpen] = createSignal(false);
  const form = () => formOf(stage.poll());
  const labels = () => facilitation().roomCounts[form()];
  const all = () => readRoomVotes(props.card.roomVotes);
  const counts = () => all().find(({ poll }) => poll === stage.poll())?.counts;

  const save = (next: readonly number[] | undefined) => {
    const others = all().filter(({ poll }) => poll !== stage.poll());
    const batches = next === undefined ? others : [...others, { poll: stage.poll(), counts: next }];
    const text = JSON.stringify(Object.fromEntries(batches.map(({ poll, counts }) => [poll, counts])));
    if (!conduct(props.card.h, "roomVotes", 0, batches.length === 0 ? "" : text)) return;
    say(next === undefined ? facilitation().saidRoomVotesGone : facilitation().saidRoomVotes);
    setOpen(false);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const inputs = (event.currentTarget as HTMLFormElement).querySelectorAll("input");
    save([...inputs].map(({ value }) => Math.min(Math.max(Math.round(Number(value)) || 0, 0), handsMax)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <>
      <button type="button" aria-expanded={isOpen()} onClick={() => setOpen(!isOpen())}>
        {facilitation().roomVotes}
      </button>
      <Show when={isOpen()}>
        <form
          class="note_form room_votes"
          ref={(element) => element.addEventListener("keydown", onKeyDown)}
          onSubmit={submit}
        >
          <p class="hint">{facilitation().roomVotesHint}</p>
          <For each={labels()}>
            {(label, at) => (
              <label>
                {label}
                <input
                  ref={(input) => at() === 0 && queueMicrotask(() => input.focus())}
                  type="number"
                  inputmode="numeric"
                  min="0"
                  max={handsMax}
                  value={counts()?.[at()] ?? 0}
                />
              </label>
            )}
          </For>
          <button type="submit" class="primary">
            {facilitation().noteRoomVotes}
          </button>
          <Show when={counts() !== undefined}>
            <button type="button" onClick={() => save(undefined)}>
              {facilitation().dropRoomVotes}
            </button>
          </Show>
          <button type="button" onClick={() => setOpen(false)}>
            {facilitation().cancel}
          </button>
        </form>
      </Show>
    </>
  );
}
