// What a card is tied to: on its foot at rest, and, once it is open, both ways with the way out of each.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, For, Show } from "solid-js";
import type { Card, Handle } from "../core/types";
import { words } from "../i18n/language";
import type { Tie } from "../state/ties";
import { useBoard } from "./board_context";
import { isolated, shorten } from "./shorten";

/** Each tie of a card at rest in words: the links that go out, unless they are buttons there, and the threads. */
export function useTieWords(): (card: Handle, withLinks: boolean) => readonly string[] {
  const { ties } = useBoard();
  const nameOf = useNames();
  return (card, withLinks) => {
    const links = withLinks ? ties().from(card) : [];
    const threads = ties().threadsOf(card);
    return [
      ...links.map(({ verb, to }) => isolated(words().ties.end(words().verbs[verb], nameOf(to)))),
      ...threads.map((thread) => isolated(words().ties.inThread(nameOf(thread)))),
    ];
  };
}

/** Links that go out, for who cannot open the card. */
export function LinkButtons(props: { card: Card }) {
  const { board, goTo } = useBoard();
  const { outgoing } = useTies(() => props.card.h);
  const nameOf = useNames();
  return (
    <For each={outgoing()}>
      {(tie) => (
        <button
          type="button"
          class="card_link"
          data-kind={board.card(tie.to)?.kind}
          onClick={() => goTo(tie.to)}
        >
          {words().ties.end(words().verbs[tie.verb], nameOf(tie.to))}
        </button>
      )}
    </For>
  );
}

/** In the open card. */
export function CardTies(props: { card: Card }) {
  const { stage, threading, ties } = useBoard();
  const { outgoing, incoming, threads } = useTies(() => props.card.h);
  const nameOf = useNames();
  const members = (thread: Handle) =>
    ties()
      .threads.find((one) => one.thread === thread)
      ?.members.get(props.card.h) ?? [];
  return (
    <div class="card_ties">
      <Show when={outgoing().length + incoming().length > 0}>
        <ul aria-label={words().ties.links}>
          <For each={outgoing()}>
            {(tie) => <TieRow tie={tie} other={tie.to} verb={words().verbs[tie.verb]} />}
          </For>
          <For each={incoming()}>
            {(tie) => <TieRow tie={tie} other={tie.from} verb={words().ties.inverse[tie.verb]} />}
          </For>
        </ul>
      </Show>
      <Show when={threads().length > 0}>
        <ul aria-label={words().ties.threadsOf}>
          <For each={threads()}>
            {(thread) => (
              <li class="tie membership">
                <span class="chip">{nameOf(thread)}</span>
                <Show when={stage.may("thread")}>
                  <OutButton
                    label={words().ties.release(nameOf(thread))}
                    onOut={() => threading.release(thread, members(thread))}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

function TieRow(props: { tie: Tie; other: Handle; verb: string }) {
  const { board, goTo, linking, stage } = useBoard();
  const nameOf = useNames();
  const text = () => words().ties.end(props.verb, nameOf(props.other));
  return (
    <li
      class="tie"
      classList={{ incoming: props.other === props.tie.from }}
      data-kind={board.card(props.other)?.kind}
    >
      <button type="button" class="card_link" onClick={() => goTo(props.other)}>
        {text()}
      </button>
      <Show when={stage.may("link")}>
        <OutButton label={words().ties.unlink(text())} onOut={() => linking.remove(props.tie)} />
      </Show>
    </li>
  );
}

/** Its row goes with it: the focus goes to the next such button, or to the start of the card's actions. */
function OutButton(props: { label: string; onOut: () => void }) {
  const press = (event: MouseEvent) => {
    const button = event.currentTarget as HTMLElement;
    const editor = button.closest(".card_editor");
    const at = [...(editor?.querySelectorAll(".tie_out") ?? [])].indexOf(button);
    props.onOut();
    if (button.isConnected) return;
    const left = editor?.querySelectorAll<HTMLElement>(".tie_out") ?? [];
    const next = left[Math.min(at, left.length - 1)] ?? editor?.querySelector<HTMLElement>(".start_tie");
    next?.focus();
  };
  return (
    <button
      type="button"
      class="tie_out square quiet"
      aria-label={props.label}
      title={props.label}
      onClick={press}
    >
      ×
    </button>
  );
}

/** The ways into a link and into a thread. */
export function TieActions(props: { card: Handle }) {
  const { linking, stage, threading } = useBoard();
  return (
    <>
      <Show when={stage.may("link")}>
        <button type="button" class="start_tie" onClick={() => linking.start(props.card)}>
          {words().ties.link}
        </button>
      </Show>
      <Show when={stage.may("thread")}>
        <button type="button" class="start_tie" onClick={() => threading.start([props.card])}>
          {words().ties.thread}
        </button>
      </Show>
    </>
  );
}

/** Lists that are the same as long as they say the same: nothing is drawn anew for a change elsewhere. */
function useTies(card: Accessor<Handle>) {
  const { ties } = useBoard();
  const list = <T,>(of: () => readonly T[]) => createMemo<readonly T[]>(() => of(), [], { equals: sameList });
  return {
    outgoing: list<Tie>(() => ties().from(card())),
    incoming: list<Tie>(() => ties().to(card())),
    threads: list<Handle>(() => ties().threadsOf(card())),
  };
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/** The name of a card or thread within a line. */
function useNames(): (handle: Handle) => string {
  const { board } = useBoard();
  return (handle) => {
    const item = board.item(handle);
    const unnamed = item?.item === "thread" ? words().ties.unnamed : words().emptyCard;
    return shorten(item?.text ?? "") || unnamed;
  };
}
