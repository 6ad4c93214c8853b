// A facilitator names the moment one stands at: a mark on the axis, a stop of the tour.
// SPDX-License-Identifier: MIT
import { say } from "../announcer";
import { nameUnitsMax } from "../bookmark_name";
import { AskButton } from "./ask_dialog";
import type { Bookmarks } from "./past_board";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function AddBookmark(props: { bookmarks: Bookmarks }) {
  const { replaying, playing } = useReplay();
  const keep = async (name: string, position: number) => {
    await props.bookmarks.add(position, name);
    await replaying.seeker.refresh();
    say(replayWords().bookmarkKept(name));
    return true;
  };
  return (
    <AskButton
      id="bookmark"
      open={replayWords().addBookmark}
      onOpen={playing.stop}
      title={replayWords().bookmarkTitle}
      hint={replayWords().bookmarkHint}
      label={replayWords().bookmarkName}
      unitsMax={nameUnitsMax}
      done={replayWords().bookmarkKeep}
      failed={replayWords().bookmarkFailed}
      onDone={keep}
    />
  );
}
