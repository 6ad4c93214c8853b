// A connection over plain HTTP (W2), for rooms whose proxy blocks WebSocket: same frames, same rights, same order.
//
// At most two requests are under way: one that waits at the server, and one that brings what we have to say (the server
// ends the waiting one when it comes). Answers are taken in the order of their requests, so frames keep their order.
// SPDX-License-Identifier: MIT
import { joinEntries, splitEntries } from "./entries";
import { received, sent } from "./traffic";
import type { Transport, TransportEvents } from "./transport";

const inFlightMax = 2;
/** Above the server's 25 s: an answer that takes longer is a dead line. */
const answerTimeoutMs = 40_000;

export function openLongPoll(board: string, events: TransportEvents): Transport {
  return new LongPoll(`/api/v1/boards/${board}/sync`, events);
}

class LongPoll implements Transport {
  private session = "";
  private outgoing: Uint8Array[] = [];
  private inFlight = 0;
  private over = false;
  private answers: Promise<void> = Promise.resolve();
  private readonly cancel = new AbortController();
  private readonly url: string;
  private readonly events: TransportEvents;

  constructor(url: string, events: TransportEvents) {
    this.url = url;
    this.events = events;
    // The first request carries Hello, which the session makes once it is told that it is connected.
    queueMicrotask(() => {
      if (!this.over) events.opened();
    });
  }

  send(frame: Uint8Array): void {
    this.outgoing.push(frame);
    queueMicrotask(() => this.pump());
  }

  close(): void {
    this.over = true;
    this.cancel.abort();
  }

  private pump(): void {
    if (this.over || this.inFlight >= inFlightMax) return;
    const joining = this.session === "";
    const nothingToSay = this.outgoing.length === 0;
    if (joining ? nothingToSay || this.inFlight > 0 : nothingToSay && this.inFlight > 0) return;
    const frames = this.outgoing;
    this.outgoing = [];
    this.inFlight += 1;
    const answer = this.request(joinEntries(frames));
    this.answers = this.answers.then(async () => this.take(await answer));
  }

  private async request(body: Uint8Array): Promise<Uint8Array | null> {
    const patience = setTimeout(() => this.cancel.abort(), answerTimeoutMs);
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body: sent(body) as Uint8Array<ArrayBuffer>,
        headers: {
          "Content-Type": "application/octet-stream",
          ...(this.session === "" ? {} : { "Atelier-Session": this.session }),
        },
        cache: "no-store",
        signal: this.cancel.signal,
      });
      if (!answer.ok) return null;
      this.session = answer.headers.get("Atelier-Session") ?? this.session;
      return new Uint8Array(received(await answer.arrayBuffer()));
    } catch {
      return null;
    } finally {
      clearTimeout(patience);
    }
  }

  private take(body: Uint8Array | null): void {
    this.inFlight -= 1;
    if (this.over) return;
    const frames = body === null ? null : splitEntries(body);
    if (frames === null || this.session === "") {
      this.close();
      this.events.closed(0);
      return;
    }
    for (const frame of frames) {
      if (!this.over) this.events.frame(frame);
    }
    this.pump();
  }
}
