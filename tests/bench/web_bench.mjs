// What the pages cost a phone: bytes, requests, elements, the longest that it hangs, the time until a board can be written on
// over a bad line. In a real browser, against the real server, all bytes counted on the wire. docs/benchmarks.md says how.
// SPDX-License-Identifier: MIT
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startMeter } from "../e2e/support/meter.mjs";
import { answerDoor, join, live, openBrowser, openPage, testLink } from "../e2e/support/people.mjs";
import { through } from "../e2e/support/proxy.mjs";
import { startServer } from "../e2e/support/server.mjs";
import { ecoIndex } from "./ecoindex.mjs";

const atelier = fileURLToPath(new URL("../../build/release/server/app/atelier", import.meta.url));
const phone = { locale: "fr-FR", viewport: { width: 360, height: 740 }, hasTouch: true };
const desktop = { locale: "fr-FR", viewport: { width: 1920, height: 1080 } };
/** 512 kbit/s. */
const badLine = { bytesPerSecond: 64_000, roundTripMs: 400 };
const quietMs = 3_000;
/** A person adds, moves and votes so often in an hour of a workshop: twelve cards, twenty moves, fifteen votes. */
const opsPerHour = 47;
const measuredSeconds = 120;

const tell = (name, value, more = {}) => console.log(JSON.stringify({ name, value: Math.round(value * 100) / 100, ...more }));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const elements = (page) =>
  page.evaluate(() => document.querySelectorAll("*").length - document.querySelectorAll("svg *").length);

/** One measurement with its own server and browser, which end with it. */
async function measure(cards, work, line) {
  const ends = [];
  const run = { after: (end) => ends.unshift(end) };
  try {
    const server = await startServer(run, { cards });
    const meter = await startMeter(run, server.port, line);
    const browser = await openBrowser(run);
    await work({ server, meter, browser, link: through(meter, server.links.participant) });
  } finally {
    for (const end of ends) await end();
  }
}

async function slowCpu(page, rate) {
  const wire = await page.context().newCDPSession(page);
  await wire.send("Emulation.setCPUThrottlingRate", { rate });
}

/** Simulated participants on the board; resolves when they are gone. */
function people(link, count, every, minutes) {
  const flags = ["--people", count, "--every", every, "--minutes", minutes, "--on-used-board", "--keep"];
  const child = spawn(atelier, ["rehearse", "--url", link, ...flags.map(String)], { stdio: "ignore" });
  return { gone: once(child, "exit"), stop: () => child.kill("SIGTERM") };
}

/** Until so many are there, as the page says it. They come within twenty seconds. */
function present(page, count) {
  return page.waitForFunction(
    (wanted) => Number.parseInt(document.querySelector(".presence").textContent, 10) >= wanted,
    count,
    { timeout: 60_000 },
  );
}

/** The page as it stands for EcoIndex: looked at to its end, with time to fetch what it wants. */
async function settled(page) {
  await sleep(quietMs);
  await page.mouse.wheel(0, 100_000);
  await sleep(quietMs);
}

async function weigh(name, page, meter) {
  const counts = { elements: await elements(page), requests: meter.requests.length, kilobytes: meter.down / 1024 };
  tell(name, ecoIndex(counts), { ...counts, kilobytes: Math.round(counts.kilobytes) });
}

async function firstVisit() {
  await measure(60, async ({ browser, meter, link }) => {
    const context = await browser.newContext(desktop);
    const page = await openPage(context);
    await page.goto(link);
    await page.locator("#join_name").waitFor();
    await settled(page);
    tell("web.dom_join", await elements(page));
    await weigh("web.ecoindex_join", page, meter);
    await answerDoor(page);
    await live(page);
    await settled(page);
    tell("web.first_load_wire_bytes", meter.down);
    tell("web.requests_wire", meter.requests.length);
    tell("web.dom_60", await elements(page));
    await weigh("web.ecoindex_board60", page, meter);
    await page.close();

    meter.reset();
    const back = await openPage(context);
    await back.goto(link);
    await live(back);
    await sleep(quietMs);
    tell("web.requests_return", meter.requests.length, { bytes: meter.down });
  });
}

