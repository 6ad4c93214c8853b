// Frames that come in gzip (W30): a Welcome with a whole board takes half of the line so. What comes behind one waits for it.
// SPDX-License-Identifier: MIT
import type { OpenTransport } from "./transport";

export function canUnpack(): boolean {
  return typeof DecompressionStream === "function";
}

/** A transport whose frames are unpacked, in the order in which they came. */
export function unpacking(open: OpenTransport): OpenTransport {
  return (board, events) => {
    let over = false;
    let waiting = 0;
    let last = Promise.resolve();
    const behind = (act: () => void | Promise<void>) => {
      waiting += 1;
      last = last.then(async () => {
        if (!over) await act();
        waiting -= 1;
      });
    };
    const inOrder = (act: () => void) => (waiting === 0 ? act() : behind(act));
    const transport = open(board, {
      opened: events.opened,
      frame: (bytes) => {
        if (!isPacked(bytes)) return inOrder(() => events.frame(bytes));
        behind(async () => {
          // What cannot be unpacked is no frame: it goes on as it is and is refused as such.
          const frame = await unpack(bytes).catch(() => bytes);
          if (!over) events.frame(frame);
        });
      },
      closed: (code) => inOrder(() => events.closed(code)),
    });
    return {
      send: (frame) => transport.send(frame),
      close: () => {
        over = true;
        transport.close();
      },
    };
  };
}

/** No protobuf message begins so. */
function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
