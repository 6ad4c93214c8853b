// One phase for all tables at once: each puts it on by its own run of show, which began as the shared board's.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { openDesk } from "../../sync/board_desk";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import type { BoardName } from "./tables_of";
import { tablesWords } from "./tables_words";

export function PhaseForm(props: { tables: readonly BoardName[] }) {
  const { board, link, stage } = useBoard();
  const [problem, setProblem] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  let choice: HTMLSelectElement | undefined;
  const phases = () => stage.show()?.phases ?? [];
  const begin = async (event: Event) => {
    event.preventDefault();
    if (isBusy()) return;
    setBusy(true);
    setProblem("");
    const number = Number(choice?.value);
    const missed: string[] = [];
    for (const table of props.tables) {
      const ask = openDesk(
        { board: table.board, token: link?.token ?? "" },
        words().language,
        () => board.status.actor,
      );
      await ask("POST", "/phase", { number }).catch(() => missed.push(table.title));
    }
    setBusy(false);
    if (missed.length > 0) setProblem(tablesWords().phaseMissed(missed.join(", ")));
    else say(tablesWords().phaseBegun(phases()[number - 1]?.title ?? tablesWords().noPhase));
  };
  return (
    <Show when={props.tables.length > 0 && phases().length > 0}>
      <form class="table_phase" onSubmit={begin}>
        <label for="table_phase">{tablesWords().phase}</label>
        <select id="table_phase" ref={choice}>
          <For each={phases()}>{(phase, at) => <option value={at() + 1}>{phase.title}</option>}</For>
          <option value={0}>{tablesWords().noPhase}</option>
        </select>
        <button type="submit" aria-busy={isBusy()}>
          {tablesWords().beginPhase(props.tables.length)}
        </button>
        <Show when={problem() !== ""}>
          <p role="alert" class="form_problem">
            {problem()}
          </p>
        </Show>
      </form>
    </Show>
  );
}
