// Two people in one card, and two people apart: everything that was typed is there, everywhere the same.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

test("two people type in one card at once, and neither loses a character, the caret or the focus", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);

  await addCard(ana, "Ajouter un besoin", "le milieu");
  await sameState(ana, bob);
  await cardWith(ana, "le milieu").locator(".card_face").click();
  await cardWith(bob, "le milieu").locator(".card_face").click();
  await bob.keyboard.press("Control+Home");
  await Promise.all([
    ana.keyboard.type(" puis la fin, par Ana : là-bas, où ?", { delay: 25 }),
    bob.keyboard.type("Le début de Bob, 👩‍🌾 compris, avant ", { delay: 25 }),
  ]);
  await sameState(ana, bob);

  const text = "Le début de Bob, 👩‍🌾 compris, avant le milieu puis la fin, par Ana : là-bas, où ?";
  for (const page of [ana, bob]) {
    const area = page.getByLabel("Texte de la carte");
    assert.equal(await area.inputValue(), text);
    assert.equal(await area.evaluate((element) => element === document.activeElement), true);
  }
  const caretOf = (page) => page.getByLabel("Texte de la carte").evaluate((element) => element.selectionStart);
  assert.equal(await caretOf(ana), text.length);
  assert.equal(await caretOf(bob), "Le début de Bob, 👩‍🌾 compris, avant ".length);
  await assertSameEverywhere(browser, server, ana, bob);
});

test("[A7] moves and removals by others never take the card away from who types in it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);

  await addCard(ana, "Ajouter un besoin", "sous la main");
  await sameState(ana, bob);
  await cardWith(ana, "sous la main").locator(".card_face").click();
  await ana.keyboard.type(" : un");
  await cardWith(bob, "sous la main").locator(".card_face").click();
  await bob.getByRole("button", { name: "Déplacer vers…" }).click();
  await bob.getByRole("button", { name: "Solutions, à la fin" }).click();
  await ana.keyboard.type(" deux");
  await cardWith(bob, "sous la main").locator(".card_face").click();
  await bob.getByRole("button", { name: "Retirer" }).click();
  await ana.getByText("Quelqu’un vient de retirer cette carte").waitFor();
  await ana.keyboard.type(" trois");
  await sameState(ana, bob);

  assert.equal(await ana.getByLabel("Texte de la carte").inputValue(), "sous la main : un deux trois");
  await ana.getByRole("button", { name: "Remettre" }).click();
  await ana.keyboard.press("Escape");
  await bob.locator("[data-kind='5'] .card", { hasText: "sous la main : un deux trois" }).waitFor();
  await assertSameEverywhere(browser, server, ana, bob);
});

test("two people work offline, come back, and both find everything", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un frein", "écrite ensemble");
  await sameState(ana, bob);

  await Promise.all([ana.context().setOffline(true), bob.context().setOffline(true)]);
  await addCard(ana, "Ajouter une crainte", "seule, Ana un");
  await addCard(ana, "Ajouter une crainte", "seule, Ana deux");
  await addCard(ana, "Ajouter un récit", "seule, Ana trois");
  await cardWith(bob, "écrite ensemble").locator(".card_face").click();
  await bob.keyboard.type(", puis par Bob");
  await bob.keyboard.press("Escape");
  await addCard(bob, "Ajouter une solution", "seul, Bob");

  await ana.locator(".banner", { hasText: "Hors ligne : 3\u00a0cartes en attente" }).waitFor();
  await bob.locator(".banner", { hasText: "Hors ligne : 2\u00a0cartes en attente" }).waitFor();
  await cardWith(ana, "Ana deux").getByText("sur cet appareil").waitFor();

  await Promise.all([ana.context().setOffline(false), bob.context().setOffline(false)]);
  await sameState(ana, bob);
  for (const page of [ana, bob]) {
    for (const text of ["Ana un", "Ana deux", "Ana trois", "écrite ensemble, puis par Bob", "seul, Bob"]) {
      assert.equal(await cardWith(page, text).getByText("gardée").count(), 1, text);
    }
    assert.equal(await page.locator(".banner").count(), 0);
  }
  await assertSameEverywhere(browser, server, ana, bob);
});

test("[A10, A11] a view stands still while forty people work, and a screen reader hears of them by the ten seconds", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const [still, told, quiet] = [
    await join(browser, server.links.participant, { viewport: { width: 1440, height: 900 } }),
    await join(browser, server.links.participant, { viewport: { width: 1440, height: 900 } }),
    await join(browser, server.links.participant),
  ];
  for (const page of [still, told]) await page.getByRole("button", { name: "Suivi…" }).click();
  await told.getByLabel("Les annoncer au lecteur d’écran").selectOption("all");
  await still.getByRole("button", { name: "Figer l’affichage" }).click();
  await still.evaluate(() => {
    window.moved = 0;
    const columns = document.querySelector(".columns");
    const watcher = new MutationObserver((changes) => {
      window.moved += changes.length;
    });
    watcher.observe(columns, { childList: true, subtree: true, characterData: true, attributes: true });
  });
  for (const page of [told, quiet]) {
    await page.evaluate(() => {
      window.heard = [];
      for (const log of document.querySelectorAll("[role=log]"))
        new MutationObserver(() => window.heard.push(log.textContent)).observe(log, { childList: true, subtree: true });
    });
  }

  const position = async () => Number((await still.locator("main").getAttribute("data-position")) ?? 0);
  const from = await position();
  const crowd = server.rehearse(t, 40, 1);
  const began = Date.now();
  await still.locator(`.frozen:has-text("changé depuis")`).waitFor();
  while ((await position()) < from + 200) await still.waitForTimeout(200);
  assert.equal(await still.evaluate(() => window.moved), 0);
  assert.match(await still.locator(".frozen").textContent(), /\d+ éléments ont changé depuis/);

  // One's own work goes on, and shows.
  await addCard(still, "Ajouter un besoin", "écrite pendant ce temps");
  await cardWith(still, "écrite pendant ce temps").waitFor();
  await still.locator("main[data-pending='0']").waitFor();
  await cardWith(told, "écrite pendant ce temps").waitFor({ state: "attached" });
  assert.equal(await cardWith(still, "Répétition").count(), 0);

  while (Date.now() - began < 13_000) await told.waitForTimeout(200);
  const heard = await told.evaluate(() => window.heard);
  const seconds = (Date.now() - began) / 1000;
  assert.ok(heard.length >= 1 && heard.length <= 1 + seconds / 10, `${heard.length} in ${seconds} s`);
  for (const one of heard) assert.match(one, /^Les autres\u00a0: .*carte/);
  assert.equal(await quiet.locator("[role=log]").count(), 0);

  await crowd.end();
  await still.getByRole("button", { name: "Reprendre" }).click();
  await cardWith(still, "Répétition").first().waitFor();
  await assertSameEverywhere(browser, server, still, told, quiet);
});
