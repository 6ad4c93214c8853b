// "Tables": where they are, what can be brought from them, and for facilitators of the shared board new ones.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, onMount, Show } from "solid-js";
import { kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { useBoard } from "../board_context";
import { BringForm } from "./bring_form";
import { mayBring } from "./bringing";
import { MakeForm } from "./make_form";
import { PhaseForm } from "./phase_form";
import "./tables.css";
import { askTables, type BoardName, wayTo } from "./tables_of";
import { tablesWords } from "./tables_words";

export function TablesDialog(props: { onClose: () => void }) {
  const context = useBoard();
  const [here, { mutate, refetch }] = createResource(() => askTables(context));
  const [from, setFrom] = createSignal<BoardName>();
  let dialog: HTMLDialogElement | undefined;
  let title: HTMLHeadingElement | undefined;
  onMount(() => {
    dialog?.showModal();
    title?.focus();
  });
  const isTable = () => context.attendance.heard().isTable;
  const back = () => {
    setFrom(undefined);
    title?.focus();
  };
  return (
    <dialog ref={dialog} class="dialog tables" aria-labelledby="tables_title" onClose={() => props.onClose()}>
      <h2 ref={title} id="tables_title" tabindex="-1">
        {from() === undefined ? tablesWords().title : tablesWords().bringFrom(from()?.title ?? "")}
      </h2>
      <Show
        when={from()}
        fallback={
          <>
            <Show when={!here.error} fallback={<Failed error={here.error} onRetry={() => refetch()} />}>
              <TableList here={here.latest?.tables ?? []} isTable={isTable()} onBring={setFrom} />
              <Show when={here.latest?.shared}>
                {(shared) => (
                  <a class="table_back" href={wayTo(context, shared().board)}>
                    ← {tablesWords().back}
                  </a>
                )}
              </Show>
            </Show>
            <Show when={context.stage.isFacilitator() && !isTable() && here.latest}>
              {(known) => (
                <>
                  <PhaseForm tables={known().tables} />
                  <MakeForm tables={known().tables} onMade={mutate} />
                </>
              )}
            </Show>
          </>
        }
      >
        {(table) => <BringForm table={table()} onBack={back} onDone={() => dialog?.close()} />}
      </Show>
      <div class="dialog_end">
        <Show when={from() !== undefined}>
          <button type="button" onClick={back}>
            {tablesWords().backToTables}
          </button>
        </Show>
        <button type="button" onClick={() => dialog?.close()}>
          {tablesWords().close}
        </button>
      </div>
    </dialog>
  );
}

function Failed(props: { error: unknown; onRetry: () => void }) {
  return (
    <>
      <p role="alert" class="form_problem">
        {(props.error instanceof Error && props.error.message) || tablesWords().failed}
      </p>
      <button type="button" onClick={() => props.onRetry()}>
        {words().retry}
      </button>
    </>
  );
}

function TableList(props: {
  here: readonly BoardName[];
  isTable: boolean;
  onBring: (table: BoardName) => void;
}) {
  const context = useBoard();
  const mayBringAny = () => !props.isTable && kinds.some((kind) => mayBring(context.stage, kind));
  return (
    <Show when={props.here.length > 0} fallback={<p class="hint">{tablesWords().noTables}</p>}>
      <Show when={!props.isTable}>
        <p>{tablesWords().intro}</p>
      </Show>
      <ul class="table_list">
        <For each={props.here}>
          {(table) => (
            <li>
              <Show
                when={table.board !== context.boardId}
                fallback={<strong aria-current="page">{tablesWords().here(table.title)}</strong>}
              >
                <a href={wayTo(context, table.board)}>{tablesWords().go(table.title)}</a>
              </Show>
              <Show when={mayBringAny()}>
                <button
                  type="button"
                  aria-label={tablesWords().bringFrom(table.title)}
                  onClick={() => props.onBring(table)}
                >
                  {tablesWords().bring}
                </button>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
