// "Move to…": any column in one click, any rank in two (A2). Built when it opens.
// SPDX-License-Identifier: MIT
import { createSignal, For, onMount, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Handle, type Kind, kinds } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { shorten } from "./shorten";

export function MoveDialog(props: { card: Handle }) {
  const { board, stage, endMove, carry, viewing } = useBoard();
  const open = () => {
    const card = board.card(props.card);
    return card === undefined ? [] : kinds.filter((kind) => stage.mayMoveTo(card, kind));
  };
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="move_title" onClose={endMove}>
      <h2 id="move_title">{words().moveTitle}</h2>
      <Show when={!viewing.hasKindColumns()}>
        <Dynamic component={viewing.groups()?.GroupChoices} card={props.card} />
      </Show>
      <For each={open()}>{(kind) => <ColumnChoice card={props.card} kind={kind} />}</For>
      <Show when={viewing.layout() === "wall"}>
        <button type="button" class="choice" onClick={() => carry(props.card)}>
          {words().moveOnWall}
        </button>
      </Show>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {words().cancel}
      </button>
    </dialog>
  );
}

function ColumnChoice(props: { card: Handle; kind: Kind }) {
  const { moveCard } = useBoard();
  const [choosing, setChoosing] = createSignal(false);
  const name = () => words().kinds[props.kind].many;
  return (
    <div class="column_choice" data-kind={props.kind}>
      <button type="button" class="choice" onClick={() => moveCard(props.card, props.kind, 0)}>
        {words().moveToEnd(name())}
      </button>
      <button
        type="button"
        class="quiet"
        aria-expanded={choosing()}
        aria-label={words().choosePlaceIn(name())}
        onClick={() => setChoosing(!choosing())}
      >
        {words().choosePlace}
      </button>
      <Show when={choosing()}>
        <Places card={props.card} kind={props.kind} />
      </Show>
    </div>
  );
}

function Places(props: { card: Handle; kind: Kind }) {
  const { board, moveCard } = useBoard();
  const others = () => board.column(props.kind).filter((handle) => handle !== props.card);
  return (
    <ol class="places">
      <li>
        <button type="button" onClick={() => moveCard(props.card, props.kind, others()[0] ?? 0)}>
          {words().placeFirst}
        </button>
      </li>
      <For each={others()}>
        {(handle, index) => (
          <li>
            <button
              type="button"
              onClick={() => moveCard(props.card, props.kind, others()[index() + 1] ?? 0)}
            >
              {words().placeAfter(shorten(board.card(handle)?.text ?? ""))}
            </button>
          </li>
        )}
      </For>
    </ol>
  );
}
