// One kind of card: a section with its heading, its list, and the box to write in.
// SPDX-License-Identifier: MIT
import { type Accessor, createMemo, createSignal, onCleanup, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Kind } from "../core/types";
import { words } from "../i18n/language";
import { useBoard } from "./board_context";
import { columnTitleId } from "./card_focus";
import { CardList } from "./card_list";
import { WriteBox } from "./write_box";

export function Column(props: { kind: Kind }) {
  const { board, stage, column, lone, standing } = useBoard();
  const isDrawn = useIsDrawn(() => props.kind);
  const count = () => board.column(props.kind).length;
  // After a reload without network the column is unknown, not empty.
  const hidden = () => Math.max(0, (board.status.silhouettes[props.kind] ?? 0) - lone.unseen(props.kind));
  const isEmpty = () =>
    count() === 0 && hidden() === 0 && (board.status.link === "live" || board.status.position > 0);
  return (
    <section
      class="column"
      classList={{ current: column() === props.kind }}
      data-kind={props.kind}
      aria-labelledby={columnTitleId(props.kind)}
    >
      <h2 id={columnTitleId(props.kind)} tabindex="-1" class="column_title">
        {words().kinds[props.kind].many} <span class="count">{count()}</span>
      </h2>
      <Show when={stage.isColumnLocked(props.kind) || stage.isFacilitator()}>
        <ColumnLock kind={props.kind} />
      </Show>
      <Show when={isDrawn()}>
        <CardList cards={standing(props.kind)} />
      </Show>
      <Show when={hidden() > 0}>
        <p class="silhouettes">{words().silhouettes(hidden())}</p>
      </Show>
      <Show when={isEmpty()}>
        <p class="empty">{words().emptyColumn}</p>
      </Show>
      <Dynamic component={lone.list()} kind={props.kind} />
      <Show when={stage.mayAdd(props.kind)}>
        <WriteBox kind={props.kind} />
      </Show>
    </section>
  );
}

/** Where columns are shown one at a time (board.css). */
const oneAtATime = "(max-width: 59.99rem)";

/** A phone draws the cards of a column once it is to show it, and has them from then on. */
function useIsDrawn(kind: Accessor<Kind>): Accessor<boolean> {
  const { column, isPast, viewing } = useBoard();
  const narrow = matchMedia(oneAtATime);
  const [isNarrow, setNarrow] = createSignal(narrow.matches);
  const stop = new AbortController();
  narrow.addEventListener("change", () => setNarrow(narrow.matches), { signal: stop.signal });
  onCleanup(() => stop.abort());
  const isShown = () => isPast || !isNarrow() || viewing.layout() !== "columns" || column() === kind();
  return createMemo<boolean>((before) => before || isShown(), false);
}

/** Whether participants can change anything here; for facilitators the way to say so. */
function ColumnLock(props: { kind: Kind }) {
  const { board, conduct, stage } = useBoard();
  const isLocked = () => stage.isColumnLocked(props.kind);
  const name = () => words().kinds[props.kind].many;
  const toggle = () => conduct(0, "locked", board.settings.locked ^ (1 << props.kind));
  return (
    <Show when={stage.isFacilitator()} fallback={<p class="hint">{words().columnLocked}</p>}>
      <button
        type="button"
        class="quiet column_lock"
        aria-label={(isLocked() ? words().openColumnOf : words().lockColumnOf)(name())}
        onClick={toggle}
      >
        {isLocked() ? words().openColumn : words().lockColumn}
      </button>
    </Show>
  );
}
