// A tour as it goes: from stop to stop, each as long as its sentence takes to be read; by itself, or by the keys that a remote
// control for slides sends. A facilitator may lead the room's screen along.
// SPDX-License-Identifier: MIT
import { type Accessor, createEffect, createSignal, onCleanup, onMount, untrack } from "solid-js";
import { followStop } from "../../replay/follow_stop";
import type { Tour, TourStop } from "../../replay/history_index";
import { readTour } from "../../replay/moment_link";
import type { LedStop } from "../../state/focus";
import { isSame } from "../../state/same";
import { say } from "../announcer";
import type { PastBoard } from "./past_board";
import type { Playing } from "./playing";
import { replayWords } from "./replay_words";
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
  /** The room's screen goes along with this page. */
  isLeading: Accessor<boolean>;
  /** Has it go along, or go back to the board of now. */
  toggleLeading(): void;
  /**
   * That tour was kept anew: this page and the room's screen go on from where their stop is now. True when the screen's was
   * taken out, and it shows another.
   */
  follow(before: Tour): boolean;
  /** That tour is gone: so is the screen from it. */
  leave(tour: Tour): void;
}

const shortestMs = 6_000;
/** Aloud and slowly, in a room. */
const characterMs = 75;

export function stopMs({ text }: TourStop): number {
  return Math.max(shortestMs, 3_000 + text.length * characterMs);
}

/** On a room's screen the tour of its link begins by itself, and again at its end; one that is led stands where it is led to. */
export function createTouring({ index, seeker }: Replaying, playing: Playing, past: PastBoard): Touring {
  const { isScreen, led, lead } = past;
  const [tour, setTour] = createSignal<Tour>();
  const [at, setAt] = createSignal(0);
  const [isMoving, setMoving] = createSignal(false);
  const [isLeading, setLeading] = createSignal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => tour()?.stops[at()];

  const stand = async (where: number) => {
    clearTimeout(timer);
    const on = tour();
    const next = on?.stops[where];
    if (on === undefined || next === undefined) return;
    setAt(where);
    leadAlong();
    await seeker.goTo(next.at);
    if (tour() !== on || at() !== where) return;
    if (next.text !== "") say(next.text);
    if (isMoving()) timer = setTimeout(forth, stopMs(next));
  };
  /** What this page wrote last; another page may lead, too. */
  let written: number | undefined;
  const leadTo = (where: LedStop) => {
    const isTaken = lead?.(where) ?? false;
    written = untrack(() => led?.()?.since);
    return isTaken;
  };
  const leadAlong = () => {
    const on = tour();
    if (isLeading() && on !== undefined) setLeading(leadTo({ tour: on.id, at: at() }));
  };
  const known = (id: string) => index()?.tours.find((one) => one.id === id);
  const follow = (before: Tour) => {
    const now = known(before.id);
    const screen = led?.();
    if (now === undefined) return false;
    if (tour()?.id === now.id) {
      const here = followStop(tour()?.stops[at()], at(), now.stops);
      setTour(now);
      setAt(here.at);
      void seeker.goTo(now.stops[here.at]?.at ?? 0);
    }
    if (screen?.tour !== now.id) return false;
    const there = followStop(before.stops[screen.at], screen.at, now.stops);
    leadTo({ tour: now.id, at: there.at });
    return there.isGone;
  };
  const leave = ({ id }: Tour) => {
    if (led?.()?.tour === id) lead?.(undefined);
    if (tour()?.id === id) end();
  };
  const toggleLeading = () => {
    const leads = !isLeading();
    setLeading(leads);
    if (leads) leadAlong();
    else lead?.(undefined);
    say(leads ? replayWords().tourShown : replayWords().tourNotShown);
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
    if (untrack(isLeading)) toggleLeading();
  };

  // What a link leads to, once, when it is known.
  let wanted = readTour(location.hash);
  createEffect(() => {
    const found = index()?.tours.find(({ id }) => id === wanted);
    if (index() === undefined) return;
    wanted = "";
    if (found !== undefined) start(found);
  });
  // Whoever leads it elsewhere, or puts a card there, leads from then on; but not who changed the tour that this page leads along.
  createEffect(() => {
    const to = led?.();
    const on = untrack(tour);
    if (!untrack(isLeading) || (to !== undefined && to.since === written)) return;
    if (to === undefined || to.tour !== on?.id) return void setLeading(false);
    void seeker.refresh().then(() => {
      const now = known(to.tour);
      if (tour() !== on || now === undefined || led?.()?.since !== to.since) return;
      if (isSame(now, on)) return void (to.at !== at() && setLeading(false));
      setTour(now);
      setAt(to.at);
      void seeker.goTo(now.stops[to.at]?.at ?? 0);
    });
  });
  // The tour may have been made, or changed, since the screen read of it.
  createEffect(() => {
    if (isScreen && led?.() !== undefined && untrack(index) !== undefined) void seeker.refresh();
  });
  createEffect(() => {
    const to = isScreen ? led?.() : undefined;
    const found = index() === undefined || to === undefined ? undefined : known(to.tour);
    if (to === undefined || found === undefined) return;
    if (untrack(at) === to.at && isSame(found, untrack(tour))) return;
    setTour(found);
    untrack(() => void stand(to.at));
  });
  onMount(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const by = moves[event.key];
      if (!isScreen || led?.() !== undefined || tour() === undefined || by === undefined) return;
      event.preventDefault();
      go(by);
    };
    document.addEventListener("keydown", onKeyDown, true);
    onCleanup(() => document.removeEventListener("keydown", onKeyDown, true));
  });
  onCleanup(end);
  return { tour, at, stop, isMoving, start, go, toggle, end, isLeading, toggleLeading, follow, leave };
}

const moves: Record<string, 1 | -1> = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
};
