// Where the page is opened without a link: the boards that were open on this device, what waits there, and the way into another.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { isShared } from "../../store/device";
import { forgetBoard, type MyBoard, myBoards } from "../../store/my_boards";
import { OutboxDb } from "../../store/outbox_db";
import { mayBeErased } from "../../store/stay";
import { addressOf } from "../../sync/board_desk";
import { createOnline } from "../online";
import { FrontTitle } from "./front_title";
import { front } from "./front_words";
import { PasteLink } from "./paste_link";

export function HomeNote(props: { broken: boolean }) {
  const [boards, setBoards] = createSignal(myBoards());
  const isOnline = createOnline();
  const [waiting] = createResource(waitingHere);
  const [erasable] = createResource(mayBeErased);
  const waits = (board: string) => waiting.latest?.get(board) ?? 0;
  const forget = (board: MyBoard) => {
    forgetBoard(board.board);
    setBoards(myBoards());
  };
  return (
    <Show
      when={boards().length > 0}
      fallback={
        <>
          <FrontTitle title={front().homeTitle} />
          <BrokenNote broken={props.broken} />
          <p>{front().homeIntro}</p>
          <ol class="steps">
            <For each={front().homeSteps}>{(step) => <li>{step}</li>}</For>
          </ol>
          <PasteLink />
          <p class="hint">{front().homeHelp}</p>
        </>
      }
    >
      <FrontTitle title={front().boardsTitle} />
      <BrokenNote broken={props.broken} />
      <Show when={!isOnline()}>
        <p class="banner">{front().offline}</p>
      </Show>
      <ul class="my_boards">
        <For each={boards()}>
          {(board) => <BoardLine board={board} waits={waits(board.board)} onForget={() => forget(board)} />}
        </For>
      </ul>
      <Show when={erasable() && boards().some(({ board }) => waits(board) > 0)}>
        <p class="banner calm">{front().mayBeErased}</p>
      </Show>
      <p class="hint">{isShared() ? front().sharedHint : front().forgetHint}</p>
      <h2>{front().otherTitle}</h2>
      <PasteLink />
      <p class="hint">{front().homeHelp}</p>
    </Show>
  );
}

function BoardLine(props: { board: MyBoard; waits: number; onForget: () => void }) {
  const title = () => props.board.title || front().untitled;
  const when = () =>
    new Intl.DateTimeFormat(words().language, { dateStyle: "long", timeStyle: "short" }).format(
      props.board.seenAt,
    );
  return (
    <li>
      <a href={addressOf(props.board.board, props.board.token)}>{title()}</a>
      <p class="hint">{front().lastVisit(when())}</p>
      {/* What waits would be lost from sight with its board. */}
      <Show
        when={props.waits > 0}
        fallback={
          <button
            type="button"
            class="quiet"
            aria-label={front().forgetBoard(title())}
            onClick={() => props.onForget()}
          >
            {front().forget}
          </button>
        }
      >
        <p class="waits">{front().waiting(props.waits)}</p>
      </Show>
    </li>
  );
}

function BrokenNote(props: { broken: boolean }) {
  return (
    <Show when={props.broken}>
      <p class="banner trouble" role="alert">
        {front().broken}
      </p>
    </Show>
  );
}

async function waitingHere(): Promise<Map<string, number>> {
  try {
    // Looking must not create what only joining may (P7).
    if (isShared() || myBoards().length === 0) return new Map();
    return await (await OutboxDb.open()).waiting();
  } catch {
    return new Map();
  }
}
