// Lifts the curtain of a phase in which everybody sees only their own: all at once, or kind by kind.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import { kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { addingOf } from "../../state/run_of_show";
import { useBoard } from "../board_context";
import { useConducting } from "./conducting";
import { facilitation } from "./facilitation_words";

/** Threads, the five kinds of cards, ballots. */
const everything = 0b111_1111;
const ballots = 1 << 6;

export function RevealButtons() {
  const { board, stage } = useBoard();
  const { reveal } = useConducting();
  const isHidden = (bit: number) => (board.settings.revealed & bit) === 0;
  const may = (act: string) => (stage.phase()?.may as string[] | undefined)?.includes(act) ?? false;
  const offered = () => kinds.filter((kind) => may(addingOf[kind]) && isHidden(1 << kind));
  return (
    <Show when={stage.phase()?.sees === "own" && (board.settings.revealed & everything) !== everything}>
      <fieldset class="reveal">
        <legend>{facilitation().reveal}</legend>
        <button type="button" onClick={() => reveal(everything)}>
          {facilitation().revealAll}
        </button>
        <For each={offered()}>
          {(kind) => (
            <button type="button" onClick={() => reveal(1 << kind)}>
              {words().kinds[kind].many}
            </button>
          )}
        </For>
        <Show when={may("vote") && isHidden(ballots)}>
          <button type="button" onClick={() => reveal(ballots)}>
            {facilitation().revealVotes}
          </button>
        </Show>
      </fieldset>
    </Show>
  );
}
