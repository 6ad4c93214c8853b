// Keeps one board connected: tries WebSocket, falls back to long-poll where only HTTP passes (N1), waits longer after each
// failure (W22), and tries at once when the device says that the network or the person is back.
// SPDX-License-Identifier: MIT
import type { BackOff } from "./back_off";
import type { OpenTransport, Transport } from "./transport";

export interface ConnectionEvents {
  opened(): void;
  /** False when the bytes could not be used; the connection is then dropped and opened anew. */
  frame(bytes: Uint8Array): boolean;
  closed(): void;
  /** Closed for good (1008 refused, 4001 replaced): only `retry()` connects again. */
  stopped(code: number): void;
}

export interface ConnectionParts {
  webSocket: OpenTransport;
  longPoll: OpenTransport;
  backOff: BackOff;
}

/** Close codes after which coming back by ourselves would be refused again, or would throw another tab out (W9). */
const finalCodes = new Set([1008, 4001]);

export class Connection {
  private transport: Transport | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOpen = false;
  private spoke = false;
  private stopped = false;
  private next: "webSocket" | "longPoll" = "webSocket";
  private readonly board: string;
  private readonly events: ConnectionEvents;
  private readonly parts: ConnectionParts;

  constructor(board: string, events: ConnectionEvents, parts: ConnectionParts) {
    this.board = board;
    this.events = events;
    this.parts = parts;
  }

  start(): void {
    addEventListener("online", this.hurry);
    addEventListener("offline", this.reset);
    document.addEventListener("visibilitychange", this.hurryWhenVisible);
    this.retry();
  }

  send(frame: Uint8Array): void {
    this.transport?.send(frame);
  }

  /** Drops what there is and connects anew after the usual wait: a gap in the order, or bytes we could not use. */
  readonly reset = (): void => {
    this.drop();
    if (!this.stopped) this.wait();
  };

  /** Connects now, also after a refusal. */
  retry(): void {
    this.stopped = false;
    this.next = "webSocket";
    this.parts.backOff.reset();
    this.drop();
    this.open();
  }

  private readonly hurry = (): void => {
    if (!this.stopped && !this.isOpen) this.retry();
  };

  private readonly hurryWhenVisible = (): void => {
    if (document.visibilityState === "visible") this.hurry();
  };

  private open(): void {
    this.spoke = false;
    this.transport = this.parts[this.next](this.board, {
      opened: () => this.onOpened(),
      frame: (bytes) => this.onFrame(bytes),
      closed: (code) => this.onClosed(code),
    });
  }

  private onOpened(): void {
    this.isOpen = true;
    this.events.opened();
  }

  private onFrame(bytes: Uint8Array): void {
    this.spoke = true;
    if (this.events.frame(bytes)) this.parts.backOff.reset();
    else this.reset();
  }

  private onClosed(code: number): void {
    this.transport = null;
    this.drop();
    if (finalCodes.has(code)) {
      this.stopped = true;
      this.events.stopped(code);
      return;
    }
    // A line that never said anything may be one that a proxy blocks: the other kind is tried, WebSocket's turn first.
    const tryOther = this.next === "webSocket" && !this.spoke;
    this.next = tryOther ? "longPoll" : "webSocket";
    if (tryOther) this.open();
    else this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), this.parts.backOff.next());
  }

  private drop(): void {
    clearTimeout(this.timer);
    this.transport?.close();
    this.transport = null;
    if (!this.isOpen) return;
    this.isOpen = false;
    this.events.closed();
  }
}
