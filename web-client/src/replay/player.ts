// Stands at any moment of the past: a core of its own takes up the state before a segment, then the commits up to there.
// Forward within a segment it takes only what is new. It shows nothing itself.
// SPDX-License-Identifier: MIT
import type { Changes, Core, Handle } from "../core/types";
import { describe } from "./describe";
import type { HistoryEvent } from "./events";
import { type HistoryIndex, type SegmentName, segmentAt } from "./history_index";
import { emptyScene, type Scene, SceneKeeper } from "./scene";
import { type Segment, standsAtFirst, stopsUpTo } from "./segment";
import { abortError, type Source, SourceError } from "./source";
import type { Told } from "./transcript";

/** So many last commits before a moment are told one by one. */
export const toldMax = 24;

/** The way from one moment to another. */
export interface Passage {
  position: number;
  /** What happened in the last commits, one by one. */
  told: Told[];
  /** What was passed over before those, when one went forward; undefined when nothing was, or one went back. */
  passed: HistoryEvent[] | undefined;
  /** False when the told commits follow right on those told before. */
  jumped: boolean;
  /** The items that the last commit touched. */
  changed: readonly Handle[];
}

export interface PlayerParts {
  /** A new core, as for a page that has nothing yet. */
  openCore(): Promise<Core>;
  source: Source;
  /** In order; each is to be applied before the next. */
  onChanges?(changes: Changes): void;
}

export class Player {
  private readonly parts: PlayerParts;
  private core: Core | undefined;
  private keeper = new SceneKeeper();
  private segment: Segment | undefined;
  private name: SegmentName | undefined;
  /** Stops of `segment` that the core has. */
  private done = 0;
  private at = 0;
  private history = "";
  private touched: readonly Handle[] = [];

  constructor(parts: PlayerParts) {
    this.parts = parts;
  }

  /** After the last commit that the core has. */
  get position(): number {
    return this.at;
  }

  get scene(): Scene {
    return this.keeper.scene;
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
    const segment = await this.parts.source.segment(index.history, name, signal);
    this.core ??= await this.parts.openCore();
    if (signal.aborted) throw abortError();
    if (this.history !== index.history) this.forget();
    this.history = index.history;
    try {
      return this.walk(this.core, name, segment, position);
    } catch (error) {
      this.forget();
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.core = await this.parts.openCore();
      return this.walk(this.core, name, segment, position);
    }
  }

  /** Begins with the next keyframe. */
  private forget(): void {
    this.segment = undefined;
    this.keeper = new SceneKeeper();
    this.at = 0;
    this.done = 0;
  }

  private walk(core: Core, name: SegmentName, segment: Segment, position: number): Passage {
    const start = this.at;
    const before = this.keeper.scene;
    const target = stopsUpTo(segment, position);
    const goesOn = this.enter(core, segment, target);
    this.name = name;
    const from = goesOn ? this.done : 0;
    const single = Math.max(from, target - toldMax);
    while (this.done < single) this.feed(core, segment);
    const isNew = start === 0 && before === emptyScene;
    const jumped = !goesOn || single > from;
    let passed: HistoryEvent[] | undefined;
    if (jumped) {
      const touched = this.redraw(core);
      if (this.at > start && !isNew) passed = describe(before, this.keeper.scene, touched);
    }
    const told: Told[] = [];
    this.touched = [];
    while (this.done < target) told.push(this.feedTold(core, segment));
    this.at = target === 0 ? segment.from : (segment.positions[target - 1] ?? segment.from);
    if (this.at < start) passed = undefined;
    return { position: this.at, told, passed, jumped, changed: this.touched };
  }

  /** False when the core had to start from the segment's keyframe. */
  private enter(core: Core, segment: Segment, target: number): boolean {
    if (this.segment?.from === segment.from && this.segment.to === segment.to && this.done <= target) {
      this.segment = segment;
      return true;
    }
    const follows =
      this.segment !== undefined && this.at === segment.from && this.segment.to === segment.from;
    this.segment = segment;
    this.done = 0;
    if (follows && !standsAtFirst(segment)) return true;
    core.disconnected();
    core.connected();
    // What it would say to a server is nobody's business.
    while (core.nextFrame() !== null);
    take(core, segment.keyframe);
    this.at = segment.from;
    return follows;
  }

  private feed(core: Core, segment: Segment): void {
    const commit = segment.commits[this.done];
    if (commit !== undefined) take(core, commit);
    this.done += 1;
    this.at = segment.positions[this.done - 1] ?? this.at;
  }

  private feedTold(core: Core, segment: Segment): Told {
    const before = this.keeper.scene;
    this.feed(core, segment);
    this.touched = this.redraw(core);
    const time = segment.times[this.done - 1] ?? 0;
    return { position: this.at, time, events: describe(before, this.keeper.scene, this.touched) };
  }

  private redraw(core: Core): readonly Handle[] {
    const changes = core.changes();
    if (changes === null) return [];
    const touched = this.keeper.apply(changes);
    this.parts.onChanges?.(changes);
    return touched;
  }
}

/** A core that does not take a frame of the past has been given something else. */
function take(core: Core, frame: Uint8Array): void {
  if (core.frame(frame) < 0) throw new SourceError("");
}
