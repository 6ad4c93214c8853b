// Merging, splitting and rewording cards, by mouse, by touch and by keyboard, and taking each back (rule M10).
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { focusedText, tabTo } from "./support/keyboard.mjs";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const face = (page, text) => page.locator(".card_face", { hasText: text });
const button = (page, name) => page.getByRole("button", { name });

async function startRework(page, text, how) {
  await face(page, text).click();
  await button(page, "Retravailler…").click();
  await button(page, how).click();
}

test("[M10] a merge gathers cards of several columns, is seen by all, and is taken back by another person", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un besoin", "plus de bus");
  await addCard(ana, "Ajouter un frein", "les bus sont rares");
  await addCard(bob, "Ajouter un besoin", "un bus le soir");
  await sameState(ana, bob);

  await startRework(ana, "plus de bus", "Fusionner avec");
  await face(ana, "les bus sont rares").click();
  await button(ana, "Fusionner…").waitFor();
  await face(ana, "un bus le soir").click();
  assert.equal(await face(ana, "un bus le soir").getAttribute("aria-pressed"), "true");
  await button(ana, "Fusionner…").click();
  await ana.getByRole("heading", { name: "Fusionner 3" }).waitFor();
  await button(ana, "Partir des textes").click();
  const synthesis = ana.getByLabel("Texte de la synthèse");
  assert.equal(await synthesis.inputValue(), "plus de bus\nles bus sont rares\nun bus le soir");
  await synthesis.fill("des bus tôt et tard");
  await ana.getByLabel("On recommence à zéro").check();
  await button(ana, "Créer la synthèse").click();
  assert.equal(await focusedText(ana), "des bus tôt et tard");
  await sameState(ana, bob);

  for (const page of [ana, bob]) {
    for (const text of ["plus de bus", "les bus sont rares", "un bus le soir"])
      assert.equal(await face(page, text).count(), 0, text);
    await cardWith(page, "des bus tôt et tard").getByText("recommencé à zéro").waitFor();
  }
  await face(bob, "des bus tôt et tard").click();
  await bob.keyboard.type(", et le dimanche");
  await bob.keyboard.press("Escape");
  const made = cardWith(bob, "des bus tôt et tard, et le dimanche");
  await made.getByRole("button", { name: "Voir les 3" }).click();
  assert.deepEqual(
    (await made.locator(".original_texts li").allTextContents()).map((text) => text.split("Lisieux")[0]),
    ["plus de bus", "les bus sont rares", "un bus le soir"],
  );
  await made.getByRole("button", { name: "Défaire la fusion" }).click();
  assert.equal(await focusedText(bob), "plus de bus");
  await sameState(ana, bob);
  for (const page of [ana, bob]) {
    await page.locator("[data-kind='2'] .card_face", { hasText: "les bus sont rares" }).waitFor();
    await page.locator("[data-kind='3'] .card_face", { hasText: "un bus le soir" }).waitFor();
    assert.equal(await face(page, "des bus tôt et tard").count(), 0);
  }

  // What was written on the synthesis is kept with it, and comes back with it.
  await ana.locator(".removed summary").click();
  await button(ana, /^Remettre « des bus/).click();
  await face(ana, "des bus tôt et tard, et le dimanche").waitFor();
  assert.equal(await face(ana, "plus de bus").count(), 0);
  await assertSameEverywhere(browser, server, ana, bob);
});

test("[M10] a split is cut at the caret, undone as one, and redone", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter une solution", "former les élus et ouvrir les données");
  await page.waitForTimeout(600);
  await startRework(page, "former les élus et", "Diviser");
  const first = page.getByLabel("Première carte");
  assert.equal(await first.inputValue(), "former les élus et ouvrir les données");
  await first.evaluate((area) => area.setSelectionRange(15, 15));
  await button(page, "Couper au curseur").click();
  assert.equal(await first.inputValue(), "former les élus");
  const second = page.getByLabel("Deuxième carte");
  assert.equal(await second.inputValue(), "et ouvrir les données");
  assert.equal(await page.getByLabel("On recommence à zéro").isChecked(), true);
  await second.fill("ouvrir les données");
  await button(page, "Créer les deux cartes").click();
  assert.equal(await focusedText(page), "former les élus");
  assert.equal(await face(page, "former les élus et").count(), 0);
  const texts = await page.locator("[data-kind='5'] .card_face").allTextContents();
  assert.deepEqual(texts.slice(-2), ["former les élus", "ouvrir les données"]);

  await page.waitForTimeout(600);
  await cardWith(page, "ouvrir les données").getByRole("button", { name: "Voir la carte" }).click();
  await button(page, "Défaire la division").click();
  await face(page, "former les élus et ouvrir les données").waitFor();
  assert.equal(await page.locator("[data-kind='5'] .card_face").count(), texts.length - 1);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await page.locator("[data-kind='5'] .card_face").allTextContents(), texts);
  await page.keyboard.press("Control+z");
  await face(page, "former les élus et ouvrir les données").waitFor();
  await page.keyboard.press("Control+y");
  assert.deepEqual(await page.locator("[data-kind='5'] .card_face").allTextContents(), texts);
  await assertSameEverywhere(browser, server, page);
});

