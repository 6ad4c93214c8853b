// The panels beside the board: the story so far, the highlights, before and after, the life of what is open.
// SPDX-License-Identifier: MIT
import { For, Match, onMount, Show, Switch } from "solid-js";
import { words } from "../../i18n/language";
import { nearMarks } from "../../replay/chapters";
import { refOf } from "../../replay/describe";
import type { Mark } from "../../replay/history_index";
import type { Line } from "../../replay/transcript";
import { alertPerson, say } from "../announcer";
import { AddBookmark } from "./add_bookmark";
import { RangePanel } from "./range_panel";
import { useReplay } from "./replay_view";
import { replayWords } from "./replay_words";
import { cardWords, lineWords } from "./sentences";
import { ShapeIcon } from "./shapes";
import { StartAgain } from "./start_again";
import { TourList } from "./tour_list";

/** Listed at once; of more, those around the moment. */
const marksMax = 200;

export function Panels() {
  const { panel, closePanel, life, replaying } = useReplay();
  let heading: HTMLHeadingElement | undefined;
  /** What is open, with its words of now. */
  const subject = () => {
    replaying.position();
    const items = [...replaying.board.all().values()];
    return refOf(items.find(({ id }) => id === life.id()));
  };
  const title = () => {
    const name = panel() ?? "story";
    if (name !== "life") return replayWords().panels[name];
    return life.id() !== "" && subject().kind === 0 && subject().id !== ""
      ? replayWords().lifeOfThread
      : replayWords().lifeOfCard;
  };
  return (
    <aside class="replay_panel" aria-labelledby="panel_title">
      <div class="panel_head">
        <h2 ref={heading} id="panel_title" tabindex="-1">
          {title()}
        </h2>
        <button type="button" class="quiet" onClick={closePanel}>
          {replayWords().close}
        </button>
      </div>
      <Switch>
        <Match when={panel() === "story"}>
          <Story />
        </Match>
        <Match when={panel() === "moments"}>
          <Moments />
        </Match>
        <Match when={panel() === "range"}>
          <RangePanel />
        </Match>
        <Match when={panel() === "life"}>
          <p class="life_subject">{subject().id === "" ? "" : cardWords(subject())}</p>
          <LifeLines focus={() => heading?.focus()} />
        </Match>
      </Switch>
    </aside>
  );
}

function Story() {
  const { filtering, replaying } = useReplay();
  const lines = () => replaying.lines().filter(filtering.isTold);
  return (
    <>
      <p class="hint">{replayWords().storyHint}</p>
      <Show when={lines().length > 0} fallback={<p class="empty">{replayWords().storyEmpty}</p>}>
        <Lines lines={lines()} />
      </Show>
    </>
  );
}

function LifeLines(props: { focus: () => void }) {
  const { life } = useReplay();
  onMount(() => props.focus());
  return (
    <Show
      when={life.lines()}
      fallback={
        <Show when={life.hasFailed()} fallback={<Reading />}>
          <p role="alert">{replayWords().loadFailed}</p>
        </Show>
      }
    >
      {(lines) => (
        <Show when={lines().length > 0} fallback={<p class="empty">{replayWords().lifeEmpty}</p>}>
          <Lines lines={lines()} />
        </Show>
      )}
    </Show>
  );
}

function Reading() {
  const { life } = useReplay();
  const percent = () => Math.round(life.progress() * 100);
  return (
    <p>
      <label>
        {replayWords().lifeReading(percent())} <progress max="100" value={percent()} />
      </label>
    </p>
  );
}

function Lines(props: { lines: readonly Line[] }) {
  const { replaying } = useReplay();
  return (
    <ol class="lines">
      <For each={props.lines}>
        {(line) => (
          <Moment
            position={line.position}
            time={line.time}
            words={lineWords(line, replaying.clock().short)}
            passed={line.passed !== undefined}
          />
        )}
      </For>
    </ol>
  );
}

/** Takes the name of a moment back; for whoever may give one. */
function RemoveBookmark(props: { id: string; words: string }) {
  const { past, replaying } = useReplay();
  const remove = async () => {
    try {
      await past.bookmarks?.remove(props.id);
      await replaying.seeker.refresh();
      say(replayWords().bookmarkRemoved);
    } catch (error) {
      alertPerson((error instanceof Error && error.message) || replayWords().bookmarkFailed);
    }
  };
  return (
    <button
      type="button"
      class="quiet"
      aria-label={replayWords().removeBookmark(props.words)}
      onClick={remove}
    >
      {words().remove}
    </button>
  );
}

function Moment(props: { position: number; time: number; words: string; passed?: boolean; mark?: Mark }) {
  const { past, replaying, jump } = useReplay();
  const bookmark = () => (past.bookmarks === undefined ? undefined : props.mark?.bookmark);
  return (
    <li classList={{ with_way: bookmark() !== undefined }}>
      <button
        type="button"
        class="line"
        classList={{ passed: props.passed ?? false, dated: replaying.clock().hasDays }}
        aria-current={replaying.position() === props.position ? "step" : undefined}
        onClick={() => jump(props.position)}
      >
        <time>{replaying.clock().exact(props.time)}</time>
        <span>
          <Show when={props.mark}>{(mark) => <ShapeIcon shape={mark().what} />}</Show> {props.words}
        </span>
      </button>
      <Show when={bookmark()}>{(id) => <RemoveBookmark id={id()} words={props.words} />}</Show>
    </li>
  );
}

/** What facilitators can do about the moment one stands at. */
function MomentWays() {
  const { past } = useReplay();
  return (
    <div class="moment_ways">
      <Show when={past.bookmarks}>{(bookmarks) => <AddBookmark bookmarks={bookmarks()} />}</Show>
      <Show when={past.startAgain}>
        {(startAgain) => <StartAgain startAgain={startAgain()} title={past.title()} />}
      </Show>
    </div>
  );
}

function Moments() {
  const { replaying, markWords } = useReplay();
  const all = () => replaying.index()?.marks ?? [];
  const marks = () => (all().length > marksMax ? nearMarks(all(), replaying.position(), marksMax) : all());
  return (
    <>
      <MomentWays />
      <TourList />
      <Show when={marks().length > 0} fallback={<p class="empty">{replayWords().momentsEmpty}</p>}>
        <Show when={all().length > marks().length}>
          <p class="hint">{replayWords().momentsNear(marks().length, all().length)}</p>
        </Show>
        <ol class="lines">
          <For each={marks()}>
            {(mark) => <Moment position={mark.at} time={mark.time} words={markWords(mark)} mark={mark} />}
          </For>
        </ol>
      </Show>
    </>
  );
}
