// An HTTP proxy as some networks have them: it passes requests on, but not WebSocket as it should be.
// SPDX-License-Identifier: MIT
import { createServer, request } from "node:http";
import { connect } from "node:net";

/**
 * A proxy in front of the server on `port`, closed when the test `t` ends. What it does with an upgrade:
 * "strip" takes the header away and passes the rest on, "forbid" answers 403, "hang" never answers, and "cut" lets it through and
 * ends it, as any connection, after `cutMs`.
 */
export async function startProxy(t, port, kind, cutMs = 0) {
  const sockets = new Set();
  const upgrades = [];
  const proxy = createServer((from, to) => passOn(port, from, to, cutMs));
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
  });
  proxy.on("upgrade", (from, socket, head) => {
    upgrades.push(performance.now());
    if (kind === "strip") answerWithout(port, from, socket);
    else if (kind === "forbid") socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    else if (kind === "cut") tunnel(port, from, socket, head, cutMs);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  return { port: proxy.address().port, upgrades };
}

/** The link of the server, through the proxy. */
export function through(proxy, link) {
  const url = new URL(link);
  url.port = proxy.port;
  return url.href;
}

function passOn(port, from, to, cutMs) {
  const { method, url, headers } = from;
  const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
    to.writeHead(answer.statusCode, answer.headers);
    answer.pipe(to);
  });
  onward.on("error", () => to.destroy());
  to.on("close", () => onward.destroy());
  from.pipe(onward);
  if (cutMs > 0) setTimeout(() => to.destroy(), cutMs).unref();
}

function answerWithout(port, from, socket) {
  const headers = Object.fromEntries(Object.entries(from.headers).filter(([name]) => !/^(upgrade|connection)$/.test(name)));
  const onward = request({ host: "127.0.0.1", port, path: from.url, headers }, (answer) => {
    socket.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nConnection: close\r\n\r\n`);
    answer.pipe(socket);
  });
  onward.on("error", () => socket.destroy());
  onward.end();
}

function tunnel(port, from, socket, head, cutMs) {
  const onward = connect(port, "127.0.0.1", () => {
    const lines = from.rawHeaders.flatMap((word, at) => (at % 2 === 0 ? [`${word}: ${from.rawHeaders[at + 1]}`] : []));
    onward.write(`GET ${from.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket);
    socket.pipe(onward);
  });
  const cut = () => {
    socket.destroy();
    onward.destroy();
  };
  onward.on("error", cut);
  socket.on("close", cut);
  setTimeout(cut, cutMs).unref();
}
