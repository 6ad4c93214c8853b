// A real server process on a data directory of its own, which it may be killed on and started again from.
// SPDX-License-Identifier: MIT
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const binary = join(root, "build/release/server/app/atelier");
const demonstration = join(root, "deploy/demo/capacities-2022.json");
const startTimeoutMs = 20_000;

/**
 * A server with the demonstration board, removed with all its data when the test `t` ends. `cards`: so many on the board, those
 * of the demonstration again and again. `user`: the name of an account, whose password is `server.password`.
 */
export async function startServer(t, { cards, user } = {}) {
  const server = new Server(await mkdtemp(join(tmpdir(), "atelier-e2e-")), await freePort());
  t.after(() => server.remove());
  if (cards !== undefined) server.demo = await writeDemo(join(server.data, "demo.json"), cards);
  if (user !== undefined) await server.addUser(user);
  await server.start();
  return server;
}

class Server {
  /** Join links by role, as the server printed them. */
  links = {};
  slug = "";
  password = "huit-cailloux sous la lune";
  demo = demonstration;
  #process = null;
  #log = "";

  constructor(data, port) {
    this.data = data;
    this.port = port;
  }

  async start() {
    const options = {
      data: this.data,
      port: this.port,
      links: "json",
      demo: this.demo,
      "web-root": join(root, "web-client/dist"),
    };
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const child = spawn(binary, ["serve", ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    child.stderr.on("data", (text) => {
      this.#log += text;
    });
    const patience = setTimeout(() => child.kill("SIGKILL"), startTimeoutMs);
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith("{")) continue;
      const { role, slug, url } = JSON.parse(line);
      this.links[role] = url;
      this.slug = slug;
      if (Object.keys(this.links).length === 4) break;
    }
    clearTimeout(patience);
    if (Object.keys(this.links).length < 4) throw new Error(`the server printed no links:\n${this.#log}`);
    child.stdout.resume();
    await this.#ready();
  }

  /** REQUIRES: stopped, or not started yet. */
  async addUser(name) {
    const adding = promisify(execFile)(binary, ["user", "add", name, "--data", this.data]);
    adding.child.stdin.end(`${this.password}\n`);
    await adding;
  }

  /** As a power cut: no goodbye, nothing flushed. */
  async kill() {
    await this.#end("SIGKILL");
  }

  async stop() {
    await this.#end("SIGTERM");
  }

  /** The hash of the board as it is on disk. REQUIRES: stopped. */
  async hash() {
    const { stdout } = await promisify(execFile)(binary, ["hash", "--board", this.slug, "--data", this.data]);
    return stdout.match(/[0-9a-f]{16}/)?.[0];
  }

  /** Writes the past of the board as a page that needs no server, and gives its path. REQUIRES: stopped. */
  async exportPage() {
    const file = join(this.data, "past.html");
    const flags = ["--board", this.slug, "--data", this.data, "--web-root", join(root, "web-client/dist")];
    await promisify(execFile)(binary, ["export", "--page", "--out", file, ...flags]);
    return file;
  }

  /** So many native participants, each doing something every few seconds, until end(): then what they saw (docs/operations.md). */
  rehearse(t, people, every) {
    const flags = ["--url", this.links.participant, "--people", String(people), "--every", String(every)];
    const child = spawn(binary, ["rehearse", ...flags, "--minutes", "60", "--keep", "--on-used-board", "--json"], {
      env: { ...process.env, LC_ALL: "fr_FR.UTF-8" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => child.kill("SIGKILL"));
    let printed = "";
    child.stdout.on("data", (text) => {
      printed += text;
    });
    const ended = once(child, "close");
    return {
      async end() {
        child.kill("SIGTERM");
        await ended;
        return JSON.parse(printed);
      },
    };
  }

  async remove() {
    await this.#end("SIGKILL");
    await rm(this.data, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  async #ready() {
    for (let left = 200; left > 0; left -= 1) {
      const answer = await fetch(`http://localhost:${this.port}/`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server does not answer:\n${this.#log}`);
  }
}

async function writeDemo(file, count) {
  const demo = JSON.parse(await readFile(demonstration, "utf8"));
  const cards = Array.from({ length: count }, (_, at) => {
    const card = demo.cards[at % demo.cards.length];
    const round = Math.floor(at / demo.cards.length);
    return round === 0 ? card : { ...card, id: `${card.id}_${round}` };
  });
  const ids = new Set(cards.map(({ id }) => id));
  const links = demo.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  await writeFile(file, JSON.stringify({ ...demo, cards, links }));
  return file;
}

async function freePort() {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
