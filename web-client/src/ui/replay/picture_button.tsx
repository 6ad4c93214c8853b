// The way to pictures of the past; what they are chosen by is fetched when somebody wants one.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { fetchWhen } from "../fetch_when";
import type { PastBoard } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function PictureButton(props: { draw: NonNullable<PastBoard["draw"]> }) {
  const { replaying, playing } = useReplay();
  const [isOpen, setOpen] = createSignal(false);
  const dialog = fetchWhen(isOpen, () =>
    import("./picture_dialog").then(({ PictureDialog }) => PictureDialog),
  );
  let opener: HTMLButtonElement | undefined;
  const open = () => {
    playing.stop();
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    opener?.focus();
  };
  return (
    <>
      <button ref={opener} type="button" disabled={replaying.position() === 0} onClick={open}>
        {replayWords().pictures}
      </button>
      <Show when={isOpen() && dialog()}>
        {(found) => {
          const Dialog = found();
          return <Dialog draw={props.draw} onClose={close} />;
        }}
      </Show>
    </>
  );
}
