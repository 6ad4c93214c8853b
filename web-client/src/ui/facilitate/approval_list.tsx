// New cards that wait for a facilitator: let through one by one, or refused with a reason that the author reads.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Card, Handle } from "../../core/types";
import { words } from "../../i18n/language";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { whose } from "../whose";
import { facilitation } from "./facilitation_words";
import { NoteForm } from "./note_form";

/** `hidden`: ids of what others do not see. */
export function ApprovalList(props: { hidden: readonly string[] }) {
  const { board, conduct, stage } = useBoard();
  const [refusing, setRefusing] = createSignal<Handle>(0);
  const waiting = () => {
    board.changeCount();
    const hidden = new Set(props.hidden);
    return [...board.all().values()]
      .filter((item): item is Card => item.item === "card" && hidden.has(item.id))
      .filter((card) => !card.removed && !card.parked && !card.revealed);
  };
  const accept = (card: Card) => {
    if (conduct(card.h, "revealed", 1)) say(facilitation().saidAccepted);
  };
  const refuse = (card: Card, reason: string) => {
    setRefusing(0);
    if (conduct(card.h, "note", 0, reason) && conduct(card.h, "parked", 1)) say(facilitation().saidRefused);
  };
  return (
    <Show when={stage.phase()?.sees === "approved"}>
      <section class="approvals" aria-labelledby="approvals_title">
        <h3 id="approvals_title">{facilitation().toApprove(waiting().length)}</h3>
        <ul class="desk_list">
          <For each={waiting()}>
            {(card) => (
              <li class="desk_row" data-kind={card.kind}>
                <span>
                  <b>{words().kinds[card.kind].one}</b>
                  <small>{whose(card.organisation)}</small>
                  {card.text}
                </span>
                <button
                  type="button"
                  aria-label={facilitation().acceptOf(shorten(card.text))}
                  onClick={() => accept(card)}
                >
                  {facilitation().accept}
                </button>
                <button
                  type="button"
                  aria-label={facilitation().refuseOf(shorten(card.text))}
                  onClick={() => setRefusing(card.h)}
                >
                  {facilitation().refuse}
                </button>
                <Show when={refusing() === card.h}>
                  <NoteForm
                    label={facilitation().reasonToAuthor}
                    done={facilitation().refuseDone}
                    onDone={(reason) => refuse(card, reason)}
                    onCancel={() => setRefusing(0)}
                  />
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
