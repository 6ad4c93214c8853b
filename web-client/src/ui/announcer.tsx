// What screen readers are told: own results politely, trouble at once. One message an action (A9).
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";

interface Message {
  text: string;
}

const [result, setResult] = createSignal<Message>();
const [alarm, setAlarm] = createSignal<Message>();

/** The result of what the person just did. The same words twice are said twice. */
export function say(text: string): void {
  setResult({ text });
}

/** Something the person must know now: offline, refused. */
export function alertPerson(text: string): void {
  setAlarm({ text });
}

/** The two live regions; they exist before there is anything to say. */
export function Announcer() {
  return (
    <div class="spoken">
      <div role="status">
        <Show when={result()} keyed>
          {(message) => <span>{message.text}</span>}
        </Show>
      </div>
      <div role="alert">
        <Show when={alarm()} keyed>
          {(message) => <span>{message.text}</span>}
        </Show>
      </div>
    </div>
  );
}