async function manyCards() {
  await measure(200, async ({ browser, server }) => {
    const page = await join(browser, server.links.participant, phone);
    tell("web.dom_200", await elements(page));
    const cards = await page.locator(".card").count();
    const inCards = await page.locator(".card, .card *").count();
    tell("web.nodes_per_card", inCards / cards);
    const wide = await join(browser, server.links.participant, desktop);
    tell("web.dom_200_wide", await elements(wide));
  });
}

async function onTheWall(page) {
  await page.keyboard.press("Alt+Shift+Digit3");
  await page.locator("main.layout_wall .wall_map").waitFor();
  await sleep(quietMs);
}

/** Elements of the wall as one begins, and with all of it in sight. */
async function wall() {
  for (const cards of [60, 200, 2_000])
    await measure(cards, async ({ browser, server }) => {
      const page = await join(browser, server.links.participant, desktop);
      await onTheWall(page);
      const begun = await elements(page);
      await page.getByRole("button", { name: "Tout voir" }).click();
      await sleep(quietMs);
      tell(`web.dom_wall_${cards}`, begun, { all: await elements(page), cards });
    });
}

async function anHour() {
  await measure(60, async ({ browser, meter, link, server }) => {
    const page = await join(browser, link, phone);
    const crowd = people(server.links.participant, 49, 3600 / opsPerHour, (measuredSeconds + 60) / 60);
    await present(page, 50);
    meter.reset();
    await sleep(measuredSeconds * 1000);
    const bytes = meter.down + meter.up;
    crowd.stop();
    await crowd.gone;
    tell("web.ws_bytes_per_hour_50", (bytes * 3600) / measuredSeconds, { measuredSeconds, bytes });
  });
}

/** The longest that the page does not answer while somebody types and sixty others work. */
async function hanging(cards, [suffix, device]) {
  await measure(cards, async ({ browser, server }) => {
    const page = await join(browser, server.links.participant, device);
    if (suffix === "_wall") await onTheWall(page);
    const box = page.getByLabel("Ajouter une crainte");
    await slowCpu(page, 6);
    const crowd = people(server.links.participant, 60, 1, 1);
    await present(page, 61);
    await page.evaluate(() => {
      window.tasks = [];
      new PerformanceObserver((list) => {
        window.tasks.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ entryTypes: ["longtask"] });
    });
    await box.focus();
    const until = performance.now() + 15_000;
    while (performance.now() < until) {
      await page.keyboard.press("a");
      await sleep(150);
    }
    const tasks = (await page.evaluate(() => window.tasks)).sort((a, b) => a - b);
    crowd.stop();
    await crowd.gone;
    tell(`web.longest_task_${cards}${suffix}_ms`, tasks.at(-1) ?? 0, { longTasks: tasks.length, median: tasks[tasks.length >> 1] ?? 0 });
  });
}

/** From the link to a board that can be written on; a person's own time at the door not counted. */
async function onABadLine() {
  await measure(
    60,
    async ({ browser, link }) => {
      const context = await browser.newContext(phone);
      const open = async (isNew) => {
        const page = await openPage(context);
        page.setDefaultTimeout(60_000);
        await slowCpu(page, 4);
        const from = performance.now();
        await page.goto(testLink(link), { waitUntil: "commit" });
        if (isNew) {
          await page.locator("#join_name").waitFor();
          await answerDoor(page);
        }
        await page.locator(".card").first().waitFor();
        await page.getByLabel("Ajouter une crainte").waitFor();
        const seconds = (performance.now() - from) / 1000;
        await live(page);
        const withServer = (performance.now() - from) / 1000;
        await page.evaluate(() => navigator.serviceWorker.ready);
        await sleep(2 * quietMs);
        await page.close();
        return [seconds, { withServer: Math.round(withServer * 100) / 100 }];
      };
      tell("web.usable_512k_cold_s", ...(await open(true)));
      tell("web.usable_512k_warm_s", ...(await open(false)));
    },
    badLine,
  );
}

/** A phone shows one column of five, a wide window all of them. */
async function hangingOn() {
  for (const device of Object.entries({ "": phone, _wide: desktop, _wall: desktop }))
    for (const cards of [200, 2_000]) await hanging(cards, device);
}

const parts = { firstVisit, manyCards, wall, anHour, hanging: hangingOn, onABadLine };
const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  // One that could not be measured says so, and does not hide the others.
  await part().catch((error) => console.error(`web ${name}: ${error.message}`));
}
