// Links and threads, by mouse, by touch and by keyboard; what others see of them, and taking them back.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { focusedText, tabTo } from "./support/keyboard.mjs";
import { addCard, assertSameEverywhere, join, openBrowser, sameState, watchSaid } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const face = (page, text) => page.locator(".card_face", { hasText: text });
const button = (page, name) => page.getByRole("button", { name });
const plain = (texts) => texts.map((text) => text.replaceAll("\u00a0", " "));
const atRest = (page, text) => page.locator(".card", { has: page.locator(".card_face", { hasText: text }) });
const linksOf = async (card) => plain(await card.locator(".card_link").allTextContents());
/** What stands under a card at rest, part by part. */
const foot = async (page, text) => plain([await atRest(page, text).locator(".card_foot").textContent()])[0].split(/ · |\n/);
const isThread = (part) => part.startsWith("fil « ");
const linkLines = async (page, text) => (await foot(page, text)).filter((part) => part.includes(" « ") && !isThread(part));
const openLines = (page) => linksOf(page.locator(".card_open"));
const threadsUnder = async (page, text) => (await foot(page, text)).filter(isThread).map((part) => part.slice(6, -2));
const verb = (page, name) => page.locator(".verbs").getByRole("button", { name });
const noteUndo = (page) => page.locator(".note").getByRole("button", { name: "Annuler" });
const undoGapMs = 600;

test("a link by mouse: found by a word, its verb in either direction, seen by another, undone and removed", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un besoin", "aller au marché");
  await addCard(bob, "Ajouter une solution", "une navette le samedi");
  await sameState(ana, bob);
  const gaps = async () => Number.parseInt(await ana.locator(".gaps").textContent(), 10);
  const missing = await gaps();

  await face(ana, "aller au marché").click();
  await button(ana, "Relier…").click();
  await ana.getByLabel("Chercher l’autre carte").fill("SAMEDI navette");
  assert.equal(await ana.locator("dialog [role=status]").textContent(), "1\u00a0carte");
  await button(ana, /^Solution ?une navette/).click();
  // There is more to say from the solution to the need.
  assert.deepEqual(await ana.locator(".verbs button").allTextContents(), ["répond à", "cause", "contredit"]);
  await button(ana, "Inverser le sens").click();
  assert.deepEqual(await ana.locator(".verbs button").allTextContents(), ["contredit", "complète"]);
  await button(ana, "Inverser le sens").click();
  const said = await watchSaid(ana);
  await ana.waitForTimeout(undoGapMs);
  await verb(ana, "« une navette le samedi » répond à « aller au marché »").click();
  assert.deepEqual(plain(await said()), ["Lien créé : « une navette le samedi » répond à « aller au marché »."]);
  assert.equal(await focusedText(ana), "Relier…"); // A3
  assert.equal(await gaps(), missing - 1);
  assert.deepEqual(await openLines(ana), ["a pour réponse « une navette le samedi »"]);
  await sameState(ana, bob);
  assert.deepEqual(await linkLines(bob, "une navette"), ["répond à « aller au marché »"]);

  // It cannot be made twice, and leads from one card to the other.
  await button(ana, "Relier…").click();
  await ana.getByLabel("Chercher l’autre carte").fill("samedi");
  await ana.keyboard.press("Enter");
  assert.equal(await ana.locator(".verbs button").first().getAttribute("aria-disabled"), "true");
  await ana.keyboard.press("Escape");
  assert.equal(await ana.locator("dialog").count(), 0);
  await face(bob, "une navette").click();
  await bob.locator(".card_open .card_link").click();
  assert.equal(await focusedText(bob), "aller au marché");
  await face(bob, "une navette").press("Enter");
  await tabTo(bob, "button", "répond à", 40);
  await bob.keyboard.press("Enter");
  assert.equal(await focusedText(bob), "aller au marché");

  await noteUndo(ana).click();
  await sameState(ana, bob);
  assert.deepEqual(await linkLines(bob, "une navette"), []);
  await button(ana, "Rétablir").first().click();
  await sameState(ana, bob);
  assert.deepEqual(await linkLines(bob, "une navette"), ["répond à « aller au marché »"]);

  // Anyone may take a link away; the focus stays in the card.
  await face(bob, "une navette").click();
  await button(bob, "Retirer le lien : répond à « aller au marché »").click();
  assert.equal(await focusedText(bob), "Relier…");
  await sameState(ana, bob);
  assert.deepEqual(await openLines(ana), []);
  assert.equal(await gaps(), missing);
  await assertSameEverywhere(browser, server, ana, bob);
});

