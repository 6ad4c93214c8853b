// Two moments: what differs between them, and the stretch that plays over and over.
// SPDX-License-Identifier: MIT
import { createResource, For, type JSX, onCleanup, Show } from "solid-js";
import { words } from "../../i18n/language";
import { type Comparison, compareScenes, isSame } from "../../replay/compare";
import type { Ref } from "../../replay/events";
import { tallyWords } from "../vote_words";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";
import { cardWords } from "./sentences";

export function RangePanel() {
  const { replaying, playing } = useReplay();
  const { axis, clock, index, position } = replaying;
  const time = (at: number) => (at === 0 ? replayWords().atStart : clock().exact(axis().timeOf(at)));
  const player = replaying.another();
  let abort = new AbortController();
  onCleanup(() => abort.abort());
  const asked = () => {
    const past = index();
    return past === undefined ? undefined : { past, ...playing.range() };
  };
  const [found] = createResource(asked, async ({ past, from, to }) => {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    await player.stand(past, from, signal);
    const before = player.picture();
    await player.stand(past, to, signal);
    return compareScenes(before, player.picture());
  });
  return (
    <>
      <p class="hint">{replayWords().rangeHint}</p>
      <div class="range_ends">
        <p>
          <strong>{replayWords().from}</strong> {time(playing.range().from)}
        </p>
        <button type="button" onClick={() => playing.setFrom(position())}>
          {replayWords().takeFrom}
        </button>
        <p>
          <strong>{replayWords().to}</strong> {time(playing.range().to)}
        </p>
        <button type="button" onClick={() => playing.setTo(position())}>
          {replayWords().takeTo}
        </button>
      </div>
      <label class="loop">
        <input
          type="checkbox"
          checked={playing.loops()}
          onChange={(event) => playing.setLoops(event.currentTarget.checked)}
        />
        {replayWords().loop}
      </label>
      <div class="comparison" aria-busy={found.loading}>
        <Show
          when={found.state === "ready" && found()}
          fallback={<Waiting failed={found.error !== undefined} />}
        >
          {(comparison) => <Differences found={comparison()} />}
        </Show>
      </div>
    </>
  );
}

function Waiting(props: { failed: boolean }) {
  return <p>{props.failed ? replayWords().loadFailed : replayWords().loading}</p>;
}

function Differences(props: { found: Comparison }) {
  const column = (kind: Ref["kind"]) => (kind === 0 ? "" : words().kinds[kind].many);
  const votes = (tally: string) => tallyWords(tally) || replayWords().noVotes;
  return (
    <Show when={!isSame(props.found)} fallback={<p>{replayWords().same}</p>}>
      <Group title={replayWords().added(props.found.added.length)} list={props.found.added}>
        {(card) => <Entry card={card}>{cardWords(card)}</Entry>}
      </Group>
      <Group title={replayWords().gone(props.found.removed.length)} list={props.found.removed}>
        {(card) => <Entry card={card}>{cardWords(card)}</Entry>}
      </Group>
      <Group title={replayWords().movedCards(props.found.moved.length)} list={props.found.moved}>
        {({ card, from, to }) => (
          <Entry card={card}>{replayWords().movedFromTo(cardWords(card), column(from), column(to))}</Entry>
        )}
      </Group>
      <Group title={replayWords().rewordedCards(props.found.reworded.length)} list={props.found.reworded}>
        {({ card, pieces }) => (
          <Entry card={card}>
            <For each={pieces}>
              {({ what, text }) => (
                <Show when={what !== "same"} fallback={text}>
                  {what === "in" ? <ins>{text}</ins> : <del>{text}</del>}
                </Show>
              )}
            </For>
          </Entry>
        )}
      </Group>
      <Group title={replayWords().votedCards(props.found.votes.length)} list={props.found.votes}>
        {({ card, before, after }) => (
          <Entry card={card}>{replayWords().votesFromTo(cardWords(card), votes(before), votes(after))}</Entry>
        )}
      </Group>
    </Show>
  );
}

function Group<T>(props: { title: string; list: readonly T[]; children: (one: T) => JSX.Element }) {
  return (
    <Show when={props.list.length > 0}>
      <h3>{props.title}</h3>
      <ul class="differences">
        <For each={props.list}>{props.children}</For>
      </ul>
    </Show>
  );
}

function Entry(props: { card: Ref; children: JSX.Element }) {
  return <li data-kind={props.card.kind}>{props.children}</li>;
}
