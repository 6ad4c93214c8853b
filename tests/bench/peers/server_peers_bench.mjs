// Atelier, Hocuspocus and the Yjs WebSocket server side by side: the same rooms, joins, idle connections and kill -9, driven by
// one load in this process. One JSON object a line. Run it from the root of the checkout, behind a release build.
// SPDX-License-Identifier: MIT
import { names } from './servers.mjs';
import { boards100, idle, join5000, kill9, room200 } from './workloads.mjs';

const workloads = { room200, kill9, join5000, boards100, idle };

const wanted = process.argv.slice(2);

for (const [workload, run] of Object.entries(workloads)) {
  for (const name of names) {
    if (wanted.length > 0 && !wanted.includes(workload)) continue;
    const work = run(name, (figure, value, unit) => {
      console.log(JSON.stringify({ name: `peers.${name}.${figure}`, value: Math.round(value * 1000) / 1000, unit }));
    });
    await work.catch((error) => console.error(`${name}: ${error.message}`));
  }
}
process.exit(0);
