// A facilitator names the moment one stands at: a mark on the axis, a stop of the tour.
// SPDX-License-Identifier: MIT
import { createSignal, onMount, Show } from "solid-js";
import { alertPerson, say } from "../announcer";
import type { Bookmarks } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

/** UTF-16 units: within the server's bound of 256 bytes whatever the script. */
const nameUnitsMax = 80;

export function AddBookmark(props: { bookmarks: Bookmarks }) {
  const { replaying, playing } = useReplay();
  const [position, setPosition] = createSignal(0);
  let opener: HTMLButtonElement | undefined;
  const open = () => {
    playing.stop();
    setPosition(replaying.position());
  };
  const close = () => {
    setPosition(0);
    opener?.focus();
  };
  return (
    <>
      <button ref={opener} type="button" disabled={replaying.position() === 0} onClick={open}>
        {replayWords().addBookmark}
      </button>
      <Show when={position() > 0}>
        <BookmarkDialog bookmarks={props.bookmarks} position={position()} onClose={close} />
      </Show>
    </>
  );
}

function BookmarkDialog(props: { bookmarks: Bookmarks; position: number; onClose: () => void }) {
  const { replaying } = useReplay();
  const moment = replaying.clock().full(replaying.time());
  const [isAsking, setAsking] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;
  let input: HTMLInputElement | undefined;
  onMount(() => dialog?.showModal());
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = input?.value.trim() ?? "";
    if (name === "" || isAsking()) return;
    setAsking(true);
    try {
      await props.bookmarks.add(props.position, name);
      await replaying.seeker.refresh();
      say(replayWords().bookmarkKept(name));
      dialog?.close();
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().bookmarkFailed);
    }
    setAsking(false);
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="bookmark_title" onClose={() => props.onClose()}>
      <h2 id="bookmark_title">{replayWords().bookmarkTitle}</h2>
      <form class="start_again" onSubmit={keep}>
        <p>{replayWords().bookmarkHint(moment)}</p>
        <label for="bookmark_name">{replayWords().bookmarkName}</label>
        <input ref={input} id="bookmark_name" required maxLength={nameUnitsMax} />
        <button type="submit" class="primary" disabled={isAsking()}>
          {replayWords().bookmarkKeep}
        </button>
      </form>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {replayWords().close}
      </button>
    </dialog>
  );
}
