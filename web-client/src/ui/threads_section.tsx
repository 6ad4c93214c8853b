// The threads of the board, folded: each with its name, its cards, and what can be done with it.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Handle } from "../core/types";
import { words } from "../i18n/language";
import { readOrigin } from "../state/origin";
import { useBoard } from "./board_context";
import { ScreenButton } from "./screen_button";
import { shorten } from "./shorten";
import { nameUnitsMax } from "./threading";

export function ThreadsSection() {
  const { ties } = useBoard();
  const [shown, setShown] = createSignal(false);
  const threads = () => ties().threads.map(({ thread }) => thread);
  return (
    <Show when={threads().length > 0}>
      <details class="threads" onToggle={(event) => setShown(event.currentTarget.open)}>
        <summary>{words().ties.threads(threads().length)}</summary>
        <Show when={shown()}>
          <p class="hint">{words().ties.threadsHint}</p>
          <ul class="thread_list">
            <For each={threads()}>{(thread) => <ThreadRow thread={thread} />}</For>
          </ul>
        </Show>
      </details>
    </Show>
  );
}

type Part = "cards" | "name" | "unite";

function ThreadRow(props: { thread: Handle }) {
  const { board, stage, threading, ties } = useBoard();
  const [part, setPart] = createSignal<Part>();
  const toggle = (which: Part) => setPart(part() === which ? undefined : which);
  const name = () => shorten(board.item(props.thread)?.text ?? "") || words().ties.unnamed;
  const cards = () => ties().threads.find(({ thread }) => thread === props.thread)?.cards ?? [];
  const others = () => ties().threads.filter(({ thread }) => thread !== props.thread);
  let row: HTMLLIElement | undefined;
  /** The row goes: the focus goes on to what comes after it. */
  const goesAway = (act: () => boolean, next: () => Element | null | undefined) => {
    const after = next();
    const details = row?.closest("details");
    if (!act()) return;
    const target = after?.isConnected ? after.querySelector<HTMLElement>("button") : null;
    (target ?? details?.querySelector("summary") ?? document.getElementById("cards"))?.focus();
  };

  return (
    <li ref={row} class="thread" data-thread={props.thread}>
      <h2>
        {name()}{" "}
        <small>
          {words().ties.cards(cards().length)}
          <Show when={readOrigin(board.item(props.thread)?.origin)}>
            {(origin) => ` · ${words().ties.bornAt(origin().title)}`}
          </Show>
        </small>
      </h2>
      <div class="thread_actions">
        <PartButton which="cards" part={part()} label={words().ties.seeCardsOf(name())} onToggle={toggle}>
          {words().ties.seeCards}
        </PartButton>
        <Show when={stage.may("thread")}>
          <PartButton which="name" part={part()} label={words().ties.renameOf(name())} onToggle={toggle}>
            {words().ties.rename}
          </PartButton>
          <Show when={others().length > 0}>
            <PartButton which="unite" part={part()} label={words().ties.uniteOf(name())} onToggle={toggle}>
              {words().ties.unite}
            </PartButton>
          </Show>
          <Show when={stage.isFacilitator()}>
            <ScreenButton item={props.thread} quiet />
          </Show>
          <button
            type="button"
            class="quiet"
            aria-label={words().ties.dissolveOf(name())}
            onClick={() =>
              goesAway(
                () => threading.dissolve(props.thread),
                () => row?.nextElementSibling ?? row?.previousElementSibling,
              )
            }
          >
            {words().ties.dissolve}
          </button>
        </Show>
      </div>
      <Show when={part() === "cards"}>
        <ThreadCards cards={cards()} />
      </Show>
      <Show when={part() === "name"}>
        <NameForm thread={props.thread} onDone={() => leavePart("name")} />
      </Show>
      <Show when={part() === "unite"}>
        <ul class="thread_choices">
          <For each={others().map(({ thread }) => thread)}>
            {(other) => (
              <li>
                <button
                  type="button"
                  onClick={() =>
                    goesAway(
                      () => threading.unite(props.thread, other),
                      () => row?.parentElement?.querySelector(`[data-thread="${other}"]`),
                    )
                  }
                >
                  {words().ties.uniteInto(shorten(board.item(other)?.text ?? "") || words().ties.unnamed)}
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </li>
  );

  function leavePart(which: Part): void {
    setPart(undefined);
    row?.querySelector<HTMLElement>(`[data-part="${which}"]`)?.focus();
  }
}

function PartButton(props: {
  which: Part;
  part: Part | undefined;
  label: string;
  children: string;
  onToggle: (which: Part) => void;
}) {
  return (
    <button
      type="button"
      class="quiet"
      data-part={props.which}
      aria-label={props.label}
      aria-expanded={props.part === props.which}
      onClick={() => props.onToggle(props.which)}
    >
      {props.children}
    </button>
  );
}

function ThreadCards(props: { cards: readonly Handle[] }) {
  const { board, goTo } = useBoard();
  return (
    <ul class="found">
      <For each={props.cards}>
        {(handle) => (
          <li>
            <button
              type="button"
              class="choice"
              data-kind={board.card(handle)?.kind}
              onClick={() => goTo(handle)}
            >
              <span>
                <small>{words().kinds[board.card(handle)?.kind ?? 1].one}</small>
                {shorten(board.card(handle)?.text ?? "") || words().emptyCard}
              </span>
            </button>
          </li>
        )}
      </For>
    </ul>
  );
}

function NameForm(props: { thread: Handle; onDone: () => void }) {
  const { board, threading } = useBoard();
  const submit = (event: Event) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).elements.namedItem("name") as HTMLInputElement;
    const name = input.value.trim();
    if (name !== "" && threading.rename(props.thread, name)) props.onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    props.onDone();
  };
  return (
    <form ref={(form) => form.addEventListener("keydown", onKeyDown)} class="thread_form" onSubmit={submit}>
      <label for={`name_${props.thread}`}>{words().ties.name}</label>
      <input
        ref={(input) =>
          queueMicrotask(() => {
            input.focus();
            input.select();
          })
        }
        id={`name_${props.thread}`}
        name="name"
        maxlength={nameUnitsMax}
        autocomplete="off"
        required
        value={board.item(props.thread)?.text ?? ""}
      />
      <button type="submit" class="primary">
        {words().ties.save}
      </button>
    </form>
  );
}
