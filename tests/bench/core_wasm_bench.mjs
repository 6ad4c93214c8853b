// Times the core in wasm on a recorded editing session and on the state of a large workshop, one JSON object a line.
// Run it from the root of the checkout, behind a build of the wasm preset and of core_workshop_dump.
// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const kRuns = 5;
const kBenchModule = 'build/wasm/tests/wasm/core_bench.wasm';
const kCoreModule = 'build/wasm/server/client/atelier_core.wasm';
const kDump = 'build/release/tests/bench/core_workshop_dump';
const kTrace = 'tests/data/traces/automerge-paper.json.gz';

// Patches as bench_core.cpp reads them. Positions of the trace are code points; this trace has only the BMP, checked here.
function encodePatches(trace) {
  const parts = [];
  for (const { patches } of trace.txns) {
    for (const [position, deleted, inserted] of patches) {
      if (/[\u{10000}-\u{10ffff}]/u.test(inserted)) throw new Error('a character outside the BMP needs position conversion');
      const text = Buffer.from(inserted, 'utf8');
      const head = Buffer.alloc(12);
      head.writeUInt32LE(position, 0);
      head.writeUInt32LE(deleted, 4);
      head.writeUInt32LE(text.length, 8);
      parts.push(head, text);
    }
  }
  return Buffer.concat(parts);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function print(name, value, unit) {
  console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, unit }));
}

const trace = JSON.parse(gunzipSync(await readFile(kTrace)).toString('utf8'));
const patches = encodePatches(trace);
const { instance } = await WebAssembly.instantiate(await readFile(kBenchModule), {});
const core = instance.exports;
core._initialize();
const bytesAt = (pointer, size) => new Uint8Array(core.memory.buffer, pointer, size);

const typing = [];
const merging = [];
for (let run = 0; run < kRuns; run += 1) {
  bytesAt(core.bench_input(patches.length), patches.length).set(patches);
  const started = performance.now();
  core.bench_type();
  const typed = performance.now();
  const size = core.bench_merge();
  const merged = performance.now();
  typing.push(typed - started);
  merging.push(merged - typed);
  const text = Buffer.from(bytesAt(core.bench_input(size), size)).toString('utf8');
  if (text !== trace.endContent) throw new Error('the text is not that of the trace');
}
print('trace.automerge-paper.wasm_ms', median(merging), 'ms');
print('trace.automerge-paper.local_wasm_ms', median(typing), 'ms');

const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
const statePath = join(folder, 'state');
if (spawnSync(kDump, [statePath], { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) throw new Error(`${kDump} failed`);
const state = await readFile(statePath);
await rm(folder, { recursive: true });
const loading = [];
for (let run = 0; run < 4 * kRuns; run += 1) {
  bytesAt(core.bench_input(state.length), state.length).set(state);
  const started = performance.now();
  const items = core.bench_load();
  loading.push(performance.now() - started);
  if (items < 2000) throw new Error('the state did not load');
}
print('snapshot.load_wasm_ms', median(loading), 'ms');
print('snapshot.load_wasm_first_ms', loading[0], 'ms');
print('wasm.gzip_bytes', gzipSync(await readFile(kCoreModule), { level: 9 }).length, 'bytes');
