// Moves a player about the past. The latest wish wins: what was wished meanwhile is passed over, and what is being fetched for
// another place is let go.
// SPDX-License-Identifier: MIT
import { markAfter, markBefore } from "./chapters";
import { type HistoryIndex, segmentAfter, segmentAt, segmentBefore } from "./history_index";
import type { Passage, Player } from "./player";
import { abortError, type Source, SourceError } from "./source";

export type Way = -1 | 1;

export interface SeekerParts {
  player: Player;
  source: Source;
  onIndex(index: HistoryIndex): void;
  onPassage(passage: Passage): void;
  /** True from when one has to wait for the network until one does not. */
  onWaiting(waiting: boolean): void;
  /** With the server's sentence, or "" when it could not be reached. */
  onProblem(sentence: string): void;
  /** The board's last position, as far as anybody knows; it grows while one looks back. */
  end?(): number;
  /** Resolves when the page has drawn. */
  frame(): Promise<unknown>;
}

export class Seeker {
  private readonly parts: SeekerParts;
  private readonly over = new AbortController();
  private past: HistoryIndex | undefined;
  private wanted: number | undefined;
  private target: number | undefined;
  private failed = 0;
  private underway = new AbortController();
  private running: Promise<void> | undefined;
  private isStepping = false;
  private nextStep: Way | undefined;

  constructor(parts: SeekerParts) {
    this.parts = parts;
  }

  /** Resolves once one stands there, or at a later wish, or nowhere new because it failed. Infinity is the end, as it is by then. */
  goTo(position: number): Promise<void> {
    if (this.over.signal.aborted) return Promise.resolve();
    this.wanted = position;
    const { past, target } = this;
    if (past !== undefined && target !== undefined && segmentAt(past, target) !== segmentAt(past, position))
      this.underway.abort();
    this.running ??= this.run();
    return this.running;
  }

  /** One stop on or back. While a step is under way one more is kept in mind: a key held down does not run on after it. */
  async step(way: Way): Promise<void> {
    this.nextStep = way;
    if (this.isStepping) return;
    this.isStepping = true;
    try {
      while (this.nextStep !== undefined) await this.stepOnce(this.nextStep);
    } catch (error) {
      this.fail(error, this.parts.player.position);
    }
    this.nextStep = undefined;
    this.isStepping = false;
  }

  private async stepOnce(way: Way): Promise<void> {
    this.nextStep = undefined;
    await this.running;
    const position = await this.neighbour(way);
    if (position !== undefined) await this.goTo(position);
  }

  /** To the next mark on or back; the end and the start are the last ones. */
  async leap(way: Way): Promise<void> {
    await this.running;
    const { marks = [], position: end = 0 } = this.past ?? {};
    const { position } = this.parts.player;
    const mark = way > 0 ? markAfter(marks, position) : markBefore(marks, position);
    await this.goTo(mark?.at ?? (way > 0 ? end : 0));
  }

  /** What the index says by now. Fails as fetching does. */
  async refresh(): Promise<void> {
    await this.running;
    if (!this.over.signal.aborted) await this.fetchIndex();
  }

  /** The way that failed, once more. */
  retry(): Promise<void> {
    return this.goTo(this.failed);
  }

  /** Lets go of everything that is under way; nothing happens after that. */
  end(): void {
    this.over.abort();
    this.underway.abort();
  }

  private async run(): Promise<void> {
    const { onWaiting, frame } = this.parts;
    while (this.wanted !== undefined && !this.over.signal.aborted) {
      const target = this.wanted;
      this.wanted = undefined;
      this.target = target;
      this.underway = new AbortController();
      onWaiting(true);
      try {
        await this.stand(target);
      } catch (error) {
        this.fail(error, target);
      }
      this.target = undefined;
      onWaiting(false);
      await frame();
    }
    this.running = undefined;
  }

  /** Once more from the index when the past was written anew meanwhile. */
  private async stand(target: number, isSecond = false): Promise<void> {
    let past = this.past ?? (await this.fetchIndex());
    const { end = () => 0 } = this.parts;
    if (target === Number.POSITIVE_INFINITY && end() > past.position) past = await this.fetchIndex();
    try {
      const position = Math.max(0, Math.min(target, past.position));
      const passage = await this.parts.player.stand(past, position, this.underway.signal);
      if (!this.over.signal.aborted) this.parts.onPassage(passage);
    } catch (error) {
      if (isSecond || !(error instanceof SourceError && error.stale)) throw error;
      this.past = undefined;
      await this.stand(target, true);
    }
  }

  private async fetchIndex(): Promise<HistoryIndex> {
    this.past = await this.parts.source.index(this.over.signal);
    this.parts.onIndex(this.past);
    return this.past;
  }

  private fail(error: unknown, target: number): void {
    if (this.over.signal.aborted || (error instanceof DOMException && error.name === abortError().name))
      return;
    this.wanted = undefined;
    this.failed = target;
    this.parts.onProblem(error instanceof SourceError ? error.message : "");
  }

  private async neighbour(way: Way): Promise<number | undefined> {
    const { past } = this;
    const { place } = this.parts.player;
    if (past === undefined || place === undefined) return undefined;
    const { segment, name, done } = place;
    if (way > 0 && done < segment.positions.length) return segment.positions[done];
    if (way < 0 && done > 0) return segment.positions[done - 2] ?? segment.from;
    const next = way > 0 ? segmentAfter(past, name) : segmentBefore(past, name);
    if (next === undefined) return undefined;
    const { positions } = await this.parts.source.segment(past.history, next, this.over.signal);
    return way > 0 ? positions[0] : (positions[positions.length - 2] ?? next.from);
  }
}