test("[A1] a link by keyboard alone takes a word and a few keys, and Esc leaves it at any step", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter un frein", "pas de réseau au village");
  await addCard(page, "Ajouter un récit", "la visio qui coupe");
  const before = await sameState(page);
  await face(page, "pas de réseau").focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Relier…", 40);
  await page.keyboard.press("Enter");
  // Its part of the page may still be on the way.
  await page.getByLabel("Chercher l’autre carte").waitFor();
  await page.keyboard.type("visio");
  await page.keyboard.press("Enter");
  assert.match(await focusedText(page), /répond à/);
  await page.keyboard.press("Escape");
  assert.equal(await focusedText(page), "Relier…");
  assert.equal(await sameState(page), before);

  await page.keyboard.press("Enter");
  await page.keyboard.type("la");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type(" visio");
  await page.keyboard.press("ArrowDown");
  assert.match(await focusedText(page), /la visio qui coupe/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focusedText(page), "Relier…");
  assert.deepEqual(await openLines(page), ["est illustrée par « la visio qui coupe »"]);

  // On the board: arrows and Enter; Esc gives the focus back to the card.
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Choisir sur le tableau", 80);
  await page.keyboard.press("Enter");
  assert.equal(await focusedText(page), "pas de réseau au village");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".picking_bar").count(), 0);
  assert.equal(await focusedText(page), "pas de réseau au village");
  await assertSameEverywhere(browser, server, page);
});

test("[A1] a thread by keyboard alone: cards chosen, named, undone as one", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  await addCard(page, "Ajouter un récit", "un premier");
  await addCard(page, "Ajouter un récit", "un second");
  await face(page, "un premier").focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Fil commun…", 40);
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Choisir d’abord", 40);
  await page.keyboard.press("Enter");
  assert.equal(await focusedText(page), "un premier");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await tabTo(page, "button", "Fil commun…", 400);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Mettre 2 cartes" }).waitFor();
  await page.keyboard.press("Escape"); // leaves the dialog, not the choosing
  assert.equal(await page.locator(".card_picked").count(), 2);
  assert.equal(await focusedText(page), "Fil commun…");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const input = page.getByLabel("Nom du nouveau fil");
  assert.equal(await input.evaluate((element) => element.validationMessage), "Donnez d’abord un nom au fil.");
  await page.keyboard.type("les deux");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".picking_bar").count(), 0);
  assert.equal(await focusedText(page), "un premier");
  for (const text of ["un premier", "un second"]) assert.deepEqual(await threadsUnder(page, text), ["les deux"]);

  await page.keyboard.press("Control+z");
  for (const text of ["un premier", "un second"]) assert.deepEqual(await threadsUnder(page, text), []);
  assert.equal(await page.getByText("les deux", { exact: true }).count(), 0);
  await page.keyboard.press("Control+y");
  for (const text of ["un premier", "un second"]) assert.deepEqual(await threadsUnder(page, text), ["les deux"]);
  await assertSameEverywhere(browser, server, page);
});

test("[A4] a link and a thread by single taps on a phone, across columns", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await join(browser, server.links.participant, phone);
  const tab = (at) => page.locator(".column_tabs button").nth(at).tap();
  await addCard(page, "Ajouter une crainte", "être dépassé");
  await tab(4);
  await addCard(page, "Ajouter une solution", "apprendre ensemble");
  await tab(0);

  await face(page, "être dépassé").tap();
  await button(page, "Relier…").tap();
  // The keyboard waits until the field is touched.
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
  await button(page, "Choisir sur le tableau").tap();
  await tab(4);
  await face(page, "apprendre ensemble").tap();
  await button(page, "Inverser le sens").tap();
  await verb(page, /répond à/).tap();
  assert.equal(await page.locator(".column.current").getAttribute("data-kind"), "1");
  await tab(4);
  assert.deepEqual(await linkLines(page, "apprendre ensemble"), ["répond à « être dépassé »"]);

  await face(page, "apprendre ensemble").tap();
  await button(page, "Fil commun…").tap();
  await button(page, "Choisir d’abord").tap();
  await tab(0);
  await face(page, "être dépassé").tap();
  await button(page, "Fil commun…").tap();
  await page.getByLabel("Nom du nouveau fil").fill("se former");
  await button(page, "Créer le fil").tap();
  assert.deepEqual(await threadsUnder(page, "être dépassé"), ["se former"]);
  await noteUndo(page).tap();
  assert.deepEqual(await threadsUnder(page, "être dépassé"), []);

  // The link on the open card leads to the other column.
  await tab(4);
  await face(page, "apprendre ensemble").tap();
  await page.locator(".card_open .card_link").tap();
  assert.equal(await page.locator(".column.current").getAttribute("data-kind"), "1");
  await assertSameEverywhere(browser, server, page);
});

