// The code that brings this person back on another phone: shown once it is there, and again on demand.
// SPDX-License-Identifier: MIT

import { type Accessor, createEffect, createSignal, onCleanup, Show } from "solid-js";
import { roles } from "../core/types";
import { words } from "../i18n/language";
import { codeOn, rememberCode } from "../store/code";
import { proofOf } from "../store/saved_life";
import { say } from "./announcer";
import type { OpenBoard } from "./open_board";

export interface MyCode {
  /** "" = not given yet. */
  code: Accessor<string>;
  shown: Accessor<boolean>;
  show(shown: boolean): void;
}

const retryMs = 30_000;
/** The proof is on the device this soon after the first welcome. */
const savedMs = 500;

/** Asks for one as soon as this person has a place on the board. REQUIRES: an owner. */
export function createMyCode({ ask, board, boardId, identity, session }: OpenBoard): MyCode {
  const [code, setCode] = createSignal(codeOn(boardId));
  const [shown, show] = createSignal(false);
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(make, ms);
  };
  onCleanup(() => clearTimeout(timer));
  const isHere = () =>
    board.status.link === "live" && board.status.role > 0 && board.status.role < roles.screen;
  const make = async () => {
    const key = proofOf(session.saved() ?? new Uint8Array());
    if (asking || code() !== "" || !isHere()) return;
    if (key === "") {
      again(savedMs);
      return;
    }
    asking = true;
    try {
      const body = { actor: board.status.actor, key, organisation: identity.organisation };
      const made = (await ask("POST", "/code", body)) as { code: string };
      rememberCode(boardId, made.code);
      setCode(made.code);
      show(true);
    } catch {
      // It is a help, not a condition: later, while the person is here.
      again(retryMs);
    }
    asking = false;
  };
  createEffect(() => {
    if (isHere()) queueMicrotask(make);
  });
  return { code, shown, show };
}

export function CodeNote(props: { mine: MyCode }) {
  const copy = async () => {
    await navigator.clipboard.writeText(props.mine.code());
    say(words().copied);
  };
  return (
    <Show when={props.mine.shown()}>
      <aside class="code_note" aria-label={words().myCode}>
        <p>
          {words().codeIs} <b class="code">{props.mine.code()}</b>
        </p>
        <p class="hint">{words().codeWhy}</p>
        <button type="button" class="quiet" onClick={copy}>
          {words().copyCode}
        </button>
        <button type="button" onClick={() => props.mine.show(false)}>
          {words().codeNoted}
        </button>
      </aside>
    </Show>
  );
}
