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
