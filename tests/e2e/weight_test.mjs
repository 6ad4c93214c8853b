// What a first visit really costs, counted on the wire (E1, E8, P6, P7).
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { answerDoor, live, openBrowser, openPage, sameState, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

test("a first visit stays within its budget, asks nobody else, and stores nothing before joining", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await openPage(context);
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  let bytes = 0;
  wire.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url())));

  await page.goto(server.links.participant);
  await page.locator("#join_name").waitFor();
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);

  await answerDoor(page);
  await live(page);
  await page.waitForTimeout(500);
  const load = requests.filter((url) => !url.pathname.startsWith("/api/"));
  console.log(JSON.stringify({ name: "web.first_load_bytes_measured", value: bytes }));
  console.log(JSON.stringify({ name: "web.requests_measured", value: load.length }));
  const nodes = await page.evaluate(() => document.getElementsByTagName("*").length);
  console.log(JSON.stringify({ name: "web.dom_nodes", value: nodes }));
  assert.ok(nodes <= 370, `${nodes} elements`);
  assert.ok(bytes <= 120_000, `${bytes} bytes`);
  assert.ok(load.length <= 8, load.map((url) => url.pathname).join(" "));
  assert.deepEqual([...new Set(requests.map((url) => url.host))], [`localhost:${server.port}`]);
  assert.ok(requests.every((url) => !url.href.includes("t=") || url.hash.includes("t=")));

  // What the page says of itself is what the wire saw; opening it fetches its own chunk (E12).
  await page.getByRole("button", { name: "Sobriété", exact: true }).click();
  await page.locator(".sobriety dl").waitFor();
  const rows = await page.locator(".sobriety dd").allTextContents();
  const told = Number(rows[1].replace(/\s*ko/, "").replace(",", ".")) * 1000;
  assert.ok(Math.abs(told - bytes) < bytes * 0.05, `the page says ${told}, the wire ${bytes}`);
  assert.match(rows[2], /^[\d,]+\s(ko|octets)$/);
  assert.deepEqual(page.trouble, []);
});

test("[W30] a board comes in gzip, and whole to a browser that cannot unpack it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const pages = [];
  for (const isOld of [false, true]) {
    const page = await openPage(await browser.newContext({ locale: "fr-FR" }));
    if (isOld) await page.addInitScript("delete window.DecompressionStream");
    const frames = [];
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(payload)));
    await page.goto(testLink(server.links.participant));
    await answerDoor(page);
    await live(page);
    assert.equal(frames[0].readUInt16BE(0) === 0x1f8b, !isOld);
    console.log(JSON.stringify({ name: isOld ? "web.welcome_bytes_plain" : "web.welcome_bytes", value: frames[0].length }));
    pages.push(page);
  }
  await sameState(...pages);
});
