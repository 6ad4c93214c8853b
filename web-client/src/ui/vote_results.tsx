// What the votes on an open card come to: a bar for each answer, by kind of organisation where nobody can be recognised by
// it, and apart from them the room's own. Fetched when there is something to show.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import type { Card } from "../core/types";
import { words } from "../i18n/language";
import { formOf, readRoomVotes, readTallies, type Tally } from "../state/votes";
import { organisationKinds } from "../store/identity";
import { countsIn } from "./vote_words";
import "./vote_results.css";

export function VoteResults(props: { card: Card }) {
  return (
    <section class="vote_results" aria-label={words().results}>
      <For each={readTallies(props.card.tally)}>{(tally) => <Result tally={tally} />}</For>
      <For each={readRoomVotes(props.card.roomVotes)}>
        {(tally) => (
          <p>
            {words().roomTally(countsIn(tally))}
            <Bar tally={tally} />
          </p>
        )}
      </For>
    </section>
  );
}

function Result(props: { tally: Tally }) {
  const groups = () =>
    Object.entries(props.tally.groups ?? {}).map(([group, counts]) => ({
      name: nameOf(Number(group)),
      tally: { poll: props.tally.poll, counts },
    }));
  return (
    <>
      <p>
        {countsIn(props.tally)}
        <Show when={props.tally.disagree}>
          {" "}
          <b class="disagreement">{words().disagreement}</b>
        </Show>
        <Bar tally={props.tally} />
      </p>
      <Show when={groups().length > 0}>
        <ul>
          <For each={groups()}>
            {({ name, tally }) => (
              <li>
                {words().groupTally(name, countsIn(tally))}
                <Bar tally={tally} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

/** Drawn beside the words, which say all of it. */
function Bar(props: { tally: Tally }) {
  const parts = () => {
    const { poll, counts } = props.tally;
    return formOf(poll) === "dots" || formOf(poll) === "carry" ? [] : counts;
  };
  const sum = () => parts().reduce((all, count) => all + count, 0);
  return (
    <Show when={sum() > 0}>
      <span class="vote_bar" data-parts={parts().length} aria-hidden="true">
        <For each={parts()}>{(count) => <span style={{ "flex-grow": count }} />}</For>
      </span>
    </Show>
  );
}

function nameOf(group: number): string {
  const kind = organisationKinds[group - 1];
  return kind === undefined ? words().noKind : words().organisationKinds[kind];
}
