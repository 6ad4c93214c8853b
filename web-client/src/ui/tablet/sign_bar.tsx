// On a table's tablet: who signs the next card, in words that can be read from where one sits, and the question.
// SPDX-License-Identifier: MIT
import { createEffect, createSignal, onCleanup, onMount, Show } from "solid-js";
import type { Identity } from "../../store/identity";
import { rememberSigner } from "../../store/signers";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { SignDialog } from "./sign_dialog";
import { nameOf } from "./signer_name";
import "./tablet.css";
import { tabletWords } from "./tablet_words";

/** Without a card or a letter for so long, the next one who writes is somebody else. */
const patienceMs = 60_000;

export function SignBar() {
  const { boardId, signing, stage } = useBoard();
  const [isChanging, setChanging] = createSignal(false);
  const isAsked = () => signing.waiting() !== undefined || isChanging();
  const isKept = () => stage.anonymity() !== "nothing";
  const votes = () => stage.phase()?.may.includes("vote") ?? false;
  const release = () => {
    if (signing.signer() === null) return;
    signing.sign(null);
    say(tabletWords().saidDone);
  };
  const choose = (who: Identity) => {
    if (nameOf(who) !== "") rememberSigner(boardId, who);
    signing.sign(who);
    const waits = signing.waiting();
    end();
    if (waits === undefined) say(tabletWords().saidSigns(nameOf(who) || tabletWords().unsigned));
    else waits.then();
  };
  const end = () => {
    setChanging(false);
    signing.giveUp();
  };

  createEffect(() => {
    if (signing.signer() === null) return;
    let timer = setTimeout(release, patienceMs);
    const stop = new AbortController();
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(release, patienceMs);
    };
    for (const event of ["input", "submit"]) document.addEventListener(event, again, stop);
    onCleanup(() => {
      clearTimeout(timer);
      stop.abort();
    });
  });
  onMount(() => {
    document.documentElement.classList.add("tablet");
    onCleanup(() => document.documentElement.classList.remove("tablet"));
  });

  return (
    <section class="sign_bar" aria-label={tabletWords().title}>
      <Show
        when={isKept() && signing.signer()}
        fallback={<p>{isKept() ? tabletWords().nobody : tabletWords().notAsked}</p>}
      >
        {(who) => (
          <>
            <p>
              {tabletWords().signs} <b>{nameOf(who()) || tabletWords().unsigned}</b>
            </p>
            <button type="button" onClick={() => setChanging(true)}>
              {tabletWords().change}
            </button>
            <button type="button" onClick={release}>
              {tabletWords().done}
            </button>
          </>
        )}
      </Show>
      <Show when={votes()}>
        <p class="hint">{tabletWords().votes}</p>
      </Show>
      <Show when={isAsked()}>
        <SignDialog isForCard={signing.waiting() !== undefined} onChoose={choose} onClose={end} />
      </Show>
    </section>
  );
}
