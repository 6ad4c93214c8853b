// A line that is opened before anybody can say something on it: over a bad network the handshake takes as long as getting the
// core ready, and both go on at once. Whoever connects first is handed it, with what it said meanwhile, in order.
// SPDX-License-Identifier: MIT
import type { OpenTransport, Transport, TransportEvents } from "./transport";

/** A server speaks only once it has been spoken to; one that says more than this does not do as agreed. */
const framesMax = 16;

/** Opens the first line to that board now; further ones when they are asked for. */
export function openedAhead(open: OpenTransport, board: string): OpenTransport {
  let first: AheadLine | null = new AheadLine(open, board);
  return (wanted, events) => {
    const line = first;
    first = null;
    if (line === null || line.isSpent()) return open(wanted, events);
    return line.handTo(events);
  };
}

class AheadLine {
  private readonly transport: Transport;
  /** What was said and is not handed on yet. */
  private said: ((events: TransportEvents) => void)[] = [];
  private events: TransportEvents | null = null;
  private didOpen = false;
  private ended = false;

  constructor(open: OpenTransport, board: string) {
    this.transport = open(board, {
      opened: () => {
        this.didOpen = true;
        this.say((events) => events.opened());
      },
      frame: (bytes) => this.say((events) => events.frame(bytes)),
      closed: (code) => {
        this.ended = true;
        this.say((events) => events.closed(code));
      },
    });
  }

  /** It stood and is gone: another one will stand too. One that never stood says so to who takes it, who tries another way. */
  isSpent(): boolean {
    return this.didOpen && this.ended;
  }

  handTo(events: TransportEvents): Transport {
    // Not before the caller has the line in hand: the answer to `opened` goes out on it.
    queueMicrotask(() => {
      this.events = events;
      for (let act = this.said.shift(); act !== undefined; act = this.said.shift()) act(events);
    });
    return { send: (frame) => this.transport.send(frame), close: () => this.end() };
  }

  private say(act: (events: TransportEvents) => void): void {
    if (this.events !== null && this.said.length === 0) act(this.events);
    else if (this.said.length < framesMax) this.said.push(act);
    else this.end();
  }

  private end(): void {
    this.ended = true;
    this.said = [];
    this.transport.close();
  }
}
