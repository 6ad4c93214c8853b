// Whose board this is, who is there, and how to look at it.
// SPDX-License-Identifier: MIT
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { kinds } from "../core/types";
import { switchLanguage, words } from "../i18n/language";
import { isShared } from "../store/device";
import type { Identity } from "../store/identity";
import { useBoard } from "./board_context";
import { LanguageSwitch } from "./language_switch";
import { replayButtonId } from "./replay_entry";
import { TablesEntry } from "./tables_entry";
import { UndoButtons } from "./undo_buttons";
import { ViewChoice } from "./view_choice";

export interface BoardHeaderProps {
  identity: Identity;
  onChangeIdentity: (() => void) | null;
  /** Null before a code was given. */
  onCode: (() => void) | null;
  onReplay: () => void;
}

export function BoardHeader(props: BoardHeaderProps) {
  const { board, canWrite, signing } = useBoard();
  // A programme, its atelier and the board may share one name: said once.
  const place = () =>
    [board.status.programme, board.status.atelier]
      .filter((part, at, all) => part !== "" && part !== board.status.title && all.indexOf(part) === at)
      .join(" · ");
  return (
    <header class="board_header">
      <div class="board_name">
        <p class="board_place">{place()}</p>
        <h1>{board.status.title || words().appName}</h1>
      </div>
      <p class="presence">
        {board.status.link === "live" ? words().connected(board.status.connected) : words().connecting}
        <Show when={words().roles[board.status.role]}>{(role) => <span class="chip">{role()}</span>}</Show>
      </p>
      <div class="tools">
        <TablesEntry />
        <ViewChoice />
        <Show when={canWrite()}>
          <UndoButtons />
        </Show>
        <button id={replayButtonId} type="button" class="quiet" onClick={() => props.onReplay()}>
          {words().replay}
        </button>
        <LanguageSwitch onSwitch={switchLanguage} />
      </div>
      <Dynamic component={signing.bar()} />
      <Show when={canWrite() && !signing.isShared}>
        <p class="identity">
          <span>
            {props.identity.organisation === ""
              ? words().speakingForNobody
              : words().speakingFor(props.identity.organisation)}
          </span>
          <Show when={props.onCode}>
            {(open) => (
              <button type="button" class="quiet" onClick={() => open()()}>
                {words().myCode}
              </button>
            )}
          </Show>
          <Show when={isShared()}>
            <button type="button" class="quiet" onClick={() => location.replace("/")}>
              {words().leaveComputer}
            </button>
          </Show>
          <Show when={props.onChangeIdentity}>
            {(change) => (
              <button type="button" class="quiet" onClick={() => change()()}>
                {words().change}
              </button>
            )}
          </Show>
        </p>
      </Show>
    </header>
  );
}

/** On a phone: one column at a time. */
export function ColumnTabs() {
  const { board, column, showColumn } = useBoard();
  return (
    <nav class="column_tabs" aria-label={words().columns}>
      <For each={kinds}>
        {(kind) => (
          <button
            type="button"
            data-kind={kind}
            aria-current={column() === kind ? "true" : undefined}
            onClick={() => showColumn(kind)}
          >
            {words().kinds[kind].many} <span class="count">{board.column(kind).length}</span>
          </button>
        )}
      </For>
    </nav>
  );
}
