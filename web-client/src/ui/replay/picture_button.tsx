// The way to pictures of the past; what they are chosen by is fetched when somebody wants one.
// SPDX-License-Identifier: MIT
import { Show } from "solid-js";
import { fetchWhen } from "../fetch_when";
import { DialogButton } from "./dialog_button";
import type { PastBoard } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

interface PictureProps {
  draw: NonNullable<PastBoard["draw"]>;
}

export function PictureButton(props: PictureProps) {
  const { playing } = useReplay();
  return (
    <DialogButton
      words={replayWords().pictures}
      onOpen={playing.stop}
      dialog={(close) => <FetchedDialog draw={props.draw} onClose={close} />}
    />
  );
}

function FetchedDialog(props: PictureProps & { onClose: () => void }) {
  const dialog = fetchWhen<typeof props>(
    () => true,
    () => import("./picture_dialog").then(({ PictureDialog }) => PictureDialog),
  );
  return (
    <Show when={dialog()}>
      {(found) => {
        const Dialog = found();
        return <Dialog draw={props.draw} onClose={props.onClose} />;
      }}
    </Show>
  );
}
