// "Thread…": a new one with a name, or one that is there. Built when it opens.
// SPDX-License-Identifier: MIT
import { For, onCleanup, onMount, Show } from "solid-js";
import type { Handle } from "../core/types";
import { words } from "../i18n/language";
import type { Gathering } from "../state/ties";
import { useBoard } from "./board_context";
import { lastPointerIsTouch } from "./last_pointer";
import { shorten } from "./shorten";
import { nameUnitsMax } from "./threading";

export function ThreadDialog(props: { cards: readonly Handle[] }) {
  const { problem, reworking, threading, ties } = useBoard();
  let dialog: HTMLDialogElement | undefined;
  let heading: HTMLHeadingElement | undefined;
  let input: HTMLInputElement | undefined;
  onMount(() => {
    dialog?.showModal();
    // On touch the keyboard would cover the threads: it comes when the field is touched.
    (lastPointerIsTouch() ? heading : input)?.focus();
  });
  onCleanup(() => dialog?.close());
  const leave = () => dialog?.isConnected && threading.leave();
  const submit = (event: Event) => {
    event.preventDefault();
    const name = input?.value.trim() ?? "";
    if (name !== "") threading.gather(name);
    else {
      input?.setCustomValidity(words().ties.nameFirst);
      input?.reportValidity();
    }
  };
  const chooseOthers = () => {
    const [card = 0] = props.cards;
    threading.leave();
    reworking.pick(card);
  };

  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="thread_title" onCancel={leave} onClose={leave}>
      <h2 ref={heading} id="thread_title" tabindex="-1">
        {words().ties.threadTitle(props.cards.length)}
      </h2>
      <p class="hint">{words().ties.threadHint}</p>
      <form class="thread_form" novalidate onSubmit={submit}>
        <label for="thread_name">{words().ties.newThread}</label>
        <input
          ref={input}
          id="thread_name"
          maxlength={nameUnitsMax}
          autocomplete="off"
          onInput={(event) => event.currentTarget.setCustomValidity("")}
        />
        <button type="submit" class="primary">
          {words().ties.makeThread}
        </button>
      </form>
      <Show when={ties().threads.length > 0}>
        <h3>{words().ties.existing}</h3>
        <ul class="thread_choices">
          <For each={ties().threads.map(({ thread }) => thread)}>
            {(thread) => <ThreadChoice thread={thread} cards={props.cards} />}
          </For>
        </ul>
      </Show>
      <Show when={problem() !== ""}>
        <p class="banner trouble">{problem()}</p>
      </Show>
      <div class="dialog_end">
        <button type="button" onClick={() => threading.leave()}>
          {words().cancel}
        </button>
        <Show when={reworking.picked() === undefined}>
          <button type="button" onClick={chooseOthers}>
            {words().ties.otherCards}
          </button>
        </Show>
      </div>
    </dialog>
  );
}

function ThreadChoice(props: { thread: Handle; cards: readonly Handle[] }) {
  const { board, threading, ties } = useBoard();
  const gathering = (): Gathering | undefined => ties().threads.find(({ thread }) => thread === props.thread);
  const name = () => shorten(board.item(props.thread)?.text ?? "") || words().ties.unnamed;
  const hasAll = () => props.cards.every((card) => gathering()?.cards.includes(card));
  return (
    <li>
      <button
        type="button"
        classList={{ off: hasAll() }}
        aria-disabled={hasAll()}
        onClick={() => hasAll() || threading.gather(props.thread)}
      >
        {hasAll() ? words().ties.allInside(name()) : name()}{" "}
        <small>{words().ties.cards(gathering()?.cards.length ?? 0)}</small>
      </button>
    </li>
  );
}
