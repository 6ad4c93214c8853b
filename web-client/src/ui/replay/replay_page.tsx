// The past of a board: the board as it was at a moment, the timeline that leads to any other, and what happened in words.
// The board of now goes on underneath.
// SPDX-License-Identifier: MIT
import { createEffect, createMemo, For, onCleanup, onMount, Show, untrack } from "solid-js";
import { type Handle, type Kind, kinds } from "../../core/types";
import { words } from "../../i18n/language";
import type { Mark } from "../../replay/history_index";
import { readMoment, writeMoment } from "../../replay/moment_link";
import type { BoardStore } from "../../state/board_store";
import { formOf, roundOf } from "../../state/votes";
import { alertPerson, say } from "../announcer";
import { BoardProvider } from "../board_context";
import { ColumnTabs } from "../board_header";
import { followArrow } from "../card_focus";
import { Column } from "../column";
import { RemovedCards } from "../removed_cards";
import type { ReplayProps } from "../replay_entry";
import { shorten } from "../shorten";
import { FilterChoice } from "./filter_choice";
import { createFiltering } from "./filtering";
import { createLife } from "./life";
import { outlineChanges } from "./outlines";
import { createPanelState, type Panel } from "./panel_state";
import { Panels } from "./panels";
import { type PastBoard, pastOfLive } from "./past_board";
import { PictureButton } from "./picture_button";
import { createPlaying } from "./playing";
import "./replay.css";
import { createReplayContext } from "./replay_context";
import { ReplayThreads } from "./replay_threads";
import { ReplayProvider, type ReplayView } from "./replay_view";
import { replayWords } from "./replay_words";
import { createReplaying } from "./replaying";
import { sliderId, Timeline } from "./timeline";
import { TourStrip } from "./tour_strip";
import { createTouring } from "./touring";

/** Between two sentences while it plays. */
const saidEveryMs = 4_000;
/** The address follows when one has come to rest. */
const addressMs = 400;

/** Of a board that is live: it goes on underneath. */
export function ReplayPage({ live, ahead, onClose }: ReplayProps) {
  return <PastPage past={pastOfLive(live, ahead)} onClose={onClose} />;
}

interface PastProps {
  past: PastBoard;
  /** Undefined where there is no board of now to go back to. */
  onClose?: (() => void) | undefined;
}

export function PastPage({ past, onClose }: PastProps) {
  const moment = readMoment(location.hash);
  const replaying = createReplaying(past, moment?.at ?? Number.POSITIVE_INFINITY);
  const playing = createPlaying(replaying);
  const touring = createTouring(replaying, playing, past);
  const life = createLife(replaying);
  // Where there is room for it beside five columns.
  const isLed = () => past.isScreen && past.led?.() !== undefined;
  const isWide = matchMedia("(width >= 90rem)").matches && !untrack(isLed);
  const usual: Panel | undefined = isWide ? "story" : undefined;
  const slider = () => document.getElementById(sliderId);
  const panels = createPanelState(life, usual, slider);
  const { panel, openLife, closePanel } = panels;
  const filtering = createFiltering(replaying);
  const hidden = createMemo(() => new Set(filtering.hidden()));
  const without = (cards: ReadonlySet<Handle>, kind: Kind) => {
    const all = replaying.board.column(kind);
    return cards.size === 0 ? all : all.filter((card) => !cards.has(card));
  };
  const lists = new Map(kinds.map((kind) => [kind, createMemo(() => without(hidden(), kind))]));
  const standing = (kind: Kind) => lists.get(kind)?.() ?? [];
  const context = createReplayContext(replaying.board, {
    open: (card) => openLife(replaying.board.item(card)?.id ?? ""),
    standing,
    isHurried: replaying.isDragged,
  });
  if (moment !== undefined && moment.card !== "") openLife(moment.card);

  const view: ReplayView = {
    replaying,
    playing,
    touring,
    life,
    filtering,
    ...panels,
    jump: (position) => {
      playing.stop();
      touring.end();
      void replaying.seeker.goTo(position).then(() => say(replaying.said()));
    },
    past,
    markWords: (mark) => markWords(mark, textOf),
  };
  /** There, else as it is now: what a mark is about may not be written yet, or not any more. */
  const textOf = (id: string) => {
    const now = () => [...(past.now?.all().values() ?? [])].find((item) => item.id === id)?.text;
    return shorten(replaying.player.textOf(id) ?? now() ?? "");
  };

  createEffect(() => {
    document.title = `${replayWords().title} · ${past.title() || words().appName}`;
  });
  outlineChanges(view, context);
  followAddress(view);
  sayWhilePlaying(view);
  onMount(() => {
    if (!isLed()) slider()?.focus();
    const onKeyDown = (event: KeyboardEvent) => {
      // Escape in a dialog closes that.
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      if (panel() === "life") closePanel();
      else onClose?.();
    };
    document.addEventListener("keydown", onKeyDown);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  });

  // Arrows pass over what is filtered out.
  const shown: BoardStore = { ...replaying.board, column: standing };
  const listen = (columns: HTMLElement) =>
    columns.addEventListener("keydown", (event) => followArrow(event, shown, context.showColumn));
  const withHash = new URLSearchParams(location.search).has("test");
  const hash = () => (withHash && replaying.board.changeCount() > 0 ? replaying.player.hash() : undefined);
  const isEmpty = () => replaying.index()?.position === 0;

  return (
    <BoardProvider value={context}>
      <ReplayProvider value={view}>
        <div class="replay" classList={{ with_panel: panel() !== undefined, led: isLed() }}>
          <div class="replay_past">
            <ReplayHeader past={past} onClose={onClose} view={view} />
            <ColumnTabs />
            <main
              id="cards"
              tabindex="-1"
              class="board layout_columns by_kind"
              aria-busy={replaying.isLoading() || replaying.isStandIn()}
              data-position={replaying.position()}
              data-hash={hash()}
            >
              <Show when={replaying.problem() !== ""}>
                <p class="banner trouble" role="alert">
                  <span>{replaying.problem()}</span>
                  <button type="button" onClick={() => void replaying.seeker.retry()}>
                    {words().retry}
                  </button>
                </p>
              </Show>
              <Show when={replaying.isLoading()}>
                <p class="banner calm" role="status">
                  {replayWords().loading}
                </p>
              </Show>
              <Show when={isEmpty()}>
                <p class="banner calm">{replayWords().nothingYet}</p>
              </Show>
              <div class="overview">
                <ReplayThreads />
                <FilterChoice />
              </div>
              <div ref={listen} class="columns">
                <For each={kinds}>{(kind) => <Column kind={kind} />}</For>
              </div>
              <RemovedCards />
            </main>
          </div>
          <Show when={panel() !== undefined}>
            <Panels />
          </Show>
          <TourStrip />
          <Timeline />
        </div>
      </ReplayProvider>
    </BoardProvider>
  );
}

