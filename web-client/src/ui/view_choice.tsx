// Columns, list or wall, and what the columns are made by: one press, or Alt+Shift and a digit.
// SPDX-License-Identifier: MIT
import { For, onCleanup, onMount, Show } from "solid-js";
import { words } from "../i18n/language";
import { type Grouping, groupings, layouts } from "../state/view_choice";
import { useBoard } from "./board_context";

export function ViewChoice() {
  const { viewing } = useBoard();
  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const layout = layouts[["Digit1", "Digit2", "Digit3"].indexOf(event.code)];
      if (layout === undefined || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      viewing.choose({ layout });
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  });
  return (
    <fieldset class="view_choice" aria-label={words().view}>
      <For each={layouts}>
        {(layout, at) => (
          <button
            type="button"
            aria-pressed={viewing.layout() === layout}
            aria-keyshortcuts={`Alt+Shift+${at() + 1}`}
            title={words().viewTitles[layout]}
            onClick={() => viewing.choose({ layout })}
          >
            {words().views[layout]}
          </button>
        )}
      </For>
    </fieldset>
  );
}

/** What the columns are made by; the wall has none. */
export function GroupingChoice() {
  const { viewing } = useBoard();
  return (
    <Show when={viewing.layout() !== "wall"}>
      <select
        class="grouping"
        aria-label={words().grouping}
        value={viewing.grouping()}
        onChange={(event) => viewing.choose({ grouping: event.currentTarget.value as Grouping })}
      >
        <For each={groupings}>
          {(grouping) => <option value={grouping}>{words().groupings[grouping]}</option>}
        </For>
      </select>
    </Show>
  );
}
