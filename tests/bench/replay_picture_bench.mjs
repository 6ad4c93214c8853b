// How long the server draws pictures of the past (docs/replay.md): a PNG, the contact sheet, a film, of a board of sixty cards and of
// two thousand; each asked for by itself over loopback, the first one of all included, which loads the fonts.
// SPDX-License-Identifier: MIT
import { startServer } from "../e2e/support/server.mjs";

const rounds = 5;
const tell = (name, value, more = {}) => console.log(JSON.stringify({ name, value: Math.round(value), ...more }));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function ask(link) {
  const parts = new URLSearchParams(new URL(link).hash.slice(1));
  const base = `${new URL(link).origin}/api/v1/boards/${parts.get("b")}/history`;
  const headers = { Authorization: `Bearer ${parts.get("t")}` };
  const { history, position } = await (await fetch(base, { headers })).json();
  return async (file) => {
    const from = performance.now();
    const answer = await fetch(`${base}/${history}/${file(position)}`, { headers });
    const { byteLength } = await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${answer.status} for ${file(position)}`);
    return { took: performance.now() - from, bytes: byteLength };
  };
}

async function measure(cards) {
  const ends = [];
  try {
    const server = await startServer({ after: (end) => ends.unshift(end) }, { cards });
    const draw = await ask(server.links.facilitator);
    const files = {
      first_png: [1, (position) => `${position}.png`],
      svg: [rounds, (position) => `${position}.svg`],
      png: [rounds, (position) => `${position}.png`],
      png_1200: [rounds, (position) => `${position}.png?width=1200`],
      phases_png: [rounds, (position) => `${position}/phases.png`],
      film: [1, (position) => `0-${position}.webp`],
    };
    for (const [name, [times, file]] of Object.entries(files)) {
      const drawn = [];
      for (let i = 0; i < times; i++) drawn.push(await draw(file));
      tell(`replay.${name}_${cards}_ms`, median(drawn.map(({ took }) => took)), { bytes: drawn[0].bytes });
    }
  } finally {
    for (const end of ends) await end();
  }
}

for (const cards of [60, 2000]) await measure(cards);
