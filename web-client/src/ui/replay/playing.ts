// The past as it plays: at its pace so many times over, or from highlight to highlight; once through, or a range over and over.
// At most one step a frame; a hidden page does not play.
// SPDX-License-Identifier: MIT
import { type Accessor, createSignal, onCleanup, onMount } from "solid-js";
import { markAfter } from "../../replay/chapters";
import { type HistoryIndex, segmentAfter } from "../../replay/history_index";
import { advance, type Pace, pauseBefore } from "../../replay/pace";
import type { Segment } from "../../replay/segment";
import { nextFrame } from "./drag";
import type { Replaying } from "./replaying";

export const speeds = [1, 5, 20, 60] as const;
/** From mark to mark; a tour is the marks that facilitators have set. */
export type Speed = (typeof speeds)[number] | "highlights" | "tour";

export interface Range {
  from: number;
  to: number;
}

export interface Playing {
  isPlaying: Accessor<boolean>;
  speed: Accessor<Speed>;
  setSpeed(speed: Speed): void;
  toggle(): void;
  stop(): void;
  /** The quiet while that is passed over just now, in clock milliseconds; 0 = none. */
  pause: Accessor<number>;
  /** Where the range begins and ends; the whole past unless it was chosen. */
  range: Accessor<Range>;
  setFrom(position: number): void;
  setTo(position: number): void;
  loops: Accessor<boolean>;
  setLoops(loops: boolean): void;
}

/** On a highlight, or a stop of a tour. */
const restMs = 4_000;
/** A page that was away does not catch up. */
const frameMsMax = 250;

export function createPlaying(replaying: Replaying): Playing {
  const { index, position, player, seeker, source } = replaying;
  const [isPlaying, setPlaying] = createSignal(false);
  const [speed, setSpeed] = createSignal<Speed>(5);
  const [pause, setPause] = createSignal(0);
  const [chosen, setChosen] = createSignal<Partial<Range>>({});
  const [loops, setLoops] = createSignal(false);
  const range = (): Range => {
    const end = index()?.position ?? 0;
    const { from = 0, to = end } = chosen();
    return { from: Math.min(from, to), to: Math.max(from, to) };
  };
  const pace: Pace = { rest: 0 };
  let abort = new AbortController();

  const stop = () => {
    setPlaying(false);
    setPause(0);
    abort.abort();
  };

  /** The commits that come next: those of the segment one stands in, or of the one after it, which may have to come first. */
  const ahead = async (past: HistoryIndex) => {
    const { place } = player;
    if (place === undefined) return undefined;
    const after = segmentAfter(past, place.name);
    const load = (name: NonNullable<typeof after>) => source.segment(past.history, name, abort.signal);
    if (place.done < place.segment.positions.length) {
      // Half way through it is time to fetch what follows.
      if (after !== undefined && place.done * 2 >= place.segment.positions.length)
        void load(after).catch(() => undefined);
      return { segment: place.segment, done: place.done, before: place.name.begin };
    }
    return after === undefined
      ? undefined
      : { segment: await load(after), done: 0, before: player.time ?? after.begin };
  };

  /** Where to stand after that time on screen; undefined at the end of what there is. */
  const next = async (past: HistoryIndex, dtMs: number): Promise<number | undefined> => {
    const now = speed();
    if (now === "highlights" || now === "tour") {
      pace.rest += dtMs;
      if (pace.rest < restMs) return position();
      pace.rest = 0;
      const marks = now === "tour" ? past.marks.filter(({ what }) => what === "bookmark") : past.marks;
      return markAfter(marks, position())?.at;
    }
    const found = await ahead(past);
    if (found === undefined) return undefined;
    const { segment, done, before } = found;
    const target = advance(pace, { times: segment.times, before, done }, { dtMs, speed: now });
    setPause(pauseBefore(segment.times, before, target));
    return target === done ? position() : positionOf(segment, target);
  };

  /** One step of at most `dtMs`. False at the end of what is to be played. */
  const go = async (past: HistoryIndex, dtMs: number): Promise<boolean> => {
    const target = await next(past, dtMs);
    if (!isPlaying()) return false;
    const end = loops() ? range().to : past.position;
    if (target !== undefined && target < end) {
      if (target !== position()) await seeker.goTo(target);
      return replaying.problem() === "";
    }
    await seeker.goTo(Math.min(end, target ?? position()));
    if (!loops()) return false;
    pace.rest = 0;
    await seeker.goTo(range().from);
    return replaying.problem() === "";
  };

  const play = async () => {
    // The first highlight comes at once.
    pace.rest = typeof speed() === "string" ? restMs : 0;
    const past = index();
    let last = await nextFrame();
    let goesOn = past !== undefined;
    while (goesOn && past !== undefined) {
      const now = await nextFrame();
      goesOn = isPlaying() && (await go(past, Math.min(now - last, frameMsMax)));
      last = now;
    }
    if (isPlaying()) stop();
  };

  const start = () => {
    const { from, to } = loops() ? range() : { from: 0, to: index()?.position ?? 0 };
    abort = new AbortController();
    setPlaying(true);
    const ready = position() >= to || position() < from ? seeker.goTo(from) : Promise.resolve();
    ready.then(play).catch(stop);
  };

  onMount(() => {
    const onHidden = () => document.visibilityState === "hidden" && stop();
    document.addEventListener("visibilitychange", onHidden);
    onCleanup(() => {
      document.removeEventListener("visibilitychange", onHidden);
      stop();
    });
  });

  return {
    isPlaying,
    speed,
    setSpeed: (next) => {
      pace.rest = 0;
      setSpeed(next);
    },
    toggle: () => (isPlaying() ? stop() : start()),
    stop,
    pause,
    range,
    setFrom: (from) => setChosen((range) => ({ ...range, from })),
    setTo: (to) => setChosen((range) => ({ ...range, to })),
    loops,
    setLoops,
  };
}

function positionOf(segment: Segment, commits: number): number {
  return segment.positions[commits - 1] ?? segment.from;
}
