// One connection to a board, whatever carries it: frames both ways until it closes. It never comes back to life.
// SPDX-License-Identifier: MIT

export interface TransportEvents {
  opened(): void;
  frame(bytes: Uint8Array): void;
  /** Last event. `code` is a WebSocket close code (W24), 0 when there was none. */
  closed(code: number): void;
}

export interface Transport {
  send(frame: Uint8Array): void;
  /** No event comes after this. */
  close(): void;
}

export type OpenTransport = (board: string, events: TransportEvents) => Transport;
