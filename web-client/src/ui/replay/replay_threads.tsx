// The threads of the board at that moment, folded: each opens the story of how it came together.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";

export function ReplayThreads() {
  const { board, ties } = useBoard();
  const { openLife } = useReplay();
  const [isOpen, setOpen] = createSignal(false);
  const threads = () => ties().threads.map(({ thread }) => thread);
  const count = (thread: number) => ties().threads.find((one) => one.thread === thread)?.cards.length ?? 0;
  const open = (thread: number) => {
    openLife(board.item(thread)?.id ?? "");
  };
  return (
    <Show when={threads().length > 0}>
      <details class="threads" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{replayWords().threads(threads().length)}</summary>
        <ul class="thread_list">
          <For each={isOpen() ? threads() : []}>
            {(thread) => {
              const name = () => shorten(board.item(thread)?.text ?? "") || words().ties.unnamed;
              return (
                <li class="thread" data-thread={thread}>
                  <h2>
                    {name()} <small>{words().ties.cards(count(thread))}</small>
                  </h2>
                  <div class="thread_actions">
                    <button
                      type="button"
                      aria-label={`${replayWords().lifeOfThread} ${words().quote(name())}`}
                      onClick={() => open(thread)}
                    >
                      {replayWords().lifeOfThread}
                    </button>
                  </div>
                </li>
              );
            }}
          </For>
        </ul>
      </details>
    </Show>
  );
}
