// What the person is told of what happened. Screen readers hear own results politely, trouble at once, one message an action
// (A9). A result that can be taken back is shown too, for a while, with the button that does it.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { afterPress } from "./last_pointer";

/** A way on from a result: undo after a removal. */
export interface Offer {
  label: string;
  act: () => void;
}

interface Message {
  text: string;
  offer?: Offer | undefined;
}

/** Long enough to read and reach; the same button stays in the header. */
const shownMs = 8_000;

const [result, setResult] = createSignal<Message>();
const [alarm, setAlarm] = createSignal<Message>();
const [shown, setShown] = createSignal<Message>();
let timer: ReturnType<typeof setTimeout> | undefined;
let note: HTMLDivElement | undefined;

/** The result of what the person just did. The same words twice are said twice. */
export function say(text: string, offer?: Offer): void {
  const message = { text, offer };
  setResult(message);
  show(offer === undefined ? undefined : message);
}

/** Something the person must know now: offline, refused. */
export function alertPerson(text: string): void {
  setAlarm({ text });
}

/** Takes the offer back: the person has gone on. */
export function endOffer(): void {
  show(undefined);
}

function show(message: Message | undefined): void {
  clearTimeout(timer);
  setShown(message);
  if (message !== undefined) timer = setTimeout(hideUnlessUsed, shownMs);
}

/** Never from under a hand or the focus. */
function hideUnlessUsed(): void {
  if (note?.matches(":hover, :focus-within")) timer = setTimeout(hideUnlessUsed, shownMs);
  else afterPress(() => setShown(undefined));
}

/** The live regions; they exist before there is anything to say. */
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

/** The result as it is seen. It sticks to the bottom and has a place of its own at the end: nothing is covered for good. */
export function ResultNote() {
  return (
    <Show when={shown()} keyed>
      {(message) => (
        <div ref={note} class="note">
          <span aria-hidden="true">{message.text}</span>
          <Show when={message.offer} keyed>
            {(offer) => (
              <button type="button" class="quiet" onClick={() => offer.act()}>
                {offer.label}
              </button>
            )}
          </Show>
        </div>
      )}
    </Show>
  );
}
