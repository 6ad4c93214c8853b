// Looking back on 100,000 ops in a real browser: how long the replay takes to open over a line of a town hall and over a bad one,
// how long a move to a moment that is fetched already, and what the memory does while one goes to and fro.
// docs/benchmarks.md says how.
// SPDX-License-Identifier: MIT
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startMeter } from "../e2e/support/meter.mjs";
import { answerDoor, live, openBrowser, openPage } from "../e2e/support/people.mjs";
import { through } from "../e2e/support/proxy.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const lines = {
  "": { bytesPerSecond: 1_250_000, roundTripMs: 20 }, // 10 Mbit/s
  _512k: { bytesPerSecond: 64_000, roundTripMs: 400 },
};
const seeks = 60;
const rounds = 5;
/** Goes on scrubbing for so long; its argument. */
const minutes = Number(process.argv[2] ?? 0);

const tell = (name, value, more = {}) => console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, ...more }));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const p95 = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];

/** Runs `work` with the place and a browser, which end with it. */
async function atThePlace(work) {
  const place = spawn(`${root}build/release/tests/bench/replay_place`, [`${root}web-client/dist`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ends = [() => place.stdin.end()];
  const run = { after: (end) => ends.unshift(end) };
  try {
    for await (const line of createInterface({ input: place.stdout })) {
      await work({ run, browser: await openBrowser(run), ...JSON.parse(line) });
      break;
    }
  } finally {
    for (const end of ends) await end();
  }
}

async function openBoard(browser, link) {
  const page = await openPage(await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 800 } }));
  page.setDefaultTimeout(120_000);
  await page.goto(link); // without `?test`: nobody else's page shows its hash
  await answerDoor(page);
  await live(page);
  return page;
}

/** From pressing "Rejouer": until the end of the past stands there, drawn, and until one can move from there. */
async function openReplay(page) {
  const position = await page.evaluate(() => Number(document.querySelector("main").dataset.position));
  return page.evaluate(async (last) => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent.trim() === "Rejouer");
    const from = performance.now();
    const until = async (selector) => {
      // What others, or the server, add meanwhile is part of it.
      const stands = () => Number(document.querySelector(selector)?.dataset.position ?? -1) >= last;
      while (!stands()) await new Promise(requestAnimationFrame);
      return performance.now() - from;
    };
    button.click();
    return { drawn: await until(".replay main"), ready: await until(".replay main[aria-busy=false]") };
  }, position);
}

async function opening(run, browser, port, link) {
  for (const [name, line] of Object.entries(lines)) {
    const meter = await startMeter(run, port, line);
    const page = await openBoard(browser, through(meter, link));
    meter.reset();
    const { drawn, ready } = await openReplay(page);
    tell(`replay.open_cold${name}_ms`, drawn);
    tell(`replay.open_ready${name}_ms`, ready, { bytes: meter.down, requests: meter.requests.length });
    await page.context().close();
  }
}

/**
 * Moves the slider `count` times by chance between two places on it, held as one holds it, each when the one before has been drawn.
 * Milliseconds of each until the page has changed, and until the frame that shows it.
 */
async function scrub(page, count, low, high) {
  const { x, y, width, height } = await page.locator("#replay_slider").boundingBox();
  await page.mouse.move(x + width * high - 8, y + height / 2);
  await page.mouse.down();
  const took = await page.evaluate(
    async ([times, from, to]) => {
      const slider = document.getElementById("replay_slider");
      const main = document.querySelector(".replay main");
      const changed = [];
      const drawn = [];
      let changedAt = 0;
      const watch = new MutationObserver(() => {
        changedAt ||= performance.now();
      });
      watch.observe(main, { attributeFilter: ["data-position"] });
      for (let i = 0; i < times; i += 1) {
        const before = main.dataset.position;
        changedAt = 0;
        const start = performance.now();
        slider.value = String(Math.round((from + Math.random() * (to - from)) * Number(slider.max)));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        for (let frames = 0; main.dataset.position === before && frames < 120; frames += 1)
          await new Promise(requestAnimationFrame);
        // Two places in one pause are the same moment.
        if (main.dataset.position === before) continue;
        changed.push(changedAt - start);
        drawn.push(performance.now() - start);
      }
      watch.disconnect();
      return { changed, drawn };
    },
    [count, low, high],
  );
  await page.mouse.up();
  return took;
}

async function memoryOf(page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await wire.send("Runtime.getHeapUsage");
  await wire.detach();
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024 / 1024;
}

await atThePlace(async ({ run, browser, port, link }) => {
  await opening(run, browser, port, link);
  const page = await openBoard(browser, link);
  const live = await memoryOf(page);
  await openReplay(page);
  await scrub(page, 20, 0.9, 1); // fetches what is there
  const near = await scrub(page, seeks, 0.9, 1);
  tell("replay.seek_cached_ms", median(near.drawn), { p95: p95(near.drawn) });
  tell("replay.seek_cached_changed_ms", median(near.changed), { p95: p95(near.changed) });
  const memory = [];
  const from = performance.now();
  for (let round = 0; round < rounds || performance.now() - from < minutes * 60_000; round += 1) {
    const far = await scrub(page, seeks, 0, 1);
    if (round === 0) tell("replay.seek_anywhere_ms", median(far.drawn), { p95: p95(far.drawn) });
    memory.push(await memoryOf(page));
  }
  tell("replay.memory_mb", Math.max(...memory), { live, rounds: memory.map(Math.round), seeks: seeks * memory.length });
  await page.context().close();
});
