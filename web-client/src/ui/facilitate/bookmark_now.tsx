// "Mark this moment", while it is on: it will be found on the timeline of the replay. One line, no dialog: the room goes on.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { alertPerson, say } from "../announcer";
import { useBoard } from "../board_context";
import { nameUnitsMax } from "../bookmark_name";
import { facilitation } from "./facilitation_words";

export function BookmarkNow() {
  const { ask, board } = useBoard();
  const [position, setPosition] = createSignal(0);
  let opener: HTMLButtonElement | undefined;
  let input: HTMLInputElement | undefined;
  const close = () => {
    setPosition(0);
    opener?.focus();
  };
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = input?.value.trim() ?? "";
    if (name === "") return;
    try {
      await ask("POST", "/bookmarks", { position: position(), name });
      say(facilitation().bookmarked(name));
      close();
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || facilitation().bookmarkFailed);
    }
  };
  return (
    <Show
      when={position() > 0}
      fallback={
        <button
          ref={opener}
          type="button"
          disabled={board.status.position === 0}
          onClick={() => setPosition(board.status.position)}
        >
          {facilitation().bookmark}
        </button>
      }
    >
      <form
        class="bookmark_now"
        onSubmit={keep}
        ref={(form) => {
          form.addEventListener("keydown", (event) => {
            if (event.key !== "Escape" || event.isComposing) return;
            event.preventDefault();
            event.stopPropagation();
            close();
          });
        }}
      >
        <label>
          {facilitation().bookmarkName}
          <input
            ref={(field) => {
              input = field;
              queueMicrotask(() => field.focus());
            }}
            maxLength={nameUnitsMax}
          />
        </label>
        <button type="submit">{facilitation().bookmarkKeep}</button>
        <button type="button" class="quiet" onClick={close}>
          {facilitation().cancel}
        </button>
      </form>
    </Show>
  );
}
