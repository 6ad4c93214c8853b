// The past to take along: pictures of this moment, of the end of each phase, of the whole day as a film, and this moment's cards for
// other programs. The server makes them, as whoever asks may see them.
// SPDX-License-Identifier: MIT
import { createSignal, For, onCleanup, onMount } from "solid-js";
import { alertPerson, say } from "../announcer";
import { saveFile } from "../save_file";
import type { PastBoard } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

interface Kind {
  title: () => string;
  /** Behind the address of the history, by the end of a file's name. */
  files: Record<string, string>;
}

export function PictureDialog(props: { draw: NonNullable<PastBoard["draw"]>; onClose: () => void }) {
  const { past, replaying } = useReplay();
  // They stay what they were when it was opened: what is drawn is what was seen.
  const position = replaying.position();
  const moment = replaying.clock().full(replaying.time());
  const history = replaying.index()?.history ?? "";
  const kinds: Kind[] = [
    {
      title: () => replayWords().pictureOfMoment(moment),
      files: { png: `${position}.png`, svg: `${position}.svg` },
    },
    {
      title: () => replayWords().pictureOfPhases,
      files: { png: `${position}/phases.png`, svg: `${position}/phases.svg` },
    },
    { title: () => replayWords().pictureOfDay, files: { webp: `0-${position}.webp` } },
    { title: () => replayWords().cardsOfMoment, files: { json: `${position}.json` } },
  ];
  const [drawn, setDrawn] = createSignal<string>();
  const abort = new AbortController();
  onCleanup(() => abort.abort());
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  const save = async (file: string, end: string) => {
    if (drawn() !== undefined) return;
    setDrawn(file);
    say(replayWords().pictureBegun);
    try {
      saveFile(await props.draw(history, file, abort.signal), past.title(), end);
      say(replayWords().pictureSaved);
    } catch (error) {
      if (!abort.signal.aborted)
        alertPerson((error instanceof Error && error.message) || replayWords().pictureFailed);
    }
    setDrawn(undefined);
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="pictures_title" onClose={() => props.onClose()}>
      <h2 id="pictures_title">{replayWords().picturesTitle}</h2>
      <p>{replayWords().picturesHint}</p>
      <For each={kinds}>
        {({ title, files }) => (
          <section>
            <h3>{title()}</h3>
            <div class="moment_ways">
              <For each={Object.entries(files)}>
                {([end, file]) => (
                  <button
                    type="button"
                    aria-label={`${end.toUpperCase()}, ${title()}`}
                    aria-busy={drawn() === file}
                    aria-disabled={drawn() !== undefined}
                    onClick={() => save(file, end)}
                  >
                    {drawn() === file ? replayWords().pictureBegun : end.toUpperCase()}
                  </button>
                )}
              </For>
            </div>
          </section>
        )}
      </For>
      <button type="button" class="quiet" onClick={() => dialog?.close()}>
        {replayWords().close}
      </button>
    </dialog>
  );
}
