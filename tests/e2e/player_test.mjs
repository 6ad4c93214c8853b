// A board's past in one file: it opens without a server and without a network, and shows what there was, but nothing that
// stayed hidden.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import test from "node:test";
import { axeSource } from "./support/axe.mjs";
import { pathToFileURL } from "node:url";
import { addCard, join, openBrowser, pageState, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const bytesMax = 1_000_000;

/** Opens the file as from a USB stick; gives the page and all addresses that it asked for. */
async function openFile(browser, file, hash = "", options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", offline: true, ...options });
  const page = await context.newPage();
  const asked = [];
  const errors = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(`${pathToFileURL(file).href}?test${hash}`);
  await page.locator("main[data-position][aria-busy=false]").waitFor();
  return { page, asked: () => asked.filter((url) => !/^(file|data|blob):/.test(url)), errors };
}

test("a past in a file opens without a server, ends with the board as it is, and asks nobody for anything", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un besoin", "rentrer après 20 h");
  const hash = await sameState(ana);
  const { position } = await pageState(ana);
  await ana.context().close();
  await server.stop();
  const file = await server.exportPage();
  assert.ok((await stat(file)).size < bytesMax, `${(await stat(file)).size} bytes`);

  const { page, asked, errors } = await openFile(browser, file);
  const shown = await pageState(page);
  assert.deepEqual([shown.hash, shown.position], [hash, position]);
  assert.ok((await page.locator(".card", { hasText: "rentrer après 20 h" }).count()) > 0);
  assert.equal(await page.getByRole("button", { name: "Revenir au direct" }).count(), 0);

  // Back by keyboard, and to the moment that a link names.
  const slider = page.locator("#replay_slider");
  await slider.press("Home");
  await page.locator("main[data-position='0']").waitFor();
  await slider.press("End");
  await page.locator(`main[data-position="${position}"]`).waitFor();
  const early = await openFile(browser, file, "#at=3");
  assert.equal((await pageState(early.page)).position, "3");

  await page.addScriptTag({ content: axeSource });
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag22aa"] }));
  assert.deepEqual(
    found.violations.map(({ id }) => id),
    [],
  );
  assert.deepEqual([...asked(), ...early.asked()], []);
  assert.deepEqual([...errors, ...early.errors], []);
});

test("what a phase hid and never showed is not in the file [W32]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lead = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await lead.locator(".remote").getByRole("button", { name: /^Commencer/ }).click();
  await lead.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await ana.getByText("Chacun ne voit que ses cartes").first().waitFor();
  await addCard(ana, "Ajouter une crainte", "PLANTED-crainte");
  await lead.locator(".card", { hasText: "PLANTED-crainte" }).waitFor();
  await server.stop();
  const file = await server.exportPage();
  const { page } = await openFile(browser, file);
  assert.equal(await page.locator(".card", { hasText: "PLANTED-crainte" }).count(), 0);
  const texts = await page.evaluate(async () => {
    const pieces = [...document.querySelectorAll("[data-piece]")];
    const unpack = async (piece) => {
      const bytes = Uint8Array.from(atob(piece.textContent), (letter) => letter.charCodeAt(0));
      const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new TextDecoder().decode(await new Response(plain).arrayBuffer());
    };
    return (await Promise.all(pieces.map(unpack))).join("");
  });
  assert.ok(texts.length > 1000);
  assert.ok(!texts.includes("PLANTED"));
});
