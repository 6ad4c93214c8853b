// A connection over WebSocket (W1): one binary message is one frame.
// SPDX-License-Identifier: MIT
import { received, sent } from "./traffic";
import type { Transport, TransportEvents } from "./transport";

/** A proxy that swallows the upgrade never answers: give up in time to be on long-poll within 5 s (N1). */
const openTimeoutMs = 4_000;

export function openWebSocket(board: string, events: TransportEvents): Transport {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/api/v1/boards/${board}/ws`);
  socket.binaryType = "arraybuffer";
  let over = false;
  const finish = (code: number) => {
    if (over) return;
    over = true;
    clearTimeout(patience);
    events.closed(code);
  };
  const patience = setTimeout(() => {
    socket.close();
    finish(0);
  }, openTimeoutMs);
  socket.onopen = () => {
    clearTimeout(patience);
    if (!over) events.opened();
  };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!over && data instanceof ArrayBuffer) events.frame(new Uint8Array(received(data)));
  };
  socket.onclose = ({ code }) => finish(code);
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(sent(frame) as Uint8Array<ArrayBuffer>);
    },
    close: () => {
      over = true;
      clearTimeout(patience);
      socket.close(1000);
    },
  };
}