function ReplayHeader(props: PastProps & { view: ReplayView }) {
  const { replaying } = props.view;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(await momentLink(props.view, props.past));
      say(replayWords().saidCopied);
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().copyFailed);
    }
  };
  return (
    <header class="replay_header">
      <div class="board_name">
        <p class="board_place">{props.past.title()}</p>
        <h1>{replayWords().title}</h1>
      </div>
      <p class="replay_moment">
        <Show when={replaying.time() > 0}>
          {replayWords().onBoard(replaying.clock().full(replaying.time()))}
        </Show>
      </p>
      <div class="replay_ways">
        <button
          type="button"
          title={replayWords().copyLink}
          aria-label={replayWords().copyLink}
          onClick={copy}
        >
          {replayWords().copyLinkShort}
        </button>
        <Show when={props.past.draw}>{(draw) => <PictureButton draw={draw()} />}</Show>
        <Show when={props.onClose}>
          {(close) => (
            <button type="button" class="primary" onClick={() => close()()}>
              {replayWords().back}
            </button>
          )}
        </Show>
      </div>
    </header>
  );
}

async function momentLink({ replaying, life }: ReplayView, past: PastBoard): Promise<string> {
  const moment = { at: replaying.position(), card: life.id() };
  const url = new URL(await past.address());
  url.hash = writeMoment(url.hash, moment);
  url.search = "";
  return url.href;
}

function markWords(mark: Mark, textOf: (id: string) => string): string {
  const { highlights, phase, phasesOver } = replayWords();
  if (mark.what === "phase") {
    const number = mark.number ?? 0;
    return number === 0 ? phasesOver : phase(number, mark.text ?? "");
  }
  if (mark.what === "vote_open" || mark.what === "vote_close") return voteWords(mark);
  if (mark.what === "bookmark") return replayWords().bookmarkNamed(mark.text ?? "");
  const text = mark.item === undefined ? "" : textOf(mark.item);
  return text === "" ? highlights[mark.what] : `${highlights[mark.what]} ${words().quote(text)}`;
}

function voteWords({ what, number = 0 }: Mark): string {
  const { highlights, votes } = replayWords();
  const round = roundOf(number);
  const form = votes[formOf(number)];
  return `${highlights[what]}${round === 1 ? form : `${form}, ${words().voteRound(round)}`}`;
}

/** The address leads to this moment while one rests at it, and back to the board of now once the past is closed. */
function followAddress({ replaying, playing, touring, life }: ReplayView): void {
  const write = (hash: string) => history.replaceState(history.state, "", hash);
  createEffect(() => {
    const moment = { at: replaying.position(), card: life.id() };
    if (playing.isPlaying() || touring.tour() !== undefined || replaying.index() === undefined) return;
    const timer = setTimeout(() => write(writeMoment(location.hash, moment)), addressMs);
    onCleanup(() => clearTimeout(timer));
  });
  onCleanup(() => write(writeMoment(location.hash, undefined)));
}

function sayWhilePlaying({ replaying, playing }: ReplayView): void {
  let saidAt = Number.NEGATIVE_INFINITY;
  createEffect(() => {
    const sentence = replaying.said();
    const isDue = performance.now() - saidAt >= saidEveryMs;
    // Who stands on the slider is told by it.
    const isOnSlider = document.activeElement?.id === sliderId;
    if (!playing.isPlaying() || sentence === "" || !isDue || isOnSlider) return;
    saidAt = performance.now();
    say(sentence);
  });
}
