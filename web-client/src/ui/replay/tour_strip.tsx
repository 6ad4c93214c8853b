// The stop of a tour that one stands at: its sentence, large, and the ways on.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function TourStrip() {
  const { past, touring } = useReplay();
  const isLast = () => touring.at() + 1 === touring.tour()?.stops.length;
  return (
    <Show when={touring.tour()}>
      {(tour) => (
        <section class="tour_strip" aria-label={replayWords().tourOn(tour().title)}>
          <p class="tour_place">
            {replayWords().tourPlace(tour().title, touring.at() + 1, tour().stops.length)}
          </p>
          <p class="tour_text">{touring.stop()?.text}</p>
          <div class="tour_ways">
            <button type="button" disabled={touring.at() === 0} onClick={() => touring.go(-1)}>
              {replayWords().tourBack}
            </button>
            <button type="button" disabled={isLast() && !touring.isMoving()} onClick={touring.toggle}>
              {touring.isMoving() ? replayWords().tourHold : replayWords().tourResume}
            </button>
            <button type="button" disabled={isLast()} onClick={() => touring.go(1)}>
              {replayWords().tourOnward}
            </button>
            <Show when={past.lead}>
              <button type="button" aria-pressed={touring.isLeading()} onClick={touring.toggleLeading}>
                {touring.isLeading() ? replayWords().tourUnshow : replayWords().tourShow}
              </button>
            </Show>
            <button type="button" class="quiet" onClick={touring.end}>
              {replayWords().tourEnd}
            </button>
          </div>
        </section>
      )}
    </Show>
  );
}
