// Shows what was brought from one table, where a phase hides what others make: a button for each table that has something.
// SPDX-License-Identifier: MIT
import { createMemo, For, Show } from "solid-js";
import { readOrigin } from "../../state/origin";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { facilitation } from "./facilitation_words";

/** `hidden`: ids of what others do not see. */
export function RevealTables(props: { hidden: readonly string[] }) {
  const { board, conduct, stage } = useBoard();
  const tables = createMemo(() => {
    board.changeCount();
    const found = new Map<string, { title: string; count: number }>();
    const hidden = new Set(props.hidden);
    for (const item of board.all().values()) {
      const origin = hidden.has(item.id) && !item.removed ? readOrigin(item.origin) : undefined;
      if (!origin) continue;
      const table = found.get(origin.board) ?? { title: origin.title, count: 0 };
      found.set(origin.board, { ...table, count: table.count + 1 });
    }
    return [...found]
      .map(([table, { title, count }]) => ({ table, title, count }))
      .sort((a, b) => a.title.localeCompare(b.title, undefined, { numeric: true }));
  });
  const hides = () => ["own", "approved"].includes(stage.phase()?.sees ?? "all");
  return (
    <Show when={hides() && tables().length > 0}>
      <fieldset class="reveal">
        <legend>{facilitation().revealTable}</legend>
        <For each={tables()}>
          {({ table, title, count }) => (
            <button
              type="button"
              onClick={() => {
                if (conduct(0, "revealedTable", 0, table)) say(facilitation().saidRevealed);
              }}
            >
              {title} ({count})
            </button>
          )}
        </For>
      </fieldset>
    </Show>
  );
}