test("threads are listed, renamed, left, united and dissolved; undo takes back only one's own", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  const threadOf = (page, name) => page.locator(".thread", { has: page.getByRole("heading", { name }) });
  const sizeOf = (page, name) => threadOf(page, name).locator("h2 small").textContent();
  for (const text of ["vélo", "trottoir", "tramway"]) await addCard(ana, "Ajouter un besoin", text);
  await sameState(ana, bob);
  const gather = async (page, name, ...texts) => {
    for (const text of texts) await face(page, text).click({ modifiers: ["Control"] });
    await button(page, "Fil commun…").click();
    await page.getByLabel("Nom du nouveau fil").fill(name);
    await button(page, "Créer le fil").click();
    await page.waitForTimeout(undoGapMs);
  };
  await gather(ana, "mobilite", "vélo", "trottoir");
  await gather(bob, "rails", "tramway", "vélo");
  await sameState(ana, bob);
  assert.deepEqual((await threadsUnder(ana, "vélo")).sort(), ["mobilite", "rails"]);
  for (const page of [ana, bob]) await page.locator(".threads summary").click();
  assert.equal(await sizeOf(ana, "rails"), "2\u00a0cartes");

  await button(ana, "Renommer le fil « mobilite »").click();
  await ana.waitForTimeout(50);
  await ana.keyboard.type("mobilité");
  await ana.keyboard.press("Enter");
  assert.equal(await focusedText(ana), "Renommer");
  await sameState(ana, bob);
  await button(bob, "Voir les cartes du fil « mobilité »").click();
  await threadOf(bob, "mobilité").locator(".choice", { hasText: "trottoir" }).click();
  assert.equal(await focusedText(bob), "trottoir");

  await ana.waitForTimeout(undoGapMs);
  await button(ana, "Réunir avec… (fil « mobilité »)").click();
  await button(ana, "Tout mettre dans « rails »").click();
  await sameState(ana, bob);
  for (const page of [ana, bob]) {
    assert.equal(await sizeOf(page, "rails"), "3\u00a0cartes");
    assert.equal(await threadOf(page, "mobilité").count(), 0);
    assert.deepEqual(await threadsUnder(page, "trottoir"), ["rails"]);
  }
  // One gesture, so one undo; what bob did meanwhile stays.
  await addCard(bob, "Ajouter un besoin", "un siège à l’ombre");
  await face(bob, "un siège à l’ombre").click();
  await button(bob, "Fil commun…").click();
  await button(bob, /^rails/).click();
  assert.equal(await focusedText(bob), "Fil commun…");
  await sameState(ana, bob);
  await button(ana, "Annuler").first().click();
  await sameState(ana, bob);
  for (const page of [ana, bob]) {
    assert.equal(await sizeOf(page, "mobilité"), "2\u00a0cartes");
    assert.equal(await sizeOf(page, "rails"), "3\u00a0cartes");
    assert.deepEqual(await threadsUnder(page, "trottoir"), ["mobilité"]);
  }

  await button(bob, "Sortir du fil « rails »").click();
  await button(bob, "Terminé").click();
  await sameState(ana, bob);
  assert.deepEqual(await threadsUnder(ana, "un siège à l’ombre"), []);
  await button(ana, "Défaire le fil « mobilité »").click();
  await sameState(ana, bob);
  assert.deepEqual(await threadsUnder(bob, "trottoir"), []);
  await noteUndo(ana).click();
  await sameState(ana, bob);
  assert.deepEqual(await threadsUnder(bob, "trottoir"), ["mobilité"]);
  await assertSameEverywhere(browser, server, ana, bob);
});

