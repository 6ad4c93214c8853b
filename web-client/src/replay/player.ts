// Stands at any moment of the past: a core of its own takes up the state before a segment, then the commits up to there.
// Forward within a segment it takes only what is new; back, it sets the core back to where the segment begins. It shows nothing itself.
// SPDX-License-Identifier: MIT
import type { Core, Handle } from "../core/types";
import type { Patch } from "../state/board_store";
import { type Checkpoint, Checkpoints } from "./checkpoints";
import { describe } from "./describe";
import type { HistoryEvent } from "./events";
import { type HistoryIndex, type SegmentName, segmentAt, segmentBefore } from "./history_index";
import type { PastCore } from "./past_core";
import { type Erased, type Picture, type Scene, SceneKeeper } from "./scene";
import { type Segment, standsAtFirst, stopsUpTo } from "./segment";
import { abortError, type Source, SourceError } from "./source";
import type { Told } from "./transcript";

/** So many last commits before a moment are told one by one. */
export const toldMax = 24;

/** So many commits are taken up as soon as a copy of the memory. */
const shortWay = 128;

/** Fewer than that in a segment are told together with the last of the segment before. */
const leadMin = 8;

/** Is told what may differ by each part of a way. */
type TakeStep = (step: { touched: readonly Handle[] }) => void;

/** The way from one moment to another. */
export interface Passage {
  position: number;
  /** What happened in the last commits, one by one. */
  told: Told[];
  /** Finds what was passed over before those, when one went forward; undefined when nothing was, or one went back. */
  passed: (() => HistoryEvent[]) | undefined;
  /** False when the told commits follow right on those told before. */
  jumped: boolean;
  /** The items that the last commit touched. */
  changed: readonly Handle[];
}

export interface PlayerParts {
  /** A new core, as for a page that has nothing yet. */
  openCore(): Promise<PastCore>;
  source: Source;
  /** How many bytes of checkpoints it keeps; none where it goes one way only. */
  checkpointBytes?: number;
  /** What stands for content that was removed for good at that time. */
  erasedWords(time: number): string;
  /** In order; each is to be applied before the next. Not to be written into. */
  onPatch?(patch: Patch): void;
}

export class Player {
  private readonly parts: PlayerParts;
  private core: PastCore | undefined;
  private readonly keeper = new SceneKeeper();
  private readonly checkpoints: Checkpoints;
  /** The items by handle, in the order in which the core gave them. */
  private names: string[] = [];
  private segment: Segment | undefined;
  private name: SegmentName | undefined;
  /** Stops of `segment` that the core has. */
  private done = 0;
  private at = 0;
  private history = "";
  private index: HistoryIndex | undefined;
  private touched: readonly Handle[] = [];

  constructor(parts: PlayerParts) {
    this.parts = parts;
    this.checkpoints = new Checkpoints(parts.checkpointBytes ?? 0);
  }

  /** After the last commit that the core has. */
  get position(): number {
    return this.at;
  }

  /** The board as it is there; it stays when the player goes on. */
  picture(): Picture {
    return this.keeper.picture();
  }

  /** The words that a card or thread has there; undefined when it is not there. */
  textOf(id: string): string | undefined {
    return this.keeper.find(id)?.text;
  }

  /** The piece of the past it stands in, and how many of its stops it has. */
  get place(): { segment: Segment; name: SegmentName; done: number } | undefined {
    const { segment, name, done } = this;
    return segment === undefined || name === undefined ? undefined : { segment, name, done };
  }

  /** Server time of the last commit; undefined before the first. */
  get time(): number | undefined {
    const { segment, done } = this;
    return done === 0 ? this.name?.begin : segment?.times[done - 1];
  }

  hash(): string {
    return this.core?.hash() ?? "";
  }

  /** Fails as Source.segment does; it then stands where it stood. A core that traps is made anew once. */
  async stand(index: HistoryIndex, position: number, signal: AbortSignal): Promise<Passage> {
    const name = segmentAt(index, position);
    if (name === undefined) return { position: 0, told: [], passed: undefined, jumped: true, changed: [] };
    const load = (one: SegmentName) => this.parts.source.segment(index.history, one, signal);
    const segment = await load(name);
    if (this.history !== index.history) this.forget();
    this.history = index.history;
    if (this.index !== index) {
      this.keeper.setErased(erasedIn(index, this.parts));
      // They show what was erased since.
      this.checkpoints.clear();
    }
    this.index = index;
    const before = this.needsLead(segment, position) ? segmentBefore(index, name) : undefined;
    const lead = before === undefined ? undefined : await load(before);
    this.core ??= await this.parts.openCore();
    if (signal.aborted) throw abortError();
    const go = (core: PastCore) => {
      const first =
        before === undefined || lead === undefined ? undefined : this.walk(core, before, lead, lead.to);
      return joinPassages(first, this.walk(core, name, segment, position));
    };
    try {
      return go(this.core);
    } catch (error) {
      this.forget();
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.names = [];
      this.core = await this.parts.openCore();
      return go(this.core);
    }
  }

  /** Too little of it is before that position to tell what led there. */
  private needsLead(segment: Segment, position: number): boolean {
    const stops = stopsUpTo(segment, position);
    return stops < leadMin && !this.isIn(segment, stops) && !this.isBefore(segment);
  }

  private isIn(segment: Segment, stops: number): boolean {
    return this.segment?.from === segment.from && this.segment.to === segment.to && this.done <= stops;
  }

  private isBefore(segment: Segment): boolean {
    return this.segment?.to === segment.from && this.at === segment.from;
  }

