// A wire with a meter: passes every byte between browser and server on as it is, and counts bytes and requests.
// SPDX-License-Identifier: MIT
import { connect, createServer } from "node:net";

const request = /(?:^|\r\n\r\n)(GET|POST|HEAD|DELETE) (\S+) HTTP\/1\.1\r\n/g;

/** In front of the server on `port`; `reset` starts counting anew. Ends with the test `t`. */
export async function startMeter(t, port) {
  const meter = { requests: [], down: 0, up: 0 };
  const sockets = new Set();
  const wire = createServer((browser) => {
    const server = connect(port, "127.0.0.1");
    let isUpgraded = false;
    browser.on("data", (bytes) => {
      meter.up += bytes.length;
      if (!isUpgraded) {
        const text = bytes.toString("latin1");
        for (const [, method, path] of text.matchAll(request)) meter.requests.push({ method, path });
        isUpgraded = /\r\nupgrade: websocket\r\n/i.test(text);
      }
      server.write(bytes);
    });
    server.on("data", (bytes) => {
      meter.down += bytes.length;
      browser.write(bytes);
    });
    for (const [one, other] of [
      [browser, server],
      [server, browser],
    ]) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
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
