// What facilitators can do to a card beyond its text: pin, put aside, ask its author for another wording. Fetched by them alone.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import type { Card } from "../../core/types";
import { words } from "../../i18n/language";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";
import { NoteForm } from "./note_form";
import { RoomVotes } from "./room_votes";

export function ModerateCard(props: { card: Card }) {
  const { close, conduct } = useBoard();
  const [asking, setAsking] = createSignal(false);
  const pin = () => conduct(props.card.h, "pinned", props.card.pinned ? 0 : 1);
  const park = () => {
    const { h } = props.card;
    close();
    if (conduct(h, "parked", 1)) say(facilitation().saidParked);
  };
  const ask = (note: string) => {
    if (conduct(props.card.h, "note", 0, note)) {
      say(note === "" ? facilitation().saidNoteGone : facilitation().saidAsked);
      setAsking(false);
    }
  };
  return (
    <>
      <button type="button" onClick={pin}>
        {props.card.pinned ? facilitation().unpin : facilitation().pin}
      </button>
      <button type="button" onClick={park}>
        {words().park}
      </button>
      <Show
        when={props.card.note}
        fallback={
          <button type="button" aria-expanded={asking()} onClick={() => setAsking(!asking())}>
            {facilitation().askRewording}
          </button>
        }
      >
        <button type="button" onClick={() => ask("")}>
          {facilitation().dropNote}
        </button>
      </Show>
      <RoomVotes card={props.card} />
      <Show when={asking()}>
        <NoteForm
          label={facilitation().noteToAuthor}
          done={facilitation().sendNote}
          onDone={ask}
          onCancel={() => setAsking(false)}
        />
      </Show>
    </>
  );
}
