// The projector: read from the last row, touched by nobody. What facilitators put there, large; otherwise what the room does
// now, and the cards that changed last. While they lead it along a tour, the past.
// SPDX-License-Identifier: MIT
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  lazy,
  Match,
  onCleanup,
  Show,
  Switch,
} from "solid-js";
import { Dynamic } from "solid-js/web";
import { kinds } from "../../core/types";
import { words } from "../../i18n/language";
import { createFocus, createLedStop } from "../../state/focus";
import { Recency } from "../../state/recency";
import { BoardProvider, createBoardContext, useBoard } from "../board_context";
import { Countdown } from "../countdown";
import { fetchWhen } from "../fetch_when";
import { type OpenBoard, shownHash } from "../open_board";
import { sentenceOf, sightOf } from "../phase_words";
import { FocusedCard, FocusedThread } from "./focused";
import { ScreenCards } from "./screen_cards";
import "./screen.css";

/** More would be too small to read from the last row. */
const cardsMax = 9;
/** A cut shorter than this is not worth a word. */
const patienceMs = 1_000;
const Entrance = lazy(async () => ({ default: (await import("./entrance")).Entrance }));

export function ScreenPage(props: { opened: OpenBoard }) {
  const { board, heard, invite, stopped } = props.opened;
  const context = createBoardContext(props.opened);
  const hash = shownHash(props.opened);
  const focus = createFocus(board);
  const focusedCard = () => board.card(focus());
  const led = createLedStop(board);
  const past = fetchWhen(
    () => led() !== undefined,
    () => import("../replay/replay_page").then(({ ReplayPage }) => ReplayPage),
  );
  createEffect(() => {
    document.title = `${board.status.title || words().appName} · ${words().appName}`;
  });
  keepAwake();
  const tables = fetchWhen<{ children: JSX.Element }>(
    () => heard().tables > 0,
    () => import("./tables_now").then(({ TablesNow }) => TablesNow),
  );
  const otherwise = () => (
    <Show when={tables()} fallback={<LatestCards />}>
      <Dynamic component={tables()}>
        <LatestCards />
      </Dynamic>
    </Show>
  );
  return (
    <Show
      when={led() && past()}
      fallback={
        <BoardProvider value={context}>
          <main
            class="screen"
            classList={{ with_focus: focus() !== 0 }}
            data-link={board.status.link}
            data-pending={board.status.pendingOps}
            data-hash={hash()}
          >
            <ScreenHead />
            <Trouble stopped={stopped()} />
            <Switch fallback={otherwise()}>
              <Match when={focusedCard()}>{(card) => <FocusedCard card={card()} />}</Match>
              <Match when={focus() !== 0}>
                <FocusedThread thread={focus()} max={cardsMax} />
              </Match>
            </Switch>
            <footer class="screen_foot">
              <Counts />
              <Show when={board.settings.entrance !== 0 && board.status.link === "live"}>
                <Entrance invite={invite} />
              </Show>
            </footer>
          </main>
        </BoardProvider>
      }
    >
      {(page) => <Dynamic component={page()} live={props.opened} />}
    </Show>
  );
}

function ScreenHead() {
  const { board, stage } = useBoard();
  const step = () => words().phaseStep(stage.number(), stage.show()?.phases.length ?? 0);
  return (
    <header class="screen_head">
      <div>
        <Show when={stage.phase()} fallback={<h1>{board.status.title || words().appName}</h1>}>
          {(phase) => (
            <>
              <p class="screen_step">{step()}</p>
              <h1>{phase().title}</h1>
              <p class="screen_what">
                {sentenceOf(phase(), words())} {sightOf(phase(), words())}
              </p>
            </>
          )}
        </Show>
      </div>
      <Countdown />
    </header>
  );
}

/** The server's sentence when it let the screen go; that the line is cut, once that lasts. */
function Trouble(props: { stopped: number }) {
  const { board } = useBoard();
  const [lasting, setLasting] = createSignal(false);
  const isOffline = createMemo(() => board.status.link !== "live");
  createEffect(() => {
    setLasting(false);
    if (!isOffline()) return;
    const timer = setTimeout(() => setLasting(true), patienceMs);
    onCleanup(() => clearTimeout(timer));
  });
  const sentence = () => board.refusals.filter(({ closing }) => closing).pop()?.message || words().refused;
  const isOver = () => props.stopped !== 0 || board.status.link === "refused";
  return (
    <Show when={isOver() || lasting()}>
      <p class="screen_trouble" role="alert">
        {isOver() ? sentence() : words().connecting}
      </p>
    </Show>
  );
}

function LatestCards() {
  const { board } = useBoard();
  const recency = new Recency();
  const latest = createMemo(() => {
    board.changeCount();
    return recency.update(board.all().values()).slice(0, cardsMax);
  });
  return <ScreenCards cards={latest()} />;
}

function Counts() {
  const { board } = useBoard();
  const hidden = (kind: number) => board.status.silhouettes[kind] ?? 0;
  return (
    <ul class="screen_counts">
      <For each={kinds}>
        {(kind) => (
          <li data-kind={kind}>
            <i class="shape" aria-hidden="true" />
            {words().kinds[kind].many} <b>{board.column(kind).length}</b>
            <Show when={hidden(kind) > 0}>
              <span class="silhouettes">{words().hiddenCards(hidden(kind))}</span>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

/** A projector that goes dark asks for somebody to come. Where the browser knows no such lock, its own settings do. */
function keepAwake(): void {
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  onCleanup(() => document.removeEventListener("visibilitychange", ask));
  ask();
}