test("a synthesis shows the links and threads of its originals, and readers see all of it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant);
  const reader = await join(browser, server.links.observer);
  await addCard(page, "Ajouter un besoin", "plus de bus");
  await addCard(page, "Ajouter une solution", "un bus le soir");
  await face(page, "un bus le soir").click();
  await button(page, "Relier…").click();
  await page.getByLabel("Chercher l’autre carte").fill("plus de bus");
  await page.keyboard.press("Enter");
  await verb(page, /répond à/).click();
  await button(page, "Fil commun…").click();
  await button(page, /^Définir les besoins/).click();
  await button(page, "Retravailler…").click();
  await button(page, "Reformuler").click();
  await page.getByLabel("Nouvelle formulation").fill("des navettes le soir");
  await button(page, "Reformuler").click();
  await sameState(page, reader);
  for (const one of [page, reader]) {
    const lines = one === reader ? await linksOf(atRest(one, "des navettes le soir")) : await linkLines(one, "des navettes le soir");
    assert.deepEqual(lines, ["répond à « plus de bus »"]);
    assert.equal((await threadsUnder(one, "des navettes le soir")).length, 1);
  }
  await reader.locator(".threads summary").click();
  assert.equal(await reader.locator(".thread_actions button:not([data-part=cards])").count(), 0);
  await atRest(reader, "des navettes le soir").locator(".card_link").click();
  await reader.locator(".card_reached", { hasText: "plus de bus" }).waitFor();
  assert.match(await reader.locator(".gaps").textContent(), /sans solution/);

  // Removed on the synthesis, it is gone from the original too.
  await face(page, "des navettes le soir").click();
  await button(page, /^Retirer le lien/).click();
  await sameState(page, reader);
  assert.deepEqual(await linksOf(atRest(reader, "des navettes le soir")), []);
  await assertSameEverywhere(browser, server, page);
});

test("a phase without links and threads offers neither, and still shows what is tied", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const page = await join(browser, server.links.participant);
  const remote = (name) => animator.locator(".remote").getByRole("button", { name });
  await remote(/^Commencer/).click();
  await page.locator(".phase_now").waitFor();
  for (const [one, offered] of [
    [page, 0],
    [animator, 1],
  ]) {
    await face(one, "Partir de ce que vit").click();
    for (const name of ["Relier…", "Fil commun…"]) assert.equal(await button(one, name).count(), offered, name);
    const ways = one.locator(".card_open .tie_out");
    assert.equal((await ways.count()) > 0, offered > 0);
    assert.ok((await openLines(one)).length > 0);
    await one.locator(".threads summary").click();
    await one.locator(".thread_actions").first().waitFor(); // rows come once the browser has told of the opening
    assert.equal((await button(one, /^Renommer le fil/).count()) > 0, offered > 0);
  }
});

test("[A2, A3] where columns are threads a card goes from one to another by mouse and by menu, as one gesture", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant, { viewport: { width: 1280, height: 900 } });
  const bob = await join(browser, server.links.participant);
  await ana.getByLabel("Grouper").selectOption("Par fil commun");
  const columns = ana.locator(".column[data-group]");
  await columns.first().locator(".card").first().waitFor();
  const [from, to] = [columns.nth(0), columns.nth(1)];
  const card = from.locator(".card").first();
  const text = await card.locator(".card_face").textContent();
  const counts = () => ana.locator(".column[data-group] .count").allTextContents();
  const before = await counts();
  const inside = (column) => column.locator(".card", { has: ana.locator(".card_face", { hasText: text }) });
  const name = plain([await to.locator("h2").textContent()])[0].replace(/\s*\d+$/, "").trim();

  await card.dragTo(to.locator(".column_title"));
  await inside(to).waitFor();
  const [one, two] = before.map(Number);
  assert.deepEqual((await counts()).slice(0, 2).map(Number), [one - 1, two + 1]);
  assert.equal(await inside(from).count(), 0);
  await sameState(ana, bob);
  assert.ok((await threadsUnder(bob, text)).some((thread) => name.startsWith(thread.replace(/…$/, ""))), name);
  await noteUndo(ana).click();
  await inside(from).waitFor();
  assert.deepEqual(await counts(), before);

  // Dropped where it was, or outside: nothing happens.
  await sameState(ana, bob); // the undo is kept
  const pending = await ana.locator("main").getAttribute("data-position");
  await inside(from).dragTo(from.locator(".column_title"));
  await inside(from).dragTo(ana.locator("h1"));
  await sameState(ana, bob);
  assert.equal(await ana.locator("main").getAttribute("data-position"), pending);

  await inside(from).locator(".card_face").click();
  await button(ana, "Déplacer vers…").click();
  await ana.getByRole("dialog").getByRole("button", { name: /^fil/ }).first().click();
  await inside(to).waitFor();
  assert.equal(await focusedText(ana), text);
  await inside(to).locator(".card_face").click();
  await button(ana, "Déplacer vers…").click();
  await button(ana, "Dans aucun fil").click();
  await inside(ana.locator('.column[data-group=""]')).waitFor();
  assert.equal(await focusedText(ana), text);
  await assertSameEverywhere(browser, server, ana, bob);
});
