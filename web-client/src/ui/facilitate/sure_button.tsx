// A button for what cannot be taken back: it says what will happen, and asks once.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { facilitation } from "./facilitation_words";

export function SureButton(props: { label: string; name: string; question: string; act: () => void }) {
  const [asked, setAsked] = createSignal(false);
  return (
    <Show
      when={asked()}
      fallback={
        <button type="button" aria-label={props.name} onClick={() => setAsked(true)}>
          {props.label}
        </button>
      }
    >
      <span class="sure" role="alert">
        {props.question}
      </span>
      <button
        ref={(button) => queueMicrotask(() => button.focus())}
        type="button"
        class="primary final"
        aria-label={props.name}
        onClick={props.act}
      >
        {props.label}
      </button>
      <button type="button" onClick={() => setAsked(false)}>
        {facilitation().cancel}
      </button>
    </Show>
  );
}
