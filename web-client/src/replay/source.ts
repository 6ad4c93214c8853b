// Where the past comes from: asks the server for the index and for segments, keeps the few that were used last, and lets go
// of what nobody waits for any more.
// SPDX-License-Identifier: MIT
import type { JoinLink } from "../state/join_link";
import { askHistory } from "./ask_history";
import { type HistoryIndex, readIndex, type SegmentName } from "./history_index";
import { readSegment, type Segment } from "./segment";

/** Kept at once; a segment of 4096 ops is some hundred kilobytes. */
export const keptMax = 8;

/** Carries the server's sentence, or an empty one when it could not be reached. */
export class SourceError extends Error {
  /** The past was written anew: what the index named is no more. */
  readonly stale: boolean;

  constructor(sentence: string, stale = false) {
    super(sentence);
    this.stale = stale;
  }
}

interface Flight {
  answer: Promise<Segment>;
  waiting: number;
  abort: AbortController;
}

export class Source {
  private readonly link: JoinLink;
  private readonly language: () => string;
  private readonly ask: typeof fetch | undefined;
  private ahead: Promise<Response> | undefined;
  /** By name, last used last. */
  private readonly kept = new Map<string, Segment>();
  private readonly flights = new Map<string, Flight>();

  /** `ahead`: the index, asked for before there was a source. */
  constructor(
    link: JoinLink,
    language: () => string,
    { ask, ahead }: { ask?: typeof fetch; ahead?: Promise<Response> | undefined } = {},
  ) {
    this.link = link;
    this.language = language;
    this.ask = ask;
    this.ahead = ahead;
  }

  /** Fails with SourceError. */
  async index(signal: AbortSignal): Promise<HistoryIndex> {
    const answer = (await this.takeAhead()) ?? (await this.get("", signal));
    const index = readIndex(await answer.json().catch(() => null));
    if (index === undefined) throw new SourceError("");
    return index;
  }

  /** What else the server makes of it. Fails with SourceError, or with AbortError once `signal` is aborted. */
  async file(path: string, signal: AbortSignal): Promise<Blob> {
    return (await this.get(`/${path}`, signal)).blob();
  }

  /** At once when it is kept. */
  have(history: string, { from, to }: SegmentName): Segment | undefined {
    const name = nameOf(history, from, to);
    const segment = this.kept.get(name);
    if (segment !== undefined) this.keep(name, segment);
    return segment;
  }

  /** Fails with SourceError, or with AbortError once `signal` is aborted; who else waits for the same goes on waiting. */
  async segment(history: string, name: SegmentName, signal: AbortSignal): Promise<Segment> {
    if (signal.aborted) throw abortError();
    const kept = this.have(history, name);
    if (kept !== undefined) return kept;
    const key = nameOf(history, name.from, name.to);
    const flight = this.flights.get(key) ?? this.fly(key, history, name);
    flight.waiting += 1;
    return new Promise<Segment>((resolve, reject) => {
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) this.end(key, flight);
        reject(abortError());
      };
      signal.addEventListener("abort", leave, { once: true });
      flight.answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  private end(key: string, flight: Flight): void {
    if (this.flights.get(key) === flight) this.flights.delete(key);
    flight.abort.abort();
  }

  private fly(key: string, history: string, { from, to }: SegmentName): Flight {
    const abort = new AbortController();
    const load = async () => {
      const answer = await this.get(`/${history}/${from}-${to}`, abort.signal);
      const segment = readSegment(from, to, new Uint8Array(await answer.arrayBuffer()));
      if (segment === undefined) throw new SourceError("");
      this.keep(key, segment);
      return segment;
    };
    const answer = load().finally(() => this.flights.get(key) === flight && this.flights.delete(key));
    const flight: Flight = { answer, waiting: 0, abort };
    // Nobody may be waiting by then.
    answer.catch(() => undefined);
    this.flights.set(key, flight);
    return flight;
  }

  private keep(key: string, segment: Segment): void {
    this.kept.delete(key);
    this.kept.set(key, segment);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= keptMax) break;
      this.kept.delete(oldest);
    }
  }

  /** Once, and only where it is of use: why it is not is said of the next. */
  private async takeAhead(): Promise<Response | undefined> {
    const { ahead } = this;
    this.ahead = undefined;
    const answer = await ahead?.catch(() => undefined);
    return answer?.ok ? answer : undefined;
  }

  private async get(path: string, signal: AbortSignal): Promise<Response> {
    const request = { link: this.link, language: this.language(), path, signal };
    const answer = await askHistory(request, this.ask).catch((error: unknown) => {
      throw signal.aborted ? error : new SourceError("");
    });
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as { title?: string };
    throw new SourceError(problem.title ?? "", path !== "" && [404, 409, 410].includes(answer.status));
  }
}

function nameOf(history: string, from: number, to: number): string {
  return `${history}/${from}-${to}`;
}

/** What a promise is rejected with when nobody wants it any more. */
export function abortError(): DOMException {
  return new DOMException("", "AbortError");
}
