// Following what others do: the view stands still on demand, and says how much changed when it goes on (A11); a digest for screen
// readers, ten seconds apart, which is off until somebody wants it (A10).
// SPDX-License-Identifier: MIT
import { createSignal, For, onCleanup, Show } from "solid-js";
import { Portal } from "solid-js/web";
import type { Kind } from "../../core/types";
import { words } from "../../i18n/language";
import { othersEn } from "../../i18n/others_en";
import { type OthersWords, othersFr } from "../../i18n/others_fr";
import { Digest } from "../../state/digest";
import { Stillness } from "../../state/stillness";
import { readText, write } from "../../store/device";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { focusedCard } from "../card_focus";
import type { OpenBoard } from "../open_board";
import { announceKey } from "../others_entry";
import "./others.css";

const announcements = ["nothing", "column", "all"] as const;
type Announced = (typeof announcements)[number];

const digestMs = 10_000;

function othersWords(): OthersWords {
  return words().language === "fr" ? othersFr : othersEn;
}

/** Where all that a person must know stands, above the cards. */
function banners(): Element {
  return document.querySelector(".banners") ?? document.body;
}

export function OthersPanel(props: { opened: OpenBoard; isOpen: boolean }) {
  const { board, column } = useBoard();
  const [still, setStill] = createSignal<Stillness>();
  const [count, setCount] = createSignal(0);
  const [told, setTold] = createSignal("");
  const remembered = announcements.find((one) => one === readText(announceKey));
  const [announced, setAnnounced] = createSignal<Announced>(remembered ?? "nothing");
  const digest = new Digest();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    timer = undefined;
    const mine: Kind = focusedCard(board)?.kind ?? column();
    const counts = digest.end(announced() === "column" ? mine : null);
    if (announced() === "nothing" || counts.added + counts.changed + counts.removed === 0) return;
    setTold(othersWords().digest(counts));
    timer = setTimeout(tell, digestMs);
  };
  const goOn = (words: string) => {
    const spell = still();
    if (spell === undefined) return;
    setStill(undefined);
    props.opened.draw(spell.rest());
    if (words !== "") say(words);
  };
  const toggle = () => {
    if (still() === undefined) {
      setStill(new Stillness());
      setCount(0);
      say(othersWords().saidFrozen);
    } else goOn(othersWords().saidGoesOn(count()));
  };
  const release = props.opened.watch({
    isStill: () => still() !== undefined,
    take: (changes, own) => {
      if (!own && announced() !== "nothing") {
        digest.take(changes, board.all());
        timer ??= setTimeout(tell, told() === "" ? 1_000 : digestMs);
      }
      const spell = still();
      if (spell === undefined) return changes;
      const drawn = spell.pass(changes, own);
      setCount(spell.count);
      if (drawn !== null) return drawn;
      setStill(undefined);
      say(othersWords().saidReplaced);
      return changes;
    },
  });
  onCleanup(() => {
    clearTimeout(timer);
    goOn("");
    release();
  });

  return (
    <>
      <p role="log" class="spoken">
        {told()}
      </p>
      <Show when={props.isOpen}>
        <section class="others" aria-label={othersWords().title}>
          <p>
            <button type="button" aria-pressed={still() !== undefined} onClick={toggle}>
              {othersWords().freeze}
            </button>{" "}
            {othersWords().freezeWhy}
          </p>
          <p>
            <label>
              {othersWords().announce}{" "}
              <select
                value={announced()}
                onChange={(event) => {
                  setAnnounced(event.currentTarget.value as Announced);
                  write(announceKey, announced());
                }}
              >
                <For each={announcements}>
                  {(one) => <option value={one}>{othersWords().announced[one]}</option>}
                </For>
              </select>
            </label>{" "}
            {othersWords().announceWhy}
          </p>
        </section>
      </Show>
      <Show when={still()}>
        <Portal mount={banners()} ref={(place) => place.classList.add("banner", "frozen")}>
          <p>{othersWords().frozen(count())}</p>
          <button type="button" onClick={toggle}>
            {othersWords().goOn}
          </button>
        </Portal>
      </Show>
    </>
  );
}
