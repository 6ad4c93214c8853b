// What the person must know about the connection and about what was not taken, in words, above the cards.
// SPDX-License-Identifier: MIT
import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
} from "solid-js";
import type { Refusal } from "../core/types";
import { words } from "../i18n/language";
import { alertPerson, say } from "./announcer";
import { useBoard } from "./board_context";
import { createOnline } from "./online";

export interface BannerProps {
  /** Close code when the server closed for good, else 0. */
  stopped: Accessor<number>;
  /** False when this browser keeps nothing. */
  kept: Accessor<boolean>;
  onRetry: () => void;
}

/** A cut shorter than this is not worth a word. */
const patienceMs = 1_000;
const replacedCode = 4001;

export function Banners(props: BannerProps) {
  const { board, problem, clearProblem, canWrite } = useBoard();
  const offline = offlineForLong(() => board.status.link !== "live");
  const isOnline = createOnline();
  const offlineText = () =>
    words().cutOff(isOnline(), waitingWords(board.status.pendingItems, board.status.pendingOps));
  // The server says why in a sentence of its own.
  const closing = () => board.refusals.filter((refusal) => refusal.closing).pop();
  const stoppedText = () =>
    props.stopped() === replacedCode ? words().replaced : (closing()?.message ?? words().refused);
  const isStopped = () => props.stopped() !== 0 || board.status.link === "refused";

  createEffect(
    on(offline, (now, before) => {
      if (isStopped()) return;
      if (now) alertPerson(offlineText());
      else if (before) say(words().saidOnline);
    }),
  );
  createEffect(() => {
    if (isStopped()) alertPerson(stoppedText());
  });

  return (
    <div class="banners">
      <Switch>
        <Match when={isStopped()}>
          <p class="banner trouble">
            <span>{stoppedText()}</span>
            <button type="button" onClick={() => props.onRetry()}>
              {props.stopped() === replacedCode ? words().continueHere : words().retry}
            </button>
          </p>
        </Match>
        <Match when={offline()}>
          <p class="banner">
            <span>
              {offlineText()} <Show when={board.status.position === 0}>{words().offlineEmpty}</Show>
            </span>
            <Show when={isOnline()}>
              <button type="button" onClick={() => props.onRetry()}>
                {words().retry}
              </button>
            </Show>
          </p>
        </Match>
      </Switch>
      <Show when={!props.kept()}>
        <p class="banner trouble">{words().notKept}</p>
      </Show>
      <Show when={!canWrite()}>
        <p class="banner calm">{words().readOnly}</p>
      </Show>
      <Show when={problem() !== ""}>
        <p class="banner trouble">
          <span>{problem()}</span>
          <button type="button" onClick={clearProblem}>
            {words().dismiss}
          </button>
        </p>
      </Show>
      <For each={board.refusals.filter(isAboutOneChange)}>
        {(refusal) => <RefusalNote refusal={refusal} />}
      </For>
    </div>
  );
}

function RefusalNote(props: { refusal: Refusal }) {
  const { board } = useBoard();
  // Without a sentence when the server's word was lost with the connection.
  alertPerson(props.refusal.message || words().refusedOne);
  const copy = async () => {
    await navigator.clipboard.writeText(props.refusal.draft);
    say(words().copied);
  };
  return (
    <div class="banner trouble refusal">
      <strong>{words().refusedOne}</strong>
      <Show when={props.refusal.message !== ""}>
        <p>{props.refusal.message}</p>
      </Show>
      <Show when={props.refusal.draft !== ""}>
        <p>{words().refusedText}</p>
        <blockquote>{props.refusal.draft}</blockquote>
        <button type="button" onClick={copy}>
          {words().copy}
        </button>
      </Show>
      <button type="button" onClick={() => board.dismissRefusal(props.refusal)}>
        {words().dismiss}
      </button>
    </div>
  );
}

function isAboutOneChange(refusal: Refusal): boolean {
  return !refusal.closing || refusal.draft !== "";
}

function waitingWords(items: number, ops: number): string {
  const { nothing, changes, cards } = words().waitsHere;
  if (items > 0) return cards(items);
  return ops > 0 ? changes : nothing;
}

/** True once `offline` has lasted; false as soon as it ends. */
function offlineForLong(offline: Accessor<boolean>): Accessor<boolean> {
  const [lasting, setLasting] = createSignal(false);
  // One value through all the attempts to connect, which each say "joining", then "offline" again.
  const isOffline = createMemo(offline);
  createEffect(() => {
    if (!isOffline()) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), patienceMs);
    onCleanup(() => clearTimeout(timer));
  });
  return lasting;
}
