// In the header: the tables of this board, and from a table the way back to the shared board.
// SPDX-License-Identifier: MIT
import { createEffect, createResource, createSignal, onCleanup, Show } from "solid-js";
import { useBoard } from "../board_context";
import { TablesDialog } from "./tables_dialog";
import { askTables, wayTo } from "./tables_of";
import { tablesWords } from "./tables_words";

/** By then a device that has just come has its proof and its code. */
const alongMs = 3_000;

export function TablesBar() {
  const context = useBoard();
  const heard = () => context.attendance.heard();
  const [isOpen, setOpen] = createSignal(false);
  // A page at a table asks at once, for the way back; one of the shared board when somebody looks, and once it has been there for a
  // moment: who then scans the code of a table is the same person there.
  const [here] = createResource(
    () => heard().isTable,
    () => askTables(context).catch(() => undefined),
  );
  createEffect(() => {
    if ((heard().tables === 0 && !heard().isTable) || !context.canWrite()) return;
    const timer = setTimeout(() => void askTables(context).catch(() => undefined), alongMs);
    onCleanup(() => clearTimeout(timer));
  });
  let opener: HTMLButtonElement | undefined;
  const close = () => {
    setOpen(false);
    opener?.focus();
  };
  const label = () => (heard().isTable ? tablesWords().title : tablesWords().tables(heard().tables));
  return (
    <>
      <Show when={here()?.shared}>
        {(shared) => (
          <a class="table_back" href={wayTo(context, shared().board)}>
            ← {tablesWords().back}
          </a>
        )}
      </Show>
      <button ref={opener} type="button" class="quiet" onClick={() => setOpen(true)}>
        {label()}
      </button>
      <Show when={isOpen()}>
        <TablesDialog onClose={close} />
      </Show>
    </>
  );
}
