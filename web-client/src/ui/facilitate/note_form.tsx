// A few words to the author of a card.
// SPDX-License-Identifier: MIT
import { facilitation } from "./facilitation_words";

/** Within the server's bound of 1,024 bytes whatever the script. */
const noteUnitsMax = 300;

export function NoteForm(props: {
  label: string;
  done: string;
  onDone: (note: string) => void;
  onCancel: () => void;
}) {
  let note: HTMLTextAreaElement | undefined;
  const submit = (event: Event) => {
    event.preventDefault();
    const text = note?.value.trim() ?? "";
    if (text !== "") props.onDone(text);
    else note?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    props.onCancel();
  };
  return (
    <form class="note_form" ref={(form) => form.addEventListener("keydown", onKeyDown)} onSubmit={submit}>
      <label>
        {props.label}
        <textarea
          ref={(area) => {
            note = area;
            queueMicrotask(() => area.focus());
          }}
          rows="2"
          maxlength={noteUnitsMax}
        />
      </label>
      <button type="submit" class="primary">
        {props.done}
      </button>
      <button type="button" onClick={props.onCancel}>
        {facilitation().cancel}
      </button>
    </form>
  );
}
