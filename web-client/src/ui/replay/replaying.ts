// Where one stands in the past: the moment, the board at it, what led there, and the ways to another.
// SPDX-License-Identifier: MIT
import { type Accessor, batch, createMemo, createSignal, onCleanup } from "solid-js";
import type { Handle } from "../../core/types";
import { type Axis, createAxis } from "../../replay/axis";
import { type Chapter, chapterAt, chaptersOf } from "../../replay/chapters";
import type { HistoryIndex } from "../../replay/history_index";
import { mergePatches } from "../../replay/merge_patches";
import { type Passage, Player } from "../../replay/player";
import { Seeker } from "../../replay/seeker";
import type { Source } from "../../replay/source";
import { type Line, passedLine, tell } from "../../replay/transcript";
import { type BoardStore, createBoardStore, type Patch } from "../../state/board_store";
import { wholeShelf } from "../../state/whole_shelf";
import { type ClockWords, clockWords, dayWords } from "./clock_words";
import { createDrag, nextFrame } from "./drag";
import type { PastBoard } from "./past_board";
import { asObserver } from "./replay_context";
import { replayWords } from "./replay_words";
import { lineWords } from "./sentences";

export interface Replaying {
  board: BoardStore;
  /** Undefined until it is there. */
  index: Accessor<HistoryIndex | undefined>;
  axis: Accessor<Axis>;
  chapters: Accessor<readonly Chapter[]>;
  chapter: Accessor<Chapter | undefined>;
  clock: Accessor<ClockWords>;
  position: Accessor<number>;
  /** Clock time of the last commit; 0 = there is none. */
  time: Accessor<number>;
  /** What led there, newest first. */
  lines: Accessor<readonly Line[]>;
  /** The newest line as a sentence, behind the name of the moment where it has one. */
  said: Accessor<string>;
  /** What the last commit touched. */
  changed: Accessor<readonly Handle[]>;
  /** For so long that it is worth a word. */
  isLoading: Accessor<boolean>;
  /** What stands there is the board of now, until the past can be moved in. */
  isStandIn: Accessor<boolean>;
  /** One moment follows the other faster than anybody reads: what is not on the screen can wait. */
  isDragged: Accessor<boolean>;
  /** In words; "" = none. */
  problem: Accessor<string>;
  seeker: Seeker;
  source: Source;
  /** Moved by the seeker alone. */
  player: Player;
  /** Another player on the same past, for a look elsewhere. */
  another(): Player;
}

/** Waiting that is shorter is not worth a word. */
const patienceMs = 300;

/** A core of a small board is 2 MB, one of 2,000 cards 12. */
const checkpointBytes = 48 * 2 ** 20;

/** Lives as long as the component that makes it. */
export function createReplaying({ source, openCore, now }: PastBoard, start: number): Replaying {
  const board = createBoardStore(undefined, wholeShelf);
  const [index, setIndex] = createSignal<HistoryIndex>();
  const [position, setPosition] = createSignal(0);
  const [time, setTime] = createSignal(0);
  const [lines, setLines] = createSignal<readonly Line[]>([]);
  const [changed, setChanged] = createSignal<readonly Handle[]>([]);
  const [isLoading, setLoading] = createSignal(true);
  const [problem, setProblem] = createSignal("");
  const axis = createMemo(() => createAxis(index() ?? noPast));
  const chapters = createMemo(() => chaptersOf(index()?.marks ?? [], index()?.position ?? 0));
  const clock = createMemo(() => {
    const { segments } = index() ?? noPast;
    return clockWords(segments[0]?.begin ?? 0, segments[segments.length - 1]?.end ?? 0);
  });

  const erasedWords = (when: number) => replayWords().contentRemoved(dayWords(when));
  const another = () => new Player({ openCore, source, erasedWords });
  const waiting: Patch[] = [];
  // Who begins at the end looks at the board of now until the past is there.
  const [isStandIn, setStandIn] = createSignal(false);
  if (start === Number.POSITIVE_INFINITY && now !== undefined && showNow(board, now)) {
    setStandIn(true);
    setPosition(now.status.position);
    setLoading(false);
  }
  const player = new Player({
    openCore,
    source,
    erasedWords,
    checkpointBytes,
    onPatch: (patch) => waiting.push(asObserver(patch)),
  });
  const drag = createDrag();
  const show = (passage: Passage) => {
    const patch = mergePatches(waiting.splice(0));
    const { position: at, told, passed, jumped } = passage;
    const moment = player.time ?? 0;
    batch(() => {
      drag.moved();
      // Items have other handles in the past's core.
      if (patch !== null) board.apply(isStandIn() ? { ...patch, everything: true } : patch);
      setStandIn(false);
      setPosition(at);
      setTime(moment);
      // What was passed over before stands above it; where all is told anew nobody reads it any more.
      if (jumped) drag.forget();
      else drag.settle();
      setLines((before) => tell(jumped ? [] : before, told));
      if (passed !== undefined)
        drag.later(() => setLines((lines) => [...passedLine(at, moment, passed()), ...lines]));
      setChanged(passage.changed);
      setProblem("");
    });
  };
  let slow: ReturnType<typeof setTimeout> | undefined;
  const seeker = new Seeker({
    player,
    source,
    onIndex: setIndex,
    onPassage: show,
    onWaiting: (isWaiting) => {
      clearTimeout(slow);
      if (isWaiting) slow = setTimeout(() => setLoading(true), patienceMs);
      else setLoading(false);
    },
    onProblem: (sentence) => setProblem(sentence || replayWords().loadFailed),
    end: () => now?.status.position ?? 0,
    frame: nextFrame,
  });
  onCleanup(() => {
    clearTimeout(slow);
    seeker.end();
  });
  void seeker.goTo(start);

  return {
    board,
    index,
    axis,
    chapters,
    chapter: () => chapterAt(chapters(), position()),
    clock,
    position,
    time,
    lines,
    said: () => {
      const [newest] = lines();
      const line = newest === undefined ? "" : lineWords(newest, clock().short);
      const here = index()?.marks.find(({ at, what }) => what === "bookmark" && at === position());
      return here === undefined ? line : replayWords().bookmarkSaid(here.text ?? "", line);
    },
    changed,
    isLoading,
    isStandIn,
    isDragged: drag.isOn,
    problem,
    seeker,
    source,
    player,
    another,
  };
}

const noPast: HistoryIndex = {
  history: "",
  position: 0,
  segments: [],
  width: 0,
  bins: { time: [], to: [], ops: [], cards: [[], [], [], [], []], threads: [], links: [], ballots: [] },
  marks: [],
  tours: [],
};

/** False, and nothing is shown, where something is hidden: the past shows nobody their own before the others'. */
function showNow(board: BoardStore, now: BoardStore): boolean {
  const { status } = now;
  if (status.position === 0 || status.silhouettes.some((count) => count > 0)) return false;
  board.apply(
    asObserver({ status: { ...status }, settings: { ...now.settings }, items: [...now.all().values()] }),
  );
  return true;
}
