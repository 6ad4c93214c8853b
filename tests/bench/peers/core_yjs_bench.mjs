// Yjs on the same recorded sessions and the same workshop as our core, in the same run; one JSON object a line.
// Run it from the root of the checkout, behind a build of core_workshop_dump.
// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as Y from 'yjs';

const kRuns = 3;
const kDump = 'build/release/tests/bench/core_workshop_dump';

function print(name, value, unit) {
  console.log(JSON.stringify({ name, value: Math.round(value * 1000) / 1000, unit }));
}

function require(condition, what) {
  if (!condition) throw new Error(what);
}

function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

// The least of several runs, as our own benchmarks count: `run` returns milliseconds of the processor.
function best(run) {
  let least = Infinity;
  for (let i = 0; i < kRuns; i += 1) least = Math.min(least, run());
  return least;
}

function timed(work) {
  const started = processorMs();
  work();
  return processorMs() - started;
}

// --- recorded sessions ---

function trace(name) {
  return JSON.parse(gunzipSync(readFileSync(`tests/data/traces/${name}.json.gz`)).toString('utf8'));
}

function edit(text, [at, deleted, inserted]) {
  if (deleted > 0) text.delete(at, deleted);
  if (inserted.length > 0) text.insert(at, inserted);
}

function recordingDoc(client, updates) {
  const doc = new Y.Doc({ gc: true });
  doc.clientID = client;
  doc.on('update', (update, origin) => {
    if (origin !== 'remote') updates.push(update);
  });
  return doc;
}

// Each author on a document of its own, which has what the transaction's parents say.
function updatesOf(session) {
  const byTransaction = [];
  const authors = new Map();
  session.txns.forEach((txn, index) => {
    const agent = txn.agent ?? 0;
    if (!authors.has(agent)) {
      const updates = [];
      authors.set(agent, { updates, doc: recordingDoc(agent + 1, updates), has: new Set() });
    }
    const author = authors.get(agent);
    const missing = [];
    const open = txn.parents ?? (index > 0 ? [index - 1] : []);
    const queue = [...open];
    while (queue.length > 0) {
      const parent = queue.pop();
      if (author.has.has(parent)) continue;
      author.has.add(parent);
      missing.push(parent);
      queue.push(...(session.txns[parent].parents ?? (parent > 0 ? [parent - 1] : [])));
    }
    for (const parent of missing.sort((a, b) => a - b)) {
      for (const update of byTransaction[parent]) Y.applyUpdate(author.doc, update, 'remote');
    }
    const from = author.updates.length;
    for (const patch of txn.patches) author.doc.transact(() => edit(author.doc.getText('text'), patch));
    author.has.add(index);
    byTransaction.push(author.updates.slice(from));
  });
  return byTransaction.flat();
}

function merge(updates) {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc.getText('text').toString();
}

{
  const session = trace('automerge-paper');
  let updates = [];
  print(
    'yjs.trace.automerge-paper.local_ms',
    best(() => {
      updates = [];
      const doc = recordingDoc(1, updates);
      const spent = timed(() => {
        for (const txn of session.txns) {
          for (const patch of txn.patches) doc.transact(() => edit(doc.getText('text'), patch));
        }
      });
      require(doc.getText('text').toString() === session.endContent, 'the text is not that of the trace');
      return spent;
    }),
    'ms',
  );
  print(
    'yjs.trace.automerge-paper.ms',
    best(() => {
      let text = '';
      const spent = timed(() => {
        text = merge(updates);
      });
      require(text === session.endContent, 'the text is not that of the trace');
      return spent;
    }),
    'ms',
  );
}

{
  const session = trace('friendsforever');
  const updates = updatesOf(session);
  let text = null;
  print(
    'yjs.trace.friendsforever.ms',
    best(() =>
      timed(() => {
        const merged = merge(updates);
        require(text === null || merged === text, 'two runs do not agree');
        text = merged;
      }),
    ),
    'ms',
  );
}

// --- a workshop of 2,000 cards and 100,000 ops, then registers, links, memberships and ballots in equal shares ---

// One transaction for each op. A card is a map of its registers with its text; links, memberships and ballots are maps by
// tag and by voter and card, which is how a board is commonly kept in Yjs.
function act(doc, op) {
  const items = doc.getMap('items');
  doc.transact(() => {
    switch (op.what) {
      case 'item': {
        const item = new Y.Map();
        for (const name of ['kind', 'card_kind', 'order', 'organisation']) item.set(name, op[name]);
        item.set('text', new Y.Text(op.text));
        items.set(op.item, item);
        break;
      }
      case 'text':
        edit(items.get(op.item).get('text'), [op.at, op.deleted, op.inserted]);
        break;
      case 'register':
        items.get(op.item).set(op.name, op.value);
        break;
      case 'link':
        doc.getMap('links').set(op.tag, { from: op.from, to: op.to, verb: op.verb });
        break;
      case 'join':
        doc.getMap('memberships').set(op.tag, { from: op.from, to: op.to });
        break;
      case 'unlink':
      case 'leave':
        for (const tag of op.tags) doc.getMap(op.what === 'unlink' ? 'links' : 'memberships').delete(tag);
        break;
      case 'vote':
        doc.getMap('ballots').set(`${op.voter}/${op.slot}`, op.value);
        break;
      default:
        throw new Error(`an op that is not known: ${op.what}`);
    }
  });
}

{
  const folder = mkdtempSync(join(tmpdir(), 'atelier-bench-'));
  const statePath = join(folder, 'state');
  const lines = execFileSync(kDump, [statePath], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 }).trim().split('\n');
  const ops = lines.map((line) => JSON.parse(line));
  const start = ops.slice(0, ops.indexOf(null));
  const later = ops.slice(start.length + 1);
  const clients = new Map();
  const updates = [];
  const author = recordingDoc(1, updates);
  const play = (list) => {
    for (const op of list) {
      if (!clients.has(op.who)) clients.set(op.who, clients.size + 1);
      author.clientID = clients.get(op.who);
      act(author, op);
    }
  };
  play(start);
  const state = Y.encodeStateAsUpdate(author);
  const ours = readFileSync(statePath);
  rmSync(folder, { recursive: true });
  print('yjs.snapshot.plain_bytes', state.length, 'bytes');
  print('yjs.snapshot.gzip_bytes', gzipSync(state, { level: 9 }).length, 'bytes');
  print('snapshot.gzip_bytes', gzipSync(ours, { level: 9 }).length, 'bytes');
  print(
    'yjs.snapshot.load_ms',
    best(() => {
      const doc = new Y.Doc();
      return timed(() => Y.applyUpdate(doc, state));
    }),
    'ms',
  );
  updates.length = 0;
  play(later);
  require(updates.length === later.length, 'not every op was an update');
  const spent = best(() => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    return timed(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
  });
  print('yjs.apply.map_ops_decoded_per_s', (1000 * updates.length) / spent, 'ops/s');
}
