// "Link…": first the other card, found by what is written on it, then what one does to the other. Built when it opens.
// SPDX-License-Identifier: MIT
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { type Handle, kinds, type Verb } from "../core/types";
import { words } from "../i18n/language";
import { finds } from "../state/search";
import { verbsBetween } from "../state/verbs";
import { useBoard } from "./board_context";
import { lastPointerIsTouch } from "./last_pointer";
import { sentence } from "./linking";
import { shorten } from "./shorten";

/** More would not be read. */
const foundMax = 40;

export function LinkDialog() {
  const { linking } = useBoard();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  // One dialog for both steps: what closes it is the person's Esc, or the end. Closing gives the focus back.
  onCleanup(() => dialog?.close());
  const leave = () => dialog?.isConnected && linking.leave();
  return (
    <dialog
      ref={dialog}
      class="dialog link_dialog"
      aria-labelledby="link_title"
      onCancel={leave}
      onClose={leave}
    >
      <Show when={linking.stage()} keyed>
        {(stage) =>
          stage.step === "verb" ? (
            <VerbStep card={stage.card} other={stage.other} />
          ) : (
            <SearchStep card={stage.card} />
          )
        }
      </Show>
    </dialog>
  );
}

function SearchStep(props: { card: Handle }) {
  const { board, linking } = useBoard();
  const [query, setQuery] = createSignal("");
  let heading: HTMLHeadingElement | undefined;
  let input: HTMLInputElement | undefined;
  let list: HTMLUListElement | undefined;
  const found = () =>
    kinds
      .flatMap((kind) => board.column(kind))
      .filter((handle) => handle !== props.card && finds(query(), board.card(handle)?.text ?? ""));
  const shown = () => found().slice(0, foundMax);
  const count = () =>
    found().length > foundMax
      ? words().ties.foundMore(foundMax, found().length)
      : words().ties.found(found().length);
  // On touch the keyboard would cover the list: it comes when the field is touched.
  onMount(() => (lastPointerIsTouch() ? heading : input)?.focus());

  const submit = (event: Event) => {
    event.preventDefault();
    const [first] = found();
    if (query().trim() !== "" && first !== undefined) linking.choose(first);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const stops = [input, ...(list?.querySelectorAll("button") ?? [])];
    const next = stops[stops.indexOf(document.activeElement as HTMLButtonElement) + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <form ref={(form) => form.addEventListener("keydown", onKeyDown)} class="link_search" onSubmit={submit}>
      <h2 ref={heading} id="link_title" tabindex="-1">
        {words().ties.linkTitle}
      </h2>
      <Slip card={props.card} />
      <label for="link_query">{words().ties.search}</label>
      <input
        ref={input}
        id="link_query"
        type="search"
        enterkeyhint="search"
        autocomplete="off"
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <p role="status" class="hint">
        {count()}
      </p>
      <ul ref={list} class="found">
        <For each={shown()}>
          {(handle) => (
            <li>
              <button
                type="button"
                class="choice"
                data-kind={board.card(handle)?.kind}
                onClick={() => linking.choose(handle)}
              >
                <CardWords card={handle} />
              </button>
            </li>
          )}
        </For>
      </ul>
      <div class="dialog_end">
        <button type="button" onClick={() => linking.leave()}>
          {words().cancel}
        </button>
        <button type="button" onClick={() => linking.chooseOnBoard()}>
          {words().ties.onBoard}
        </button>
      </div>
    </form>
  );
}

function VerbStep(props: { card: Handle; other: Handle }) {
  const { board, linking, problem, ties } = useBoard();
  let heading: HTMLHeadingElement | undefined;
  let list: HTMLUListElement | undefined;
  const verbs = (from: Handle, to: Handle): Verb[] => {
    const [one, other] = [board.card(from), board.card(to)];
    return one === undefined || other === undefined ? [] : verbsBetween(one.kind, other.kind);
  };
  const { card, other } = props;
  // The way round that there is more to say about.
  const [flipped, setFlipped] = createSignal(verbs(other, card).length > verbs(card, other).length);
  const [from, to] = [() => (flipped() ? other : card), () => (flipped() ? card : other)];
  const exists = (verb: Verb) =>
    ties()
      .from(from())
      .some((tie) => tie.to === to() && tie.verb === verb);
  onMount(() => (lastPointerIsTouch() ? heading : list?.querySelector("button"))?.focus());

  return (
    <>
      <h2 ref={heading} id="link_title" tabindex="-1">
        {words().ties.verbTitle}
      </h2>
      <p role="status" class="spoken">
        {words().ties.direction(
          shorten(board.card(from())?.text ?? ""),
          shorten(board.card(to())?.text ?? ""),
        )}
      </p>
      <Slip card={from()} />
      <ul ref={list} class="verbs">
        <For each={verbs(from(), to())}>
          {(verb) => (
            <li>
              <button
                type="button"
                classList={{ off: exists(verb) }}
                aria-disabled={exists(verb)}
                aria-label={`${sentence({ from: from(), to: to(), verb }, board)}${exists(verb) ? `, ${words().ties.exists}` : ""}`}
                onClick={() => exists(verb) || linking.finish({ from: from(), to: to(), verb })}
              >
                {words().verbs[verb]}
                <Show when={exists(verb)}>
                  <small>{words().ties.exists}</small>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Slip card={to()} />
      <Show when={problem() !== ""}>
        <p class="banner trouble">{problem()}</p>
      </Show>
      <Show when={verbs(to(), from()).length > 0}>
        <button type="button" class="quiet" onClick={() => setFlipped(!flipped())}>
          <span aria-hidden="true">⇅</span> {words().ties.flip}
        </button>
      </Show>
      <div class="dialog_end">
        <button type="button" onClick={() => linking.leave()}>
          {words().cancel}
        </button>
        <button type="button" onClick={() => linking.choose(undefined)}>
          {words().ties.otherCard}
        </button>
      </div>
    </>
  );
}

/** A card in a line of its own, in the colour and shape of its kind. */
function Slip(props: { card: Handle }) {
  const { board } = useBoard();
  return (
    <p class="slip" data-kind={board.card(props.card)?.kind}>
      <CardWords card={props.card} />
    </p>
  );
}

function CardWords(props: { card: Handle }) {
  const { board } = useBoard();
  const card = () => board.card(props.card);
  return (
    <span>
      <small>{words().kinds[card()?.kind ?? 1].one}</small>
      {shorten(card()?.text ?? "") || words().emptyCard}
    </span>
  );
}
