// A wire with a meter: passes every byte between browser and server on as it is, counts bytes and requests, and can be as slow
// as a bad line. A browser's own emulation slows neither its WebSockets nor its service worker; this does.
// SPDX-License-Identifier: MIT
import { connect, createServer } from "node:net";

const request = /(?:^|\r\n\r\n)(GET|POST|HEAD|DELETE) (\S+) HTTP\/1\.1\r\n/g;
/** A slow line delivers as it goes, not at the end of what the server wrote at once. */
const pieceBytes = 2_048;

/**
 * In front of the server on `port`; `reset` starts counting anew. Ends with the test `t`. `line`: one for all connections, in
 * bytes a second each way; a new connection first waits for a round trip, as a handshake does.
 */
export async function startMeter(t, port, line = { bytesPerSecond: Number.POSITIVE_INFINITY, roundTripMs: 0 }) {
  const meter = { requests: [], down: 0, up: 0 };
  const sockets = new Set();
  const lanes = { down: lane(line), up: lane(line) };
  const wire = createServer((browser) => {
    const server = connect(port, "127.0.0.1");
    const openFrom = performance.now() + line.roundTripMs;
    let isUpgraded = false;
    browser.on("data", (bytes) => {
      meter.up += bytes.length;
      if (!isUpgraded) {
        const text = bytes.toString("latin1");
        for (const [, method, path] of text.matchAll(request)) meter.requests.push({ method, path });
        isUpgraded = /\r\nupgrade: websocket\r\n/i.test(text);
      }
      lanes.up(bytes, openFrom, (piece) => server.write(piece));
    });
    server.on("data", (bytes) => {
      meter.down += bytes.length;
      lanes.down(bytes, 0, (piece) => browser.write(piece));
    });
    for (const [one, other, lane] of [
      [browser, server, lanes.up],
      [server, browser, lanes.down],
    ]) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        // Behind what is still on the line.
        lane(Buffer.alloc(0), 0, () => other.destroy());
      });
    }
  });
  await new Promise((resolve) => wire.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    wire.close();
  });
  meter.port = wire.address().port;
  meter.reset = () => Object.assign(meter, { requests: [], down: 0, up: 0 });
  return meter;
}

/** One direction of the line: delivers in order, each piece when the line has had time for it. */
function lane({ bytesPerSecond, roundTripMs }) {
  if (roundTripMs === 0) return (bytes, _, deliver) => deliver(bytes);
  let freeAt = 0;
  return (bytes, notBefore, deliver) => {
    for (let at = 0; at === 0 || at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes);
      freeAt = Math.max(freeAt, notBefore, performance.now()) + (piece.length * 1000) / bytesPerSecond;
      setTimeout(() => deliver(piece), freeAt + roundTripMs / 2 - performance.now());
    }
  };
}
