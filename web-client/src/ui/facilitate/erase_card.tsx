// The content of a removed card is taken out of the history, for good: says what goes and what stays, and asks once.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Card, Handle } from "../../core/types";
import { words } from "../../i18n/language";
import type { BoardStore } from "../../state/board_store";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { facilitation } from "./facilitation_words";

export function EraseCard(props: { handle: Handle }) {
  const { ask, board } = useBoard();
  const [isAsking, setAsking] = createSignal(false);
  const [isUnderWay, setUnderWay] = createSignal(false);
  const [withKin, setWithKin] = createSignal(true);
  const [problem, setProblem] = createSignal("");
  let opener: HTMLButtonElement | undefined;
  const name = () => words().quote(shorten(board.card(props.handle)?.text ?? ""));
  const kin = () => removedKin(board, props.handle);
  const close = () => {
    setAsking(false);
    queueMicrotask(() => opener?.focus());
  };
  const erase = async () => {
    const cards = [props.handle, ...(withKin() ? kin() : [])];
    const items = cards.flatMap((handle) => board.card(handle)?.id ?? []);
    setUnderWay(true);
    setProblem("");
    try {
      await ask("POST", "/erasures", { items });
      say(facilitation().saidErased(items.length));
    } catch (error) {
      setProblem((error instanceof Error && error.message) || facilitation().eraseFailed);
    }
    setUnderWay(false);
  };
  return (
    <Show
      when={isAsking()}
      fallback={
        <button
          ref={opener}
          type="button"
          class="quiet"
          aria-label={`${facilitation().erase} ${name()}`}
          onClick={() => setAsking(true)}
        >
          {facilitation().erase}
        </button>
      }
    >
      <fieldset
        class="erase"
        ref={(group) => {
          group.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || isUnderWay()) return;
            event.stopPropagation();
            close();
          });
        }}
      >
        <legend>{facilitation().eraseTitle(name())}</legend>
        <p>{facilitation().eraseGoes}</p>
        <p>{facilitation().eraseStays}</p>
        <Show when={kin().length > 0}>
          <label class="choice">
            <input
              type="checkbox"
              checked={withKin()}
              onChange={(event) => setWithKin(event.currentTarget.checked)}
            />
            {facilitation().eraseKin(kin().length)}
          </label>
          <ul>
            <For each={kin()}>{(handle) => <li>{board.card(handle)?.text}</li>}</For>
          </ul>
        </Show>
        <Show when={problem() !== ""}>
          <p role="alert" class="form_problem">
            {problem()}
          </p>
        </Show>
        <button
          ref={(button) => queueMicrotask(() => button.focus())}
          type="button"
          class="primary final"
          disabled={isUnderWay()}
          onClick={() => void erase()}
        >
          {isUnderWay() ? facilitation().erasing : facilitation().eraseForGood}
        </button>
        <button type="button" disabled={isUnderWay()} onClick={close}>
          {facilitation().cancel}
        </button>
      </fieldset>
    </Show>
  );
}

/** Removed cards that it was made from or that were made from it, near and far: they may say the same. */
function removedKin(board: BoardStore, handle: Handle): Handle[] {
  const cards = [...board.all().values()].filter((item): item is Card => item.item === "card");
  const found = new Set([handle]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { h, derived } of cards) {
      const from = derived?.from ?? [];
      if (found.has(h)) for (const source of from) found.add(source);
      else if (from.some((source) => found.has(source))) found.add(h);
    }
  }
  found.delete(handle);
  return [...found].filter((h) => {
    const card = board.card(h);
    return card?.removed && !card.erased;
  });
}
