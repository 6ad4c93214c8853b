// A tour as it goes: from stop to stop, each as long as its sentence takes to be read; by itself, or by the keys that a remote
// control for slides sends.
// SPDX-License-Identifier: MIT
import { type Accessor, createEffect, createSignal, onCleanup, onMount } from "solid-js";
import type { Tour, TourStop } from "../../replay/history_index";
import { readTour } from "../../replay/moment_link";
import { say } from "../announcer";
import type { Playing } from "./playing";
import type { Replaying } from "./replaying";

export interface Touring {
  /** Undefined while none is on. */
  tour: Accessor<Tour | undefined>;
  /** Where it stands, from 0. */
  at: Accessor<number>;
  stop: Accessor<TourStop | undefined>;
  isMoving: Accessor<boolean>;
  /** From its first stop. */
  start(tour: Tour): void;
  /** To another stop; the tour then waits there for whoever is in charge. */
  go(by: 1 | -1): void;
  toggle(): void;
  end(): void;
}

const shortestMs = 6_000;
/** Aloud and slowly, in a room. */
const characterMs = 75;

export function stopMs({ text }: TourStop): number {
  return Math.max(shortestMs, 3_000 + text.length * characterMs);
}

/** On a room's screen the tour of its link begins by itself, and again at its end. */
export function createTouring({ index, seeker }: Replaying, playing: Playing, isScreen: boolean): Touring {
  const [tour, setTour] = createSignal<Tour>();
  const [at, setAt] = createSignal(0);
  const [isMoving, setMoving] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => tour()?.stops[at()];

  const stand = async (where: number) => {
    clearTimeout(timer);
    const on = tour();
    const next = on?.stops[where];
    if (on === undefined || next === undefined) return;
    setAt(where);
    await seeker.goTo(next.at);
    if (tour() !== on || at() !== where) return;
    if (next.text !== "") say(next.text);
    if (isMoving()) timer = setTimeout(forth, stopMs(next));
  };
  const forth = () => {
    const last = (tour()?.stops.length ?? 0) - 1;
    if (at() < last) void stand(at() + 1);
    else if (isScreen) void stand(0);
    else setMoving(false);
  };
  const start = (next: Tour) => {
    playing.stop();
    setTour(next);
    setMoving(true);
    void stand(0);
  };
  const go = (by: 1 | -1) => {
    if (!isScreen) setMoving(false);
    void stand(at() + by);
  };
  const toggle = () => {
    setMoving(!isMoving());
    if (isMoving()) forth();
    else clearTimeout(timer);
  };
  const end = () => {
    clearTimeout(timer);
    setMoving(false);
    setTour(undefined);
  };

  // What a link leads to, once, when it is known.
  let wanted = readTour(location.hash);
  createEffect(() => {
    const found = index()?.tours.find(({ id }) => id === wanted);
    if (index() === undefined) return;
    wanted = "";
    if (found !== undefined) start(found);
  });
  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const by = moves[event.key];
      if (!isScreen || tour() === undefined || by === undefined) return;
      event.preventDefault();
      go(by);
    };
    document.addEventListener("keydown", onKeyDown, true);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown, true));
  });
  onCleanup(end);
  return { tour, at, stop, isMoving, start, go, toggle, end };
}

const moves: Record<string, 1 | -1> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};