test("[M10] a rewording wants other words, keeps the card's own, and goes back with one click", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter une crainte", "tout va disparaitre");
  await page.waitForTimeout(600);
  await startRework(page, "tout va disparaitre", "Reformuler");
  for (const leave of [() => page.keyboard.press("Escape"), () => button(page, "Annuler").last().click()]) {
    await leave();
    assert.equal(await focusedText(page), "Retravailler…"); // A3
    await button(page, "Retravailler…").click();
    await button(page, "Reformuler").click();
  }
  await button(page, "Reformuler").click();
  const text = page.getByLabel("Nouvelle formulation");
  assert.equal(await text.evaluate((area) => area.validationMessage), "Changez au moins un mot.");
  await text.fill(" ");
  await button(page, "Reformuler").click();
  assert.equal(await text.evaluate((area) => area.validationMessage), "Écrivez d’abord un texte.");
  await text.fill("perdre ce qui existe");
  await button(page, "Reformuler").click();
  await cardWith(page, "perdre ce qui existe").getByRole("button", { name: "Voir la carte" }).click();
  await page.locator(".original_texts", { hasText: "tout va disparaitre" }).waitFor();

  // Reworded again: the first wording is behind the second.
  await startRework(page, "perdre ce qui existe", "Reformuler");
  await text.fill("perdre ce qui marche");
  await button(page, "Reformuler").click();
  const last = cardWith(page, "perdre ce qui marche");
  await last.getByRole("button", { name: "Voir la carte" }).click();
  await last.getByRole("button", { name: "Voir la carte" }).last().click();
  await last.getByText("tout va disparaitre").waitFor();
  await last.getByRole("button", { name: "Revenir à la carte d’origine" }).click();
  await face(page, "perdre ce qui existe").waitFor();
  assert.equal(await face(page, "perdre ce qui marche").count(), 0);
  assert.equal(await face(page, "tout va disparaitre").count(), 0);
  await assertSameEverywhere(browser, server, page);
});

test("[A1] a merge by keyboard alone: chosen with Enter, gone on with Ctrl+Enter, left with Esc", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter un récit", "un premier");
  await addCard(page, "Ajouter un récit", "un second");
  const before = await sameState(page);
  const startMerge = async () => {
    await face(page, "un premier").focus();
    await page.keyboard.press("Enter");
    await tabTo(page, "button", "Retravailler…", 12);
    await page.keyboard.press("Enter");
    await tabTo(page, "button", "Fusionner avec", 12);
    await page.keyboard.press("Enter");
  };

  await startMerge();
  assert.equal(await focusedText(page), "un premier");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".picking_bar").count(), 0);
  assert.equal(await focusedText(page), "un premier");

  await startMerge();
  await page.keyboard.press("Control+Enter"); // one is not enough
  assert.equal(await page.locator("dialog").count(), 0);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Fusionner 2" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".card_picked").count(), 2);
  assert.equal(await sameState(page), before);
  await page.keyboard.press("Control+Enter");
  await page.keyboard.type("deux récits en un");
  await page.keyboard.press("Control+Enter");
  assert.equal(await focusedText(page), "deux récits en un");
  assert.equal(await page.locator(".picking_bar").count(), 0);
  await assertSameEverywhere(browser, server, page);
});

test("[A4] a merge by single taps on a phone, across columns", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await join(browser, server.links.participant, phone);
  const tab = (at) => page.locator(".column_tabs button").nth(at).tap();
  await addCard(page, "Ajouter une crainte", "au hameau");
  await tab(4);
  await addCard(page, "Ajouter une solution", "au bourg");
  await tab(0);
  await face(page, "au hameau").tap();
  await button(page, "Retravailler…").tap();
  await button(page, "Fusionner avec").tap();
  await tab(4);
  await page.locator("[data-kind='5'] .card_face").last().tap();
  await button(page, "Fusionner…").tap();
  // The keyboard waits until the text is touched.
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
  await page.getByLabel("Texte de la synthèse").fill("au hameau et au bourg");
  await button(page, "Créer la synthèse").tap();
  // It takes the place of the one that was chosen first, and the phone shows that column.
  assert.equal(await page.locator(".column.current").getAttribute("data-kind"), "1");
  await page.locator("[data-kind='1'] .card", { hasText: "au hameau et au bourg" }).waitFor();
  await page.locator(".note").getByRole("button", { name: "Annuler" }).tap();
  await face(page, "au hameau").waitFor();
  assert.equal(await face(page, "au hameau et au bourg").count(), 0);
  await assertSameEverywhere(browser, server, page);
});

test("Ctrl+click chooses; a card that another removes is chosen no more; the synthesis survives a reload", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  for (const text of ["vélo", "trottoir", "tramway"]) await addCard(ana, "Ajouter un besoin", text);
  await sameState(ana, bob);

  await face(ana, "vélo").click({ modifiers: ["Control"] });
  await face(ana, "trottoir").click();
  await face(ana, "tramway").click();
  await face(bob, "trottoir").click();
  await button(bob, "Retirer").click();
  await ana.getByText("2\u00a0cartes choisies").waitFor();
  await button(ana, "Fusionner…").click();
  await ana.getByLabel("Texte de la synthèse").fill("se déplacer sans voiture");
  await ana.reload();
  await ana.locator("main[data-link=live]").waitFor();

  await face(ana, "vélo").click({ modifiers: ["Control"] });
  await face(ana, "tramway").click();
  await button(ana, "Fusionner…").click();
  assert.equal(await ana.getByLabel("Texte de la synthèse").inputValue(), "se déplacer sans voiture");
  await button(ana, "Créer la synthèse").click();
  await face(ana, "se déplacer sans voiture").waitFor();
  await assertSameEverywhere(browser, server, ana, bob);
});
