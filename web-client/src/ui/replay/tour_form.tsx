// A facilitator composes a tour: its title, its stops in any order, a sentence each. Fetched when it is wanted.
// SPDX-License-Identifier: MIT
import { createSignal, For, onMount } from "solid-js";
import type { Tour } from "../../replay/history_index";
import { alertPerson, say } from "../announcer";
import { nameUnitsMax } from "../bookmark_name";
import type { Tours } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

/** As the server takes them (server/base/limits.h). */
const stopsMax = 100;

export function TourForm(props: { tour: Tour; ways: Tours; onClose: () => void }) {
  const { replaying, touring } = useReplay();
  const [stops, setStops] = createSignal(props.tour.stops);
  const [isAsking, setAsking] = createSignal(false);
  let dialog: HTMLDialogElement | undefined;
  let title: HTMLInputElement | undefined;
  onMount(() => {
    dialog?.showModal();
    title?.focus();
  });
  const when = (time: number) => replaying.clock().exact(time);
  const addHere = () => {
    const said = replaying.said().slice(0, nameUnitsMax);
    setStops([...stops(), { at: replaying.position(), time: replaying.time(), text: said }]);
  };
  const move = (from: number, by: 1 | -1) => {
    const next = [...stops()];
    const [one] = next.splice(from, 1);
    if (one !== undefined) next.splice(from + by, 0, one);
    setStops(next);
  };
  /** Written in place: nothing is drawn anew under a hand that types. */
  const setText = (at: number, text: string) => {
    const stop = stops()[at];
    if (stop !== undefined) stops()[at] = { ...stop, text };
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = title?.value.trim() ?? "";
    if (name === "" || isAsking()) return;
    setAsking(true);
    try {
      await props.ways.keep(props.tour.id, {
        title: name,
        stops: stops().map(({ at, text }) => ({ position: at, text: text.trim() })),
      });
      await replaying.seeker.refresh();
      const isGone = touring.follow(props.tour);
      say(isGone ? replayWords().tourStopGone : replayWords().tourKept(name));
      dialog?.close();
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().tourFailed);
    }
    setAsking(false);
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="tour_form_title" onClose={() => props.onClose()}>
      <h2 id="tour_form_title">{replayWords().tourFormTitle}</h2>
      <form class="ask tour_form" onSubmit={submit}>
        <label for="tour_name">{replayWords().tourName}</label>
        <input ref={title} id="tour_name" required maxLength={nameUnitsMax} value={props.tour.title} />
        <ol>
          <For each={stops()}>
            {(stop, at) => (
              <li>
                <label>
                  {replayWords().tourStop(at() + 1, when(stop.time))}
                  <input
                    maxLength={nameUnitsMax}
                    value={stop.text}
                    onInput={(event) => setText(at(), event.currentTarget.value)}
                  />
                </label>
                <button
                  type="button"
                  aria-label={replayWords().tourUp(at() + 1)}
                  disabled={at() === 0}
                  onClick={() => move(at(), -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  aria-label={replayWords().tourDown(at() + 1)}
                  disabled={at() + 1 === stops().length}
                  onClick={() => move(at(), 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  aria-label={replayWords().tourDrop(at() + 1)}
                  onClick={() => setStops(stops().filter((one) => one !== stop))}
                >
                  ×
                </button>
              </li>
            )}
          </For>
        </ol>
        <button
          type="button"
          disabled={replaying.position() === 0 || stops().length >= stopsMax}
          onClick={addHere}
        >
          {replayWords().tourAddHere(when(replaying.time()))}
        </button>
        <button type="submit" class="primary" disabled={stops().length === 0 || isAsking()}>
          {replayWords().tourKeep}
        </button>
      </form>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {replayWords().close}
      </button>
    </dialog>
  );
}
