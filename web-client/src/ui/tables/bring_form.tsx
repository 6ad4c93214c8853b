// What a table has, to be ticked and brought to the shared board: all of it, a kind, a thread, or card by card.
// SPDX-License-Identifier: MIT
import { createResource, createSignal, For, Show } from "solid-js";
import { type Kind, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { openDesk } from "../../sync/board_desk";
import { alertPerson } from "../announcer";
import { useBoard } from "../board_context";
import { shorten } from "../shorten";
import { whose } from "../whose";
import { bringChanges, broughtFrom, kindOf, mayBring, type TableCard, type TableCards } from "./bringing";
import type { BoardName } from "./tables_of";
import { tablesWords } from "./tables_words";

export function BringForm(props: { table: BoardName; onBack: () => void; onDone: () => void }) {
  const context = useBoard();
  const link = { board: props.table.board, token: context.link?.token ?? "" };
  const ask = openDesk(link, words().language, () => "");
  const [there, { refetch }] = createResource(async () => (await ask("GET", "/cards")) as TableCards);
  return (
    <Show
      when={!there.error}
      fallback={
        <>
          <p role="alert" class="form_problem">
            {(there.error as Error).message || tablesWords().failed}
          </p>
          <button type="button" onClick={() => refetch()}>
            {words().retry}
          </button>
        </>
      }
    >
      <Show when={there()} fallback={<p role="status">{words().connecting}</p>}>
        {(from) => <Choice from={from()} onDone={props.onDone} />}
      </Show>
    </Show>
  );
}

function Choice(props: { from: TableCards; onDone: () => void }) {
  const { board, stage, together } = useBoard();
  const { from } = props;
  const [cards, setCards] = createSignal<ReadonlySet<string>>(new Set());
  const [threads, setThreads] = createSignal<ReadonlySet<string>>(new Set());
  const brought = () => {
    board.changeCount();
    return broughtFrom(board.all(), from.board);
  };
  /** All at once means all that is not here yet. */
  const fresh = (some: readonly TableCard[]) =>
    some.filter((card) => mayBring(stage, kindOf(card)) && !brought().has(card.id)).map(({ id }) => id);
  const tick = (ids: readonly string[], on: boolean) =>
    setCards(new Set(on ? [...cards(), ...ids] : [...cards()].filter((id) => !ids.includes(id))));
  const tickThread = ({ id, cards: inside }: TableCards["threads"][number], on: boolean) => {
    setThreads(new Set(on ? [...threads(), id] : [...threads()].filter((other) => other !== id)));
    tick(on ? fresh(from.cards.filter((card) => inside.includes(card.id))) : inside, on);
  };
  const tickAll = (on: boolean) => {
    setThreads(new Set(on && stage.may("thread") ? from.threads.map(({ id }) => id) : []));
    setCards(new Set(on ? fresh(from.cards) : []));
  };
  const twice = () => [...cards()].filter((id) => brought().has(id)).length;
  const submit = (event: Event) => {
    event.preventDefault();
    const count = cards().size;
    if (count === 0) {
      alertPerson(tablesWords().chooseFirst);
      return;
    }
    const chosen = { cards: cards(), threads: threads() };
    const changes = bringChanges(from, chosen, brought(), {
      mayLink: stage.may("link"),
      anonymity: stage.anonymity(),
    });
    if (together(changes, tablesWords().brought(count, from.title))) props.onDone();
  };
  return (
    <Show when={from.cards.length > 0} fallback={<p class="hint">{tablesWords().nothing}</p>}>
      <form class="bring" onSubmit={submit}>
        <Show when={!stage.isFacilitator()}>
          <p class="hint">{tablesWords().hidden}</p>
        </Show>
        <p class="bring_all">
          <button type="button" onClick={() => tickAll(true)}>
            {tablesWords().all}
          </button>
          <button type="button" onClick={() => tickAll(false)}>
            {tablesWords().none}
          </button>
        </p>
        <Show when={from.threads.length > 0 && stage.may("thread")}>
          <fieldset>
            <legend>{tablesWords().threads}</legend>
            <For each={from.threads}>
              {(thread) => (
                <label>
                  <input
                    type="checkbox"
                    checked={threads().has(thread.id)}
                    onChange={(event) => tickThread(thread, event.currentTarget.checked)}
                  />
                  {tablesWords().thread(shorten(thread.text) || tablesWords().unnamed, thread.cards.length)}
                </label>
              )}
            </For>
          </fieldset>
        </Show>
        <For each={kinds}>
          {(kind) => (
            <KindOfCards
              kind={kind}
              cards={from.cards.filter((card) => kindOf(card) === kind)}
              mayBring={mayBring(stage, kind)}
              ticked={cards()}
              brought={(card) => brought().has(card.id)}
              onTickAll={(all, on) => tick(on ? fresh(all) : all.map(({ id }) => id), on)}
              onTick={(card, on) => tick([card.id], on)}
            />
          )}
        </For>
        <Show when={twice() > 0}>
          <p class="banner" role="status">
            {tablesWords().again(twice())}
          </p>
        </Show>
        <button type="submit" class="primary">
          {tablesWords().bringCards(cards().size)}
        </button>
      </form>
    </Show>
  );
}

interface KindProps {
  kind: Kind;
  cards: readonly TableCard[];
  mayBring: boolean;
  ticked: ReadonlySet<string>;
  brought: (card: TableCard) => boolean;
  onTickAll: (cards: readonly TableCard[], on: boolean) => void;
  onTick: (card: TableCard, on: boolean) => void;
}

function KindOfCards(props: KindProps) {
  const name = () => tablesWords().kind(words().kinds[props.kind].many, props.cards.length);
  const hasAll = () => props.cards.every(({ id }) => props.ticked.has(id));
  return (
    <Show when={props.cards.length > 0}>
      <fieldset data-kind={props.kind}>
        <legend>
          <label>
            <input
              type="checkbox"
              disabled={!props.mayBring}
              checked={hasAll()}
              onChange={(event) => props.onTickAll(props.cards, event.currentTarget.checked)}
            />
            {name()}
          </label>
          <Show when={!props.mayBring}>
            <span class="hint"> {tablesWords().notNow}</span>
          </Show>
        </legend>
        <For each={props.cards}>
          {(card) => (
            <label>
              <input
                type="checkbox"
                disabled={!props.mayBring}
                checked={props.ticked.has(card.id)}
                onChange={(event) => props.onTick(card, event.currentTarget.checked)}
              />
              <span>
                {card.text || words().emptyCard}
                <Show when={card.organisation !== "" || props.brought(card)}>
                  <small>
                    {[whose(card.organisation), props.brought(card) ? tablesWords().already : ""]
                      .filter((part) => part !== "")
                      .join(" · ")}
                  </small>
                </Show>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </Show>
  );
}
