// Why the server lets this device in no more, or never did: what happened, what is still here, and what to do.
// SPDX-License-Identifier: MIT
import { createSignal, Show } from "solid-js";
import { words } from "../../i18n/language";
import { forgetBoard, myBoards } from "../../store/my_boards";
import { FrontTitle } from "./front_title";
import { front } from "./front_words";
import { PasteLink } from "./paste_link";

export interface Gone {
  board: string;
  reason: GoneReason;
  /** The server's sentence; "" when it was lost with the connection. */
  message: string;
  /** Cards of ours that never left this device. */
  texts: readonly string[];
}
export type GoneReason =
  | "revoked"
  | "expelled"
  | "expired_token"
  | "bad_token"
  | "not_found"
  | "corrupt"
  | "version_too_old";

/** Trying again may help: nothing is wrong with the link. */
const passing = new Set<GoneReason>(["corrupt", "version_too_old"]);

export function GoneNote(props: { gone: Gone }) {
  const { board, reason, texts } = props.gone;
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(texts.join("\n\n"));
    setCopied(true);
  };
  // A link that opens nothing any more is no way to find the board again.
  if (!passing.has(reason) && texts.length === 0) forgetBoard(board);
  return (
    <>
      <FrontTitle title={front().gone[reason]} />
      <p role="alert">{props.gone.message || front().goneHelp[reason]}</p>
      <Show when={texts.length > 0}>
        <p class="banner">
          <span>{front().waits(texts.length)}</span>
          <button type="button" onClick={copy}>
            {copied() ? words().copied : front().copyTexts}
          </button>
        </p>
      </Show>
      <Show
        when={passing.has(reason)}
        fallback={
          <>
            <PasteLink />
            <Show when={myBoards().length > 0}>
              <p>
                <a href="/">{front().toBoards}</a>
              </p>
            </Show>
          </>
        }
      >
        <button type="button" class="primary" onClick={() => location.reload()}>
          {words().retry}
        </button>
      </Show>
    </>
  );
}
