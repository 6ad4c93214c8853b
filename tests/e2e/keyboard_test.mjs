// The whole board by keyboard alone, and by single clicks alone, with the same result.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { focusedText, tabTo } from "./support/keyboard.mjs";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const focusIsVisible = (page) =>
  page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none");

test("[A1] join, add, edit, move, remove and restore by keyboard alone", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await context.newPage();
  page.trouble = [];
  await page.goto(server.links.participant.replace("/#", "/?test#"));
  await tabTo(page, "#join_organisation");
  await page.keyboard.type("Caux Seine Agglo");
  await page.keyboard.press("Enter");
  await page.locator("main[data-link=live]").waitFor();

  await tabTo(page, "textarea", "Ajouter une crainte");
  await page.keyboard.type("au clavier");
  assert.equal(await focusIsVisible(page), true);
  await tabTo(page, "button", "Ajouter");
  await page.keyboard.press("Enter");
  await cardWith(page, "au clavier").waitFor();

  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focusedText(page), "au clavier");
  assert.equal(await focusIsVisible(page), true);
  await page.keyboard.press("Enter");
  await page.keyboard.type(", complétée");
  await page.keyboard.press("Escape");
  assert.equal(await focusedText(page), "au clavier, complétée");

  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Déplacer vers…");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Besoins, à la fin");
  await page.keyboard.press("Enter");
  await page.locator("[data-kind='3'] .card", { hasText: "au clavier, complétée" }).waitFor();
  assert.equal(await focusedText(page), "au clavier, complétée");

  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Retirer");
  await page.keyboard.press("Enter");
  await page.getByText("Cartes retirées (1)").waitFor();
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Remettre");
  await page.keyboard.press("Enter");
  assert.equal(await focusedText(page), "au clavier, complétée");
  await sameState(page);
  await assertSameEverywhere(browser, server, page);
});

test("arrows go between cards and columns; letters do nothing on a card [A22]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter une crainte", "première");
  await addCard(page, "Ajouter une crainte", "deuxième");
  await addCard(page, "Ajouter un frein", "d’à côté");
  const before = await sameState(page);

  await cardWith(page, "première").locator(".card_face").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focusedText(page), "deuxième");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.closest("section").dataset.kind), "2");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.closest("section").dataset.kind), "1");
  await page.keyboard.type("abcdefghijklmnopqrstuvwxyz");
  assert.equal(await sameState(page), before);
});

test("[A2] any rank of any column is four clicks away, without dragging", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  for (const text of ["rang un", "rang deux", "rang trois"])
    await addCard(page, "Ajouter une solution", text);
  await addCard(page, "Ajouter un récit", "à ranger");

  await cardWith(page, "à ranger").locator(".card_face").click();
  await page.getByRole("button", { name: "Déplacer vers…" }).click();
  await page.getByRole("button", { name: "Choisir la place dans Solutions" }).click();
  await page.getByRole("button", { name: "Après « rang un »" }).click();
  const texts = await page.locator("[data-kind='5'] .card_face").allTextContents();
  assert.deepEqual(texts.slice(-4), ["rang un", "à ranger", "rang deux", "rang trois"]);

  await cardWith(page, "à ranger").locator(".card_face").click();
  await page.getByRole("button", { name: "Monter" }).click();
  await page.keyboard.press("Enter");
  const focused = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(focused, "Monter");
  await assertSameEverywhere(browser, server, page);
});

test("[A9] each own action is said once", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await page.evaluate(() => {
    window.said = [];
    const region = document.querySelector("[role=status]");
    new MutationObserver(() => {
      if (region.textContent !== "") window.said.push(region.textContent);
    }).observe(region, { childList: true, subtree: true, characterData: true });
  });
  const saidSince = async (act) => {
    await page.evaluate(() => window.said.splice(0));
    await act();
    await page.waitForTimeout(700);
    return page.evaluate(() => window.said);
  };
  const said = await saidSince(() => addCard(page, "Ajouter un besoin", "à dire"));
  assert.deepEqual(said, ["Carte ajoutée dans Besoins."]);
  await cardWith(page, "à dire").locator(".card_face").click();
  assert.deepEqual(await saidSince(() => page.keyboard.type(" encore")), []);
  const removed = await saidSince(() => page.getByRole("button", { name: "Retirer" }).click());
  assert.deepEqual(removed, ["Carte retirée. Elle est dans «\u00a0Cartes retirées\u00a0»."]);
});

test("[A3] a mouse may drag too; a drag that is given up sends nothing", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { viewport: { width: 1440, height: 900 } });
  await addCard(page, "Ajouter un récit", "à tirer");
  const before = await sameState(page);
  const card = cardWith(page, "à tirer");
  const column = page.locator(".column[data-kind='5']");

  const drag = async (x, y) => {
    const from = await card.boundingBox();
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 80, from.y + 30, { steps: 4 });
    await page.mouse.move(x, y, { steps: 8 });
    await page.mouse.up();
  };
  await drag(4, 450); // beside the columns
  assert.equal(await sameState(page), before);

  const heading = await column.locator("h2").boundingBox();
  await drag(heading.x + 40, heading.y + 20);
  await column.locator(".card", { hasText: "à tirer" }).waitFor();
  await assertSameEverywhere(browser, server, page);
});

test("the first click after writing opens the card that it is on, also at the end of the page", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter un frein", "tout en bas"); // the longest column
  await page.waitForTimeout(300);
  await cardWith(page, "tout en bas").locator(".card_face").click();
  await page.getByLabel("Texte de la carte").waitFor();
});
