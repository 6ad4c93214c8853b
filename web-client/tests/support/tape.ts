// A past made by hand: a core that takes JSON for frames, and a server that hands out segments of them.
// SPDX-License-Identifier: MIT
import type { Card, Changes, Item, Kind, Thread } from "../../src/core/types";
import type { HistoryIndex, SegmentName } from "../../src/replay/history_index";
import { type Pages, pageBytes, pagesSince, putPages } from "../../src/replay/memory_pages";
import type { PastCore } from "../../src/replay/past_core";
import { joinEntries } from "../../src/sync/entries";

export function card(h: number, text: string, more: Partial<Card> = {}): Card {
  return {
    h,
    id: `00000000000000aa-${h}`,
    item: "card",
    kind: 1 as Kind,
    text,
    order: `a${h}`,
    x: 0,
    y: 0,
    removed: false,
    organisation: "",
    mine: false,
    mark: 2,
    threads: [],
    links: [],
    votes: [],
    ...more,
  };
}

/** A tally of opinions, as the server writes it. */
export function opinions(inFavour: number, against = 0, none = 0): string {
  return JSON.stringify([{ poll: 0, counts: [against, none, inFavour] }]);
}

export function thread(h: number, text: string, cards: number[] = [], more: Partial<Thread> = {}): Thread {
  const { threads: _t, links: _l, votes: _v, kind: _k, ...base } = card(h, text);
  return { ...base, item: "thread", cards, ...more };
}

/** Takes `{"items":[…]}` for a frame; one with "everything" is a Welcome. */
export class TapeCore {
  frames = 0;
  welcomes = 0;
  reverts = 0;
  private waiting: Changes | null = null;
  private hello = false;
  private isLive = false;
  private size = 0;
  readonly state = new Map<number, Item>();

  asCore(): PastCore {
    return this as unknown as PastCore;
  }

  checkpoint(): Uint8Array {
    if (this.waiting !== null) throw new Error("what the page does not know yet");
    const text = new TextEncoder().encode(JSON.stringify([...this.state]));
    // It only grows, by whole pages.
    this.size = Math.max(this.size, Math.ceil(text.length / pageBytes) * pageBytes);
    const memory = new Uint8Array(this.size);
    memory.set(text);
    return memory;
  }

  pagesSince(checkpoint: Uint8Array): Pages {
    return pagesSince(checkpoint, this.checkpoint());
  }

  revert(checkpoint: Uint8Array, pages?: Pages): void {
    this.reverts += 1;
    const memory = new Uint8Array(Math.max(checkpoint.length, pages?.length ?? 0));
    memory.set(checkpoint);
    if (pages !== undefined) putPages(memory, pages);
    const text = new TextDecoder().decode(memory).replace(/\0.*$/s, "");
    const items = JSON.parse(text) as [number, Item][];
    this.state.clear();
    for (const [handle, item] of items) this.state.set(handle, item);
    this.waiting = null;
    this.isLive = true;
  }

  handleOf(id: string): number {
    return Number(id.slice(17));
  }

  disconnected(): void {
    this.isLive = false;
  }

  connected(): void {
    this.hello = true;
  }

  nextFrame(): Uint8Array | null {
    if (!this.hello) return null;
    this.hello = false;
    return new Uint8Array([1]);
  }

  frame(bytes: Uint8Array): number {
    if (this.hello) throw new Error("the greeting was not thrown away");
    const changes = JSON.parse(new TextDecoder().decode(bytes)) as Changes;
    this.frames += 1;
    if (changes.everything) {
      if (this.isLive) throw new Error("a second welcome on one connection");
      this.isLive = true;
      this.welcomes += 1;
      this.state.clear();
      this.waiting = { everything: true, items: [] };
    }
    for (const item of changes.items ?? []) {
      this.state.set(item.h, item);
      this.waiting ??= {};
      this.waiting.items = [...(this.waiting.items ?? []).filter(({ h }) => h !== item.h), item];
    }
    return 0;
  }

  changes(): Changes | null {
    const { waiting } = this;
    this.waiting = null;
    return waiting === null ? null : (JSON.parse(JSON.stringify(waiting)) as Changes);
  }

  hash(): string {
    return JSON.stringify([...this.state.values()].sort((a, b) => a.h - b.h));
  }
}

export interface Tape {
  index: HistoryIndex;
  /** The items after each commit, the empty board first. */
  states: Item[][];
  positions: number[];
  /** As `fetch`; counts what was asked for. */
  fetch: typeof fetch;
  asked: string[];
}

/** One commit for each list of items; two ops in each, a second apart, `perSegment` commits in a segment. */
export function makeTape(commits: Item[][], perSegment: number): Tape {
  const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const states: Item[][] = [[]];
  const state = new Map<number, Item>();
  for (const items of commits) {
    for (const item of items) state.set(item.h, item);
    states.push([...state.values()]);
  }
  const positions = states.map((_, at) => at * 2);
  const times = states.map((_, at) => 1_000_000 + at * 1_000);
  const segments: SegmentName[] = [];
  const bodies = new Map<string, Uint8Array>();
  for (let first = 0; first < commits.length; first += perSegment) {
    const last = Math.min(commits.length, first + perSegment);
    const range = [first + 1, last + 1] as const;
    const head = { positions: positions.slice(...range), times: times.slice(...range) };
    segments.push({
      from: first * 2,
      to: last * 2,
      begin: head.times[0] ?? 0,
      end: head.times[head.times.length - 1] ?? 0,
    });
    const frames = commits.slice(first, last).map((items) => encode({ items }));
    const entries = [encode(head), encode({ everything: true, items: states[first] }), ...frames];
    bodies.set(`/${"ab".repeat(8)}/${first * 2}-${last * 2}`, joinEntries(entries));
  }
  const asked: string[] = [];
  const answer = async (url: string) => {
    const path = url.replace(/^.*\/history/, "");
    asked.push(path);
    const body = bodies.get(path);
    return body === undefined
      ? new Response(JSON.stringify({ title: "absent" }), { status: 404 })
      : new Response(body as Uint8Array<ArrayBuffer>);
  };
  return {
    index: {
      history: "ab".repeat(8),
      position: commits.length * 2,
      segments,
      width: 60_000,
      bins: {
        time: [960_000],
        to: [commits.length * 2],
        ops: [2],
        cards: [[], [], [], [], []],
        threads: [],
        links: [],
        ballots: [],
      },
      marks: [],
      tours: [],
    },
    states,
    positions,
    asked,
    fetch: ((url: string, init?: RequestInit) =>
      new Promise((resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        void answer(url).then(resolve);
      })) as typeof fetch,
  };
}
