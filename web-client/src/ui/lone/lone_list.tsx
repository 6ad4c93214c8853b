// This device's cards that nothing ties to its person: the board does not know whose they are, so they are listed here.
// SPDX-License-Identifier: MIT
import { createSignal, For, Show } from "solid-js";
import type { Kind } from "../../core/types";
import { words } from "../../i18n/language";
import { loneEn } from "../../i18n/lone_en";
import { loneFr } from "../../i18n/lone_fr";
import type { LoneCard } from "../../sync/lone_cards";
import { say } from "../announcer";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { createFates, type Fate } from "./fates";
import "./lone.css";

const told = () => (words().language === "fr" ? loneFr : loneEn);

export function LoneList(props: { kind: Kind }) {
  const context = useBoard();
  const { lone } = context;
  const fates = createFates(context, () => mine(), say);
  const mine = () => lone.cards().filter(({ kind, due }) => kind === props.kind && due !== "remove");
  const keys = () => mine().map(({ key }) => key);
  const cardOf = (key: string) => mine().find((card) => card.key === key);
  return (
    <Show when={mine().length > 0}>
      <details class="lone" open>
        <summary>{told().title(mine().length)}</summary>
        <p class="hint">{told().why}</p>
        <ul>
          <For each={keys()}>
            {(key) => (
              <Show when={cardOf(key)}>{(card) => <LoneItem card={card()} fate={fates(card())} />}</Show>
            )}
          </For>
        </ul>
      </details>
    </Show>
  );
}

function fateOf(fate: Fate | undefined): string {
  if (fate?.removed) return told().removed;
  if (fate?.parked) return fate.note === "" ? told().parked : told().refused;
  return fate?.hidden ? told().hidden : told().kept;
}

function LoneItem(props: { card: LoneCard; fate: Fate | undefined }) {
  const { lone, stage } = useBoard();
  const [isOpen, setOpen] = createSignal(false);
  let area: HTMLTextAreaElement | undefined;
  let button: HTMLButtonElement | undefined;
  const mayEdit = () => stage.may("edit_own");
  const close = () => {
    setOpen(false);
    queueMicrotask(() => button?.focus());
  };
  const save = (event: Event) => {
    event.preventDefault();
    const text = area?.value.trim() ?? "";
    if (text === "") return;
    lone.reword(props.card.key, text);
    close();
    say(told().saidSaved);
  };
  const remove = () => {
    lone.remove(props.card.key);
    say(told().saidRemoved);
  };
  const name = () => shorten(props.card.text);
  return (
    <li data-due={props.card.due}>
      <Show
        when={isOpen()}
        fallback={
          <>
            <p>{props.card.text}</p>
            <small>{props.card.problem || (props.card.due === "" ? fateOf(props.fate) : told().waits)}</small>
            <Show when={props.fate?.note}>
              {(note) => (
                <p class="lone_note">
                  <b>{told().note}</b> {note()}
                </p>
              )}
            </Show>
            <Show when={mayEdit() || props.card.item === ""}>
              <div class="lone_acts">
                <button
                  ref={button}
                  type="button"
                  class="quiet"
                  aria-label={told().editOf(name())}
                  onClick={() => {
                    setOpen(true);
                    queueMicrotask(() => area?.focus());
                  }}
                >
                  {told().edit}
                </button>
                <button type="button" class="quiet" aria-label={told().removeOf(name())} onClick={remove}>
                  {told().remove}
                </button>
              </div>
            </Show>
          </>
        }
      >
        <form onSubmit={save}>
          <textarea ref={area} rows="2" aria-label={told().text}>
            {props.card.text}
          </textarea>
          <div class="lone_acts">
            <button type="submit" class="primary">
              {told().save}
            </button>
            <button type="button" onClick={close}>
              {told().cancel}
            </button>
          </div>
        </form>
      </Show>
    </li>
  );
}
