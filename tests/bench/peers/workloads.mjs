// The workloads, each on a server of its own. `report(figure, value, unit)` takes what was measured.
// SPDX-License-Identifier: MIT
import { Load, Member } from './load.mjs';
import { Server } from './servers.mjs';
import { sleep, until } from './wait.mjs';

const kRunSeconds = 6;
const kStepSeconds = 2;
const kStepsMax = 14;
const kWaitMaxMs = 250;
const kCards = 5_000;
const kOps = 100_000;
const kWriters = 5;
const kLetters = 'eeeeeeaaasssiiintttrrluodcmpvqfbghjxyz    ';
const kLives = 3;
const kColdMs = 12_000;
const kUnderWay = 2_000; // deliveries, while the history is written
const kHistoryMs = 60_000;
const kKillRounds = 3;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function withServer(name, boards, work) {
  const server = new Server(name, boards);
  try {
    await server.start();
    await work(server);
  } finally {
    await server.remove();
  }
}

async function scene(server, boards, each) {
  const load = new Load(server);
  for (const place of server.boards.slice(0, boards)) await load.bringIn(place, each);
  await load.makeCards();
  return load;
}

export function room200(name, report) {
  return withServer(name, 1, async (server) => {
    const load = await scene(server, 1, 200);
    const quiet = await load.runAt(50, kRunSeconds);
    report('room200.missing', quiet.missing, 'deliveries');
    report('room200.p99_ms', quiet.p99, 'ms');
    report('room200.cpu_us_per_delivery', (1e6 * quiet.serverCpu) / quiet.deliveries, 'us');
    report('room200.load_cpu_share', quiet.loadCores, 'core');
    let best = 0;
    for (let rate = 100, step = 0; step < kStepsMax; rate = Math.round(rate * 1.5), step += 1) {
      const run = await load.runAt(rate, kStepSeconds);
      report(`room200.at_${rate}.p99_ms`, run.p99, 'ms');
      report(`room200.at_${rate}.server_cpu_share`, run.serverCores, 'core');
      report(`room200.at_${rate}.load_cpu_share`, run.loadCores, 'core');
      if (run.missing > 0 || run.p99 >= kWaitMaxMs) break;
      best = rate;
    }
    report('room200.max_ops_s', best, '1/s');
    load.end();
  });
}

export async function kill9(name, report) {
  const lost = [];
  let acknowledged = 0;
  for (let round = 0; round < kKillRounds; round += 1) {
    await withServer(name, 1, async (server) => {
      const load = await scene(server, 1, 10);
      let killed = false;
      const writing = load.runAt(100, 60, () => killed);
      // Not always at the same distance from what a server does by and by.
      await sleep(3_000 + round * 500);
      await server.stop('SIGKILL');
      killed = true;
      await writing;
      await sleep(50);
      const seen = load.members.map((member) => member.seen);
      acknowledged += seen.reduce((sum, first, i) => sum + Math.max(0, first - load.members[i].afterCard), 0);
      await server.start();
      const held = await server.client.held(load, (board, gift) => new Member(new Load(server), board, gift));
      // Letters; the cards' ids, of which Yjs needs more, count on neither side.
      lost.push(seen.reduce((sum, first, i) => sum + Math.max(0, first - Math.max(held[i], load.members[i].afterCard)), 0));
    });
  }
  report('kill9.acknowledged_ops', acknowledged, 'ops');
  report('kill9.lost_ops', lost.reduce((sum, count) => sum + count, 0), 'ops');
  report('kill9.lost_ops_worst_round', Math.max(...lost), 'ops');
}

async function writeHistory(load, board) {
  const writers = board.members;
  const client = load.server.client;
  const letters = kOps / kCards - 1;
  let seed = 1;
  const end = performance.now() + kHistoryMs;
  for (let card = 0; card < kCards; card += 1) {
    const writer = writers[card % writers.length];
    writer.send(client.card(writer), performance.now());
    for (let i = 0; i < letters; i += 1) {
      seed = (seed * 48271) % 2147483647;
      writer.send(client.letter(writer, kLetters[seed % kLetters.length]), performance.now());
    }
    if (load.expected > kUnderWay) await until(() => load.expected < kUnderWay / 2, end - performance.now());
  }
  if (!(await until(() => load.expected === 0, Math.max(1, end - performance.now())))) {
    throw new Error(`${load.server.name}: ${load.expected} deliveries of the history are missing`);
  }
}

// Milliseconds until at least `wanted` bytes of the state are here, or Infinity; and what was received until then.
async function join(load, board, wanted) {
  const start = performance.now();
  const member = new Member(load, board);
  const isWhole = await until(() => member.isIn && member.content >= wanted, kColdMs);
  member.socket.end();
  const { content, contentAt } = member;
  return { ms: isWhole ? contentAt - start : Infinity, bytes: member.socket.received, content };
}

export function join5000(name, report) {
  return withServer(name, 1, async (server) => {
    report('memory.empty_process_bytes', server.residentBytes(), 'B');
    const load = new Load(server);
    const board = await load.bringIn(server.boards[0], kWriters);
    const start = performance.now();
    await writeHistory(load, board);
    report('join.history_written_s', (performance.now() - start) / 1000, 's');
    const warm = [];
    for (let i = 0; i < 9; i += 1) warm.push(await join(load, board, 0));
    report('join.5000cards_ms', median(warm.map(({ ms }) => ms)), 'ms');
    report('join.bytes', median(warm.map(({ bytes }) => bytes)), 'B');
    report('memory.5000cards_written_process_bytes', server.residentBytes(), 'B');
    const whole = 0.9 * median(warm.map(({ content }) => content));
    // What is stored by and by has time to be.
    await sleep(3_000);
    load.end();
    const cold = [];
    const resident = [];
    const own = [];
    for (let life = 0; life < kLives; life += 1) {
      await server.stop();
      await server.start();
      const again = new Load(server);
      cold.push(await join(again, { ...board, authors: new Map(), members: [] }, whole));
      resident.push(server.residentBytes());
      own.push(server.ownBytes());
    }
    report('join.5000cards_cold_ms', median(cold.map(({ ms }) => ms)), 'ms'); // null: not whole in time
    report('join.cold_share', Math.min(...cold.map(({ content }) => content)) / (whole / 0.9), 'of the state');
    report('memory.5000cards_process_bytes', median(resident), 'B');
    report('memory.5000cards_own_bytes', median(own), 'B');
  });
}

export function boards100(name, report) {
  return withServer(name, 100, async (server) => {
    const load = await scene(server, 100, 10);
    const run = await load.runAt(1000, kRunSeconds);
    report('boards100.missing', run.missing, 'deliveries');
    report('boards100.p99_ms', run.p99, 'ms');
    report('boards100.server_cpu_share', run.serverCores, 'core');
    report('boards100.load_cpu_share', run.loadCores, 'core');
    load.end();
  });
}

export function idle(name, report) {
  return withServer(name, 20, async (server) => {
    const load = new Load(server);
    for (const place of server.boards) await load.bringIn(place, 1);
    await sleep(1_000);
    const before = server.residentBytes();
    for (const place of server.boards) await load.bringIn(place, 49);
    await sleep(2_000);
    report('memory.idle_connection_bytes', (server.residentBytes() - before) / (20 * 49), 'B');
    load.end();
  });
}