  /** Begins with the next keyframe. */
  private forget(): void {
    this.segment = undefined;
    this.at = 0;
    this.done = 0;
    this.checkpoints.clear();
  }

  private walk(core: PastCore, name: SegmentName, segment: Segment, position: number): Passage {
    const start = this.at;
    const before = this.keeper.isEmpty ? undefined : this.keeper.picture();
    const touched = new Set<Handle>();
    const take: TakeStep = (step) => {
      for (const handle of step.touched) touched.add(handle);
    };
    const target = stopsUpTo(segment, position);
    const goesOn = this.enter(core, segment, target, take);
    this.name = name;
    const from = this.done;
    const single = Math.max(from, target - toldMax);
    const stop = this.checkpoints.wanted(segment, single);
    while (this.done < single) {
      this.feed(core, segment);
      if (this.done === stop) this.leave(core, segment, take);
    }
    const jumped = !goesOn || single > from;
    let passed: Passage["passed"];
    if (jumped) {
      take(this.redraw(core));
      const there = this.keeper.picture();
      if (this.at > start && before !== undefined) passed = () => describe(before, there, touched);
    }
    const told: Told[] = [];
    this.touched = [];
    while (this.done < target) told.push(this.feedTold(core, segment));
    this.at = target === 0 ? segment.from : (segment.positions[target - 1] ?? segment.from);
    if (this.at < start) passed = undefined;
    return { position: this.at, told, passed, jumped, changed: this.touched };
  }

  /** False when the core had to start from the segment's keyframe, or from a copy of what it was there or on the way. */
  private enter(core: PastCore, segment: Segment, target: number, take: TakeStep): boolean {
    const isIn = this.isIn(segment, target);
    const follows = this.isBefore(segment);
    // From there the last commits are still told one by one.
    const kept = this.checkpoints.find(segment, Math.max(0, target - toldMax));
    this.segment = segment;
    const isFarFrom = (done: number) => kept !== undefined && kept.done >= done + shortWay;
    if (isIn && !isFarFrom(this.done)) return true;
    this.done = 0;
    if (follows && !standsAtFirst(segment) && !isFarFrom(0)) return true;
    // What a reveal shows is told where one goes on behind it.
    const mayRevert = !follows || isFarFrom(0);
    if (kept !== undefined && mayRevert && this.revert(core, kept, take)) {
      this.done = kept.done;
      this.at = segment.positions[kept.done - 1] ?? segment.from;
      return false;
    }
    this.at = segment.from;
    core.disconnected();
    core.connected();
    // What it would say to a server is nobody's business.
    while (core.nextFrame() !== null);
    takeFrame(core, segment.keyframe);
    if (follows) return true;
    take(this.redraw(core));
    this.checkpoints.begin(segment, () => ({ ...this.standing(), memory: core.checkpoint() }));
    return false;
  }

  /** Keeps what it is here. */
  private leave(core: PastCore, segment: Segment, take: TakeStep): void {
    const begin = this.checkpoints.find(segment, 0);
    if (begin === undefined) return;
    take(this.redraw(core));
    const { memory } = begin;
    this.checkpoints.add(segment, { ...this.standing(), memory, pages: core.pagesSince(memory) });
  }

  private standing(): Pick<Checkpoint, "done" | "scene" | "named"> {
    return { done: this.done, scene: this.keeper.kept(), named: this.names.length };
  }

  /** False where the core would give other handles than those that are known: it then reads the keyframe. */
  private revert(core: PastCore, { memory, pages, scene, named }: Checkpoint, take: TakeStep): boolean {
    core.revert(memory, pages);
    for (let at = named; at < this.names.length; at += 1) {
      // Some are named by links alone.
      const id = this.names[at] ?? `${"0".repeat(16)}-${at + 1}`;
      if (core.handleOf(id) !== at + 1) return false;
    }
    const step = this.keeper.revert(scene);
    this.parts.onPatch?.(step.patch);
    take(step);
    return true;
  }

  private feed(core: Core, segment: Segment): void {
    const commit = segment.commits[this.done];
    if (commit !== undefined) takeFrame(core, commit);
    this.done += 1;
    this.at = segment.positions[this.done - 1] ?? this.at;
  }

  private feedTold(core: Core, segment: Segment): Told {
    this.feed(core, segment);
    const { before, touched } = this.redraw(core);
    this.touched = touched;
    const time = segment.times[this.done - 1] ?? 0;
    return { position: this.at, time, events: describe(before, this.keeper.now, touched) };
  }

  private redraw(core: Core): { before: Scene; touched: readonly Handle[] } {
    const changes = core.changes();
    if (changes === null) return { before: this.keeper.now, touched: [] };
    const step = this.keeper.apply(changes);
    this.parts.onPatch?.(step.patch);
    for (const { h, id } of changes.items ?? []) this.names[h - 1] = id;
    return step;
  }
}

function erasedIn({ marks }: HistoryIndex, { erasedWords }: PlayerParts): Erased {
  const erased = marks.flatMap(({ what, item, time }) =>
    what === "erase" && item !== undefined ? [[item, { time, words: erasedWords(time) }] as const] : [],
  );
  return new Map(erased);
}

function joinPassages(first: Passage | undefined, last: Passage): Passage {
  if (first === undefined) return last;
  const { jumped, passed } = first;
  const changed = last.told.length > 0 ? last.changed : first.changed;
  return {
    position: last.position,
    told: [...first.told, ...last.told].slice(-toldMax),
    jumped,
    passed,
    changed,
  };
}

/** A core that does not take a frame of the past has been given something else. */
function takeFrame(core: Core, frame: Uint8Array): void {
  if (core.frame(frame) < 0) throw new SourceError("");
}
