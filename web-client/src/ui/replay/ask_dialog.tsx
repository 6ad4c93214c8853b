// A button that opens a dialog which asks for one line of text about the moment one stands at; what is done with it may take a while,
// and may fail, which is said and leaves the dialog open.
// SPDX-License-Identifier: MIT
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { alertPerson } from "../announcer";
import { DialogButton } from "./dialog_button";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

interface Asked {
  /** Of the elements; one on a page. */
  id: string;
  title: string;
  /** `moment`: the one it was opened at, in words. */
  hint: (moment: string) => string;
  label: string;
  value?: string;
  /** UTF-16 units. */
  unitsMax: number;
  done: string;
  failed: string;
  /** `position`: the one it was opened at. True: the dialog has nothing more to say, and closes. */
  onDone: (text: string, position: number) => Promise<boolean>;
  /** Instead of the form, once there is any. */
  outcome?: JSX.Element;
}

export function AskButton(props: Asked & { open: string; onOpen?: () => void }) {
  return (
    <DialogButton
      words={props.open}
      onOpen={props.onOpen}
      dialog={(close) => <AskDialog {...props} onClose={close} />}
    />
  );
}

function AskDialog(props: Asked & { onClose: () => void }) {
  const { replaying } = useReplay();
  // Both stay what they were when it was opened: what is done is about what was seen.
  const position = replaying.position();
  const moment = replaying.clock().full(replaying.time());
  const [isAsking, setAsking] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;
  let input: HTMLInputElement | undefined;
  onMount(() => {
    dialog?.showModal();
    input?.select();
  });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const text = input?.value.trim() ?? "";
    if (text === "" || isAsking()) return;
    setAsking(true);
    try {
      if (await props.onDone(text, position)) dialog?.close();
      else dialog?.querySelector("a")?.focus();
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || props.failed);
    }
    setAsking(false);
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={`${props.id}_title`} onClose={() => props.onClose()}>
      <h2 id={`${props.id}_title`}>{props.title}</h2>
      <Show
        when={props.outcome}
        fallback={
          <form class="ask" onSubmit={submit}>
            <p>{props.hint(moment)}</p>
            <label for={`${props.id}_text`}>{props.label}</label>
            <input
              ref={input}
              id={`${props.id}_text`}
              required
              maxLength={props.unitsMax}
              value={props.value ?? ""}
            />
            <button type="submit" class="primary" disabled={isAsking()}>
              {props.done}
            </button>
          </form>
        }
      >
        {(outcome) => outcome()}
      </Show>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {replayWords().close}
      </button>
    </dialog>
  );
}
