// The three servers as child processes on loopback, each on a temporary data directory that it may be killed on and started
// again from; and what the kernel says that they use.
// SPDX-License-Identifier: MIT
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atelierClient } from './atelier_client.mjs';
import { sleep } from './wait.mjs';
import { hocuspocusClient, yWebsocketClient } from './yjs_client.mjs';

const kHere = fileURLToPath(new URL('.', import.meta.url));
const kAtelier = join(kHere, '../../../build/release/server/app/atelier');
const kStartMs = 20_000;
const kPageBytes = 4096;

async function freePort() {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('connect', () => resolve(true) || socket.destroy());
    socket.on('error', () => resolve(false));
  });
}

// A programme of so many boards, made in Atelier's data directory; the others make a board when somebody comes.
function atelierBoards(folder, count) {
  const file = join(folder, '..', 'programme.json');
  const ateliers = Array.from({ length: count }, (_, i) => ({ id: `b${i}`, host: 'o', order: i + 1 }));
  const programme = { id: 'bench', title: 'B', period: ['2022-03'], animators: [] };
  const organisations = [{ id: 'o', name: 'O', kind: 'collectivite' }];
  const rest = { run_of_show: [], threads: [], cards: [], links: [] };
  writeFileSync(file, JSON.stringify({ format: 'capacities-sample/1', about: 'bench', programme, organisations, ateliers, ...rest }));
  execFileSync(kAtelier, ['import', file, '--data', folder], { stdio: 'ignore' });
  return ateliers.map(({ id }) => {
    const link = execFileSync(kAtelier, ['link', '--role', 'participant', '--board', id, '--data', folder, '--json']);
    const [, board, token] = /#b=([0-9a-f]+)&t=(.+)$/.exec(JSON.parse(link).url);
    return { id: board, token };
  });
}

const kinds = {
  atelier: {
    client: atelierClient,
    boards: atelierBoards,
    command: (port, data) => [
      kAtelier,
      ['serve', '--data', data, '--port', `${port}`, '--links', 'none', '--web-root', 'none', '--ops-per-second', '1000000'],
      {},
    ],
  },
  hocuspocus: {
    client: hocuspocusClient,
    command: (port, data) => [process.execPath, [join(kHere, 'hocuspocus_server.mjs'), `${port}`, data], {}],
  },
  ywebsocket: {
    client: yWebsocketClient,
    command: (port, data) => [
      process.execPath,
      [join(kHere, 'node_modules/@y/websocket-server/src/server.js')],
      { HOST: '127.0.0.1', PORT: `${port}`, YPERSISTENCE: join(data, 'level') },
    ],
  },
};

export const names = Object.keys(kinds);

export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'atelier-peers-'));
  #child = null;

  // Not started yet. `boards` are what members join.
  constructor(name, boards) {
    this.name = name;
    this.client = kinds[name].client;
    this.data = mkdtempSync(join(this.#folder, 'data-'));
    const make = kinds[name].boards ?? ((_, count) => Array.from({ length: count }, (_, i) => ({ id: `b${i}` })));
    this.boards = make(this.data, boards);
  }

  async start() {
    this.port = await freePort();
    const [program, line, more] = kinds[this.name].command(this.port, this.data);
    const env = { ...process.env, NODE_ENV: 'production', ...more };
    this.#child = spawn(program, line, { stdio: ['ignore', 'ignore', process.env.PEERS_LOG ? 'inherit' : 'ignore'], env });
    for (const until = performance.now() + kStartMs; performance.now() < until; await sleep(5)) {
      if (this.#child.exitCode !== null) break;
      if (await answers(this.port)) return;
    }
    throw new Error(`${this.name} does not start`);
  }

  async stop(signal = 'SIGTERM') {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(patience);
  }

  async remove() {
    await this.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  // Of all its threads that live, as the scheduler counted.
  cpuSeconds() {
    const tasks = `/proc/${this.#child.pid}/task`;
    const times = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]));
    return times.reduce((sum, time) => sum + time, 0) / 1e9;
  }

  residentBytes() {
    return this.#memory()[1];
  }

  // Without the pages of its program and libraries, which other processes share and the system may drop.
  ownBytes() {
    const [, resident, ofFiles] = this.#memory();
    return resident - ofFiles;
  }

  #memory() {
    return readFileSync(`/proc/${this.#child.pid}/statm`, 'utf8').split(' ').map((pages) => Number(pages) * kPageBytes);
  }
}
