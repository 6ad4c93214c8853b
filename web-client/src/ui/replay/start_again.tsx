// "Start again from here": facilitators go on from this moment on a board of its own. The dialog asks for its title, then leads
// to it.
// SPDX-License-Identifier: MIT
import { createSignal, onMount, Show } from "solid-js";
import { alertPerson, say } from "../announcer";
import type { PastBoard } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

/** Bytes of a label, on the server. */
const titleMax = 200;

export function StartAgain(props: { startAgain: NonNullable<PastBoard["startAgain"]>; title: string }) {
  const { replaying } = useReplay();
  const [isOpen, setOpen] = createSignal(false);
  let opener: HTMLButtonElement | undefined;
  const close = () => {
    setOpen(false);
    opener?.focus();
  };
  return (
    <>
      <button ref={opener} type="button" disabled={replaying.position() === 0} onClick={() => setOpen(true)}>
        {replayWords().startAgain}
      </button>
      <Show when={isOpen()}>
        <StartAgainDialog startAgain={props.startAgain} title={props.title} onClose={close} />
      </Show>
    </>
  );
}

function StartAgainDialog(props: {
  startAgain: NonNullable<PastBoard["startAgain"]>;
  title: string;
  onClose: () => void;
}) {
  const { replaying } = useReplay();
  // Both stay what they were when it was opened: what is made is what was seen.
  const position = replaying.position();
  const moment = replaying.clock().full(replaying.time());
  const [isAsking, setAsking] = createSignal(false);
  const [made, setMade] = createSignal("");
  let dialog: HTMLDialogElement | undefined;
  let input: HTMLInputElement | undefined;
  onMount(() => {
    dialog?.showModal();
    input?.select();
  });
  const ask = async (event: SubmitEvent) => {
    event.preventDefault();
    const title = input?.value.trim() ?? "";
    if (title === "" || isAsking()) return;
    setAsking(true);
    try {
      setMade(await props.startAgain(position, replaying.index()?.history ?? "", title));
      say(replayWords().startedAgain);
      dialog?.querySelector("a")?.focus();
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().startAgainFailed);
    }
    setAsking(false);
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="start_again_title" onClose={() => props.onClose()}>
      <h2 id="start_again_title">{replayWords().startAgainTitle}</h2>
      <Show
        when={made()}
        fallback={
          <form class="start_again" onSubmit={ask}>
            <p>{replayWords().startAgainHint(moment)}</p>
            <label for="start_again_name">{replayWords().newBoardTitle}</label>
            <input
              ref={input}
              id="start_again_name"
              required
              maxLength={titleMax}
              value={replayWords().titleAgain(props.title)}
            />
            <button type="submit" class="primary" disabled={isAsking()}>
              {replayWords().makeBoard}
            </button>
          </form>
        }
      >
        {(address) => (
          <p class="start_again">
            {replayWords().startedAgain}
            <a class="primary" href={address()} target="_blank" rel="noreferrer">
              {replayWords().openNewBoard}
            </a>
          </p>
        )}
      </Show>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {replayWords().close}
      </button>
    </dialog>
  );
}
