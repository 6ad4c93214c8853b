// Undo and redo by button and by key: one's own work only, whatever others did meanwhile.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import {
  addCard,
  assertSameEverywhere,
  cardWith,
  join,
  openBrowser,
  sameState,
  watchSaid,
} from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

/** Longer than what is grouped. */
const pause = (page) => page.waitForTimeout(600);
const button = (page, name) => page.locator(".undo button", { hasText: name });
const isOff = async (page, name) => (await button(page, name).getAttribute("aria-disabled")) === "true";

test("undo takes back one's own work step by step, and redo puts it forth again", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  const said = await watchSaid(page);
  assert.equal(await isOff(page, "Annuler"), true);
  const nothing = await sameState(page);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await said(), ["Rien à annuler."]);
  assert.equal(await sameState(page), nothing);

  await addCard(page, "Ajouter un besoin", "une boussole");
  await pause(page);
  await cardWith(page, "une boussole").locator(".card_face").click();
  await page.keyboard.type(" par commune");
  await page.keyboard.press("Escape");
  await pause(page);
  await cardWith(page, "une boussole par commune").locator(".card_face").click();
  await page.getByRole("button", { name: "Déplacer vers…" }).click();
  await page.getByRole("button", { name: "Solutions, à la fin" }).click();
  assert.equal(await isOff(page, "Rétablir"), true);
  await said();

  await button(page, "Annuler").click();
  await page.locator("[data-kind='3'] .card", { hasText: "une boussole par commune" }).waitFor();
  assert.deepEqual(await said(), [
    "Annulé\u00a0: la carte «\u00a0une boussole par commune\u00a0» est dans Besoins.",
  ]);
  await button(page, "Annuler").click();
  assert.deepEqual(await said(), ["Annulé\u00a0: texte, carte «\u00a0une boussole\u00a0»."]);
  await page.keyboard.press("Control+z");
  assert.equal(await cardWith(page, "une boussole").count(), 0);
  assert.deepEqual(await said(), ["Annulé\u00a0: la carte «\u00a0une boussole\u00a0» est retirée."]);
  assert.equal(await isOff(page, "Annuler"), true);

  await page.keyboard.press("Control+Shift+z");
  await page.keyboard.press("Control+y");
  assert.deepEqual(await said(), [
    "Rétabli\u00a0: la carte «\u00a0une boussole\u00a0» est dans Besoins.",
    "Rétabli\u00a0: texte, carte «\u00a0une boussole par commune\u00a0».",
  ]);
  await button(page, "Rétablir").click();
  await page.locator("[data-kind='5'] .card", { hasText: "une boussole par commune" }).waitFor();
  assert.equal(await isOff(page, "Rétablir"), true);
  await assertSameEverywhere(browser, server, page);
});

test("undo leaves what others did meanwhile", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un frein", "le réseau");
  await pause(ana);
  await cardWith(ana, "le réseau").locator(".card_face").click();
  await ana.keyboard.type(" est lent");
  await sameState(ana, bob);

  await cardWith(bob, "le réseau est lent").locator(".card_face").click();
  await bob.keyboard.press("Control+Home");
  await bob.keyboard.type("Souvent ");
  await bob.keyboard.press("Escape");
  await addCard(bob, "Ajouter un frein", "de Bob");
  await sameState(ana, bob);

  await ana.keyboard.press("Control+z");
  assert.equal(await ana.getByLabel("Texte de la carte").inputValue(), "Souvent le réseau");
  await ana.keyboard.press("Control+z");
  assert.equal(await ana.getByLabel("Texte de la carte").count(), 0);
  await sameState(ana, bob);
  assert.equal(await cardWith(bob, "de Bob").count(), 1);
  assert.equal(await isOff(ana, "Annuler"), true);
  assert.equal(await isOff(bob, "Annuler"), false);

  // Bob puts the card back: it is his word now, and Ana's redo has nothing to add to it.
  await bob.locator(".removed summary").click();
  await bob.getByRole("button", { name: /^Remettre « Souvent/ }).click();
  await sameState(ana, bob);
  await ana.keyboard.press("Control+Shift+z");
  await sameState(ana, bob);
  await cardWith(ana, "Souvent le réseau").waitFor();
  await assertSameEverywhere(browser, server, ana, bob);
});

test("in a box that is still one's own, undo is the browser's; once it is a card, it is the board's", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter un récit", "déjà là");
  await pause(page);
  const box = page.getByLabel("Ajouter un récit");
  await box.pressSequentially("brouillon");
  await page.keyboard.press("Control+z");
  assert.equal(await cardWith(page, "déjà là").count(), 1);
  assert.notEqual(await box.inputValue(), "brouillon");

  await box.fill("envoyée");
  await page.keyboard.press("Control+Enter");
  await cardWith(page, "envoyée").waitFor();
  await page.keyboard.press("Control+z");
  assert.equal(await cardWith(page, "envoyée").count(), 0);
  assert.equal(await cardWith(page, "déjà là").count(), 1);
  await assertSameEverywhere(browser, server, page);
});

test("[A3] what was removed comes back by the button beside the news, and the focus never gets lost", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter une crainte", "première");
  await addCard(page, "Ajouter une crainte", "deuxième");
  await pause(page);
  await cardWith(page, "première").locator(".card_face").click();
  await page.getByRole("button", { name: "Retirer" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "deuxième");
  await page.locator(".note", { hasText: "Carte retirée" }).getByRole("button", { name: "Annuler" }).click();
  await cardWith(page, "première").waitFor();
  await page.locator(".note", { hasText: "Annulé" }).getByRole("button", { name: "Rétablir" }).waitFor();

  // Typing in a card is going on: the offer would be about something else.
  await cardWith(page, "deuxième").locator(".card_face").click();
  await page.keyboard.type("!");
  assert.equal(await page.locator(".note").count(), 0);
  await page.keyboard.press("Escape");
  await assertSameEverywhere(browser, server, page);
});
