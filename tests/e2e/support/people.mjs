// People with browsers: each has a context of their own, joins by the link, and sees the board.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { createRequire } from "node:module";

// The browser driver is a development dependency of the pages.
const modules = createRequire(new URL("../../../web-client/package.json", import.meta.url));
const { chromium } = modules("playwright-core");

const options = {
  executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
const patienceMs = 15_000;

/** One browser for the test `t`; each person is a context in it. */
export async function openBrowser(t) {
  const browser = await chromium.launch(options);
  t.after(() => browser.close());
  return browser;
}

/** A page that fails the test when a script throws or the policy blocks something. */
export async function openPage(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.trouble = [];
  page.on("pageerror", (error) => page.trouble.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) page.trouble.push(message.text());
  });
  return page;
}

/** `?test` makes the page show its state hash. */
export function testLink(link) {
  return link.replace("#", "?test#");
}

/** A screen is asked nothing. */
export async function answerDoor(page, organisation = "") {
  if (new URL(page.url()).pathname === "/ecran") return;
  await page.locator("#join_organisation").fill(organisation);
  await page.getByRole("button", { name: "Rejoindre" }).click();
}

/** A person who joined by the link and sees the live board. */
export async function join(browser, link, { organisation = "Lisieux Normandie", ...contextOptions } = {}) {
  const context = await browser.newContext({ locale: "fr-FR", ...contextOptions });
  const page = await openPage(context);
  await page.goto(testLink(link));
  await answerDoor(page, organisation);
  await live(page);
  return page;
}

export async function live(page) {
  await page.locator("main[data-link=live]").waitFor();
}

export function cardWith(page, text) {
  return page.locator(".card", { hasText: text });
}

export async function addCard(page, label, text) {
  await page.getByLabel(label).fill(text);
  await page.keyboard.press("Control+Enter");
  await cardWith(page, text).waitFor();
}

/** A phone draws a column once it is looked at: looks at each, and again at the first. */
export async function seeAllColumns(page) {
  for (const at of [1, 2, 3, 4, 0]) await page.locator(".column_tabs button").nth(at).tap();
}

/** Puts a run of show from a file into use, and starts its first phase. */
export async function useShow(animator, show) {
  const remote = (name) => animator.locator(".remote").getByRole("button", { name });
  await remote("Déroulé…").click();
  const [chooser] = await Promise.all([
    animator.waitForEvent("filechooser"),
    animator.getByRole("button", { name: "Ouvrir un fichier…" }).click(),
  ]);
  await chooser.setFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(show)) });
  await animator.getByRole("button", { name: "Utiliser ce déroulé" }).click();
  await animator.getByRole("button", { name: "Fermer" }).click();
  await remote(/^Commencer/).click();
}

/** Records what a screen reader is told politely; the function gives what was said since its last call. */
export async function watchSaid(page) {
  await page.evaluate(() => {
    window.said = [];
    const region = document.querySelector("[role=status]");
    new MutationObserver(() => {
      if (region.textContent !== "") window.said.push(region.textContent);
    }).observe(region, { childList: true, subtree: true, characterData: true });
  });
  return async () => {
    await page.waitForTimeout(100);
    return page.evaluate(() => window.said.splice(0));
  };
}

export function pageState(page) {
  return page.evaluate(() => ({ ...document.querySelector("main").dataset }));
}

/** Waits until every page has sent all it had and all show the same state; gives its hash. */
export async function sameState(...pages) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const states = await Promise.all(pages.map(pageState));
    const settled = states.every(({ link, pending }) => link === "live" && pending === "0");
    const hashes = new Set(states.map(({ hash }) => hash));
    if (settled && hashes.size === 1) {
      for (const page of pages) assert.deepEqual(page.trouble, []);
      return states[0].hash;
    }
    assert.ok(Date.now() < deadline, `the pages did not converge: ${JSON.stringify(states)}`);
    await pages[0].waitForTimeout(50);
  }
}

/** The pages, a browser that loads everything from the server, and the server's disk hold the same state. */
export async function assertSameEverywhere(browser, server, ...pages) {
  const fresh = await join(browser, server.links.observer);
  const hash = await sameState(fresh, ...pages);
  await server.stop();
  assert.equal(await server.hash(), hash);
}
