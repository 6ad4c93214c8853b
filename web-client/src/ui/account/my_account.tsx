// Who is signed in: their boards with one link each, and the ways out.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import { words } from "../../i18n/language";
import { forgetBoard, myBoards } from "../../store/my_boards";
import { type Account, type AccountBoard, signOut } from "../../sync/account_desk";
import { addressOf } from "../../sync/board_desk";
import { FrontTitle } from "../front/front_title";
import { account } from "./account_words";

export function MyAccount(props: { account: Account; onSignedOut: () => void }) {
  const [problem, setProblem] = createSignal("");
  const until = () =>
    new Intl.DateTimeFormat(words().language, { dateStyle: "long" }).format(props.account.until);
  const leave = async (everywhere: boolean) => {
    try {
      await signOut(words().language, everywhere);
    } catch (error) {
      setProblem((error as Error).message || account().unreachable);
      return;
    }
    // Their links open nothing any more.
    const ended = new Set(props.account.boards.map(({ token }) => token));
    for (const { board, token } of myBoards()) if (ended.has(token)) forgetBoard(board);
    props.onSignedOut();
  };
  return (
    <>
      <FrontTitle title={account().hello(props.account.user)} />
      <h2>{account().boards}</h2>
      <Show when={props.account.boards.length > 0} fallback={<p>{account().none}</p>}>
        <ul class="my_boards">
          <For each={props.account.boards}>{(board) => <BoardLine board={board} />}</For>
        </ul>
      </Show>
      <Show when={problem() !== ""}>
        <p role="alert" class="form_problem">
          {problem()}
        </p>
      </Show>
      <p class="hint">{account().until(until())}</p>
      <button type="button" onClick={() => leave(false)}>
        {account().signOut}
      </button>
      <p class="hint">{account().signOutHint}</p>
      <details class="recover">
        <summary>{account().everywhere}</summary>
        <p class="hint">{account().everywhereHint}</p>
        <button type="button" onClick={() => leave(true)}>
          {account().everywhereSure}
        </button>
      </details>
    </>
  );
}

function BoardLine(props: { board: AccountBoard }) {
  const title = () => props.board.title || account().untitled;
  const where = () => [props.board.atelier, props.board.programme].filter((name) => name && name !== title());
  return (
    <li class="led">
      <div>
        <p class="led_title">{title()}</p>
        <Show when={where().length > 0}>
          <p class="hint">{where().join(" · ")}</p>
        </Show>
      </div>
      <a
        class="lead"
        href={addressOf(props.board.board, props.board.token)}
        aria-label={account().leadBoard(title())}
      >
        {account().lead}
      </a>
    </li>
  );
}
