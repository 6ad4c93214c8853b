// The tours through a past: anybody starts one; facilitators compose them, and take one to the room's screen.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { words } from "../../i18n/language";
import type { Tour } from "../../replay/history_index";
import { alertPerson, say } from "../announcer";
import { fetchWhen } from "../fetch_when";
import type { Tours } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function TourList() {
  const { past, replaying, touring } = useReplay();
  /** Undefined while none is worked on; the one without an id is new. */
  const [edited, setEdited] = createSignal<Tour>();
  const form = fetchWhen(
    () => edited() !== undefined,
    () => import("./tour_form").then(({ TourForm }) => TourForm),
  );
  let compose: HTMLButtonElement | undefined;
  const close = () => {
    setEdited(undefined);
    compose?.focus();
  };
  const tours = () => replaying.index()?.tours ?? [];
  return (
    <Show when={tours().length > 0 || past.tours !== undefined}>
      <section class="tours" aria-labelledby="tours_title">
        <h3 id="tours_title">{replayWords().tours}</h3>
        <ul class="tour_list">
          <For each={tours()}>
            {(tour) => (
              <li>
                <button type="button" class="line" onClick={() => touring.start(tour)}>
                  {replayWords().tourStart(tour.title, tour.stops.length)}
                </button>
                <Show when={past.tours}>
                  {(ways) => <TourWays tour={tour} ways={ways()} onEdit={() => setEdited(tour)} />}
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={past.tours}>
          {(ways) => (
            <>
              <button
                ref={compose}
                type="button"
                onClick={() =>
                  setEdited({ id: "", title: "", stops: firstStops(replaying.index()?.marks ?? []) })
                }
              >
                {replayWords().tourCompose}
              </button>
              <Show when={edited()} keyed>
                {(tour) => <Dynamic component={form()} tour={tour} ways={ways()} onClose={close} />}
              </Show>
            </>
          )}
        </Show>
      </section>
    </Show>
  );
}

/** A new tour begins as the bookmarks in their order. */
function firstStops(
  marks: readonly { what: string; at: number; time: number; text?: string }[],
): Tour["stops"] {
  return marks
    .filter(({ what }) => what === "bookmark")
    .map(({ at, time, text = "" }) => ({ at, time, text }));
}

function TourWays(props: { tour: Tour; ways: Tours; onEdit: () => void }) {
  const { replaying, touring } = useReplay();
  const told = async (act: () => Promise<string>) => {
    try {
      say(await act());
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().tourFailed);
    }
  };
  const copy = async () => {
    await navigator.clipboard.writeText(await props.ways.screenAddress(props.tour.id));
    return replayWords().tourCopied;
  };
  const remove = async () => {
    const gone = props.tour;
    await props.ways.remove(gone.id);
    touring.leave(gone);
    await replaying.seeker.refresh();
    return replayWords().tourRemoved;
  };
  return (
    <div class="tour_list_ways">
      <button
        type="button"
        class="quiet"
        aria-label={replayWords().tourScreen(props.tour.title)}
        onClick={() => void told(copy)}
      >
        {replayWords().tourScreenShort}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={replayWords().tourEdit(props.tour.title)}
        onClick={props.onEdit}
      >
        {replayWords().tourEditShort}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={replayWords().tourRemove(props.tour.title)}
        onClick={() => void told(remove)}
      >
        {words().remove}
      </button>
    </div>
  );
}
