// "Start again from here": facilitators go on from this moment on a board of its own. The dialog asks for its title, then leads
// to it.
// SPDX-License-Identifier: MIT
import { createSignal } from "solid-js";
import { say } from "../announcer";
import { AskButton } from "./ask_dialog";
import type { PastBoard } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

/** Bytes of a label, on the server. */
const titleMax = 200;

export function StartAgain(props: { startAgain: NonNullable<PastBoard["startAgain"]>; title: string }) {
  const { replaying } = useReplay();
  const [made, setMade] = createSignal("");
  const start = async (title: string, position: number) => {
    setMade(await props.startAgain(position, replaying.index()?.history ?? "", title));
    say(replayWords().startedAgain);
    return false;
  };
  return (
    <AskButton
      id="start_again"
      open={replayWords().startAgain}
      onOpen={() => setMade("")}
      title={replayWords().startAgainTitle}
      hint={replayWords().startAgainHint}
      label={replayWords().newBoardTitle}
      value={replayWords().titleAgain(props.title)}
      unitsMax={titleMax}
      done={replayWords().makeBoard}
      failed={replayWords().startAgainFailed}
      onDone={start}
      outcome={
        made() === "" ? undefined : (
          <p class="ask">
            {replayWords().startedAgain}
            <a class="primary" href={made()} target="_blank" rel="noreferrer">
              {replayWords().openNewBoard}
            </a>
          </p>
        )
      }
    />
  );
}
