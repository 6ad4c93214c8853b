// "Show": all cards, those of a kind, of an organisation, of a thread.
// SPDX-License-Identifier: MIT
import { createMemo, For, Show } from "solid-js";
import { kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { organisationsOf, readFilter, writeFilter } from "../../replay/filter";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { whose } from "../whose";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function FilterChoice() {
  const { board, ties } = useBoard();
  const { filtering, replaying } = useReplay();
  // Who drags the slider chooses nothing meanwhile.
  const atRest = <T,>(find: () => T[]) =>
    createMemo<T[]>((before) => (replaying.isDragged() ? before : find()), []);
  const organisations = atRest(() => {
    board.changeCount();
    return organisationsOf(board.all().values());
  });
  const threads = atRest(() => ties().threads.map(({ thread }) => thread));
  return (
    <label class="filter">
      <span>{replayWords().show}</span>
      <select
        value={writeFilter(filtering.filter())}
        onChange={(event) => filtering.setFilter(readFilter(event.currentTarget.value))}
      >
        <option value="all">{replayWords().showAll}</option>
        <optgroup label={replayWords().showKind}>
          <For each={kinds}>
            {(kind) => <option value={writeFilter({ by: "kind", kind })}>{words().kinds[kind].many}</option>}
          </For>
        </optgroup>
        <Show when={organisations().length > 0}>
          <optgroup label={replayWords().showOrganisation}>
            <For each={organisations()}>
              {(name) => <option value={writeFilter({ by: "organisation", name })}>{whose(name)}</option>}
            </For>
          </optgroup>
        </Show>
        <Show when={threads().length > 0}>
          <optgroup label={replayWords().showThread}>
            <For each={threads()}>
              {(thread) => (
                <option value={writeFilter({ by: "thread", id: board.item(thread)?.id ?? "" })}>
                  {shorten(board.item(thread)?.text ?? "") || words().ties.unnamed}
                </option>
              )}
            </For>
          </optgroup>
        </Show>
      </select>
    </label>
  );
}
