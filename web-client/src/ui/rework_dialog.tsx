// "Rework…": first which of the three, each with what it is for, then its form. Built when it opens.
// SPDX-License-Identifier: MIT
import { For, onCleanup, onMount, Show } from "solid-js";
import type { DerivedBy, Handle } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { DeriveForm } from "./derive_form";
import { shorten } from "./shorten";

const ways = ["reword", "split", "merge"] as const satisfies readonly DerivedBy[];

export function ReworkDialog() {
  const { reworking } = useBoard();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  // One dialog for all its steps: what closes it is the person's Esc, or the end. Closing gives the focus back.
  onCleanup(() => dialog?.close());
  // The event that tells of a close comes a moment later, when another dialog may be there already.
  const leave = () => dialog?.isConnected && reworking.leaveDialog();
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="rework_title" onCancel={leave} onClose={leave}>
      <Show when={reworking.stage()} keyed>
        {(stage) =>
          stage.step === "choice" ? (
            <Choice card={stage.cards[0] ?? 0} />
          ) : (
            <DeriveForm how={stage.step} cards={stage.cards} />
          )
        }
      </Show>
    </dialog>
  );
}

function Choice(props: { card: Handle }) {
  const { board, reworking } = useBoard();
  return (
    <>
      <h2 id="rework_title">{words().reworkTitle}</h2>
      <p class="hint">{words().quote(shorten(board.card(props.card)?.text ?? ""))}</p>
      <For each={ways}>
        {(how) => (
          <button type="button" class="rework_choice" onClick={() => reworking.choose(how)}>
            <strong>{words().reworkChoices[how].name}</strong>
            <span>{words().reworkChoices[how].why}</span>
          </button>
        )}
      </For>
      <p class="hint">{words().reworkPromise}</p>
      <button type="button" class="quiet" onClick={() => reworking.leaveDialog()}>
        {words().cancel}
      </button>
    </>
  );
}
