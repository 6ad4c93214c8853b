// The door: whom one speaks for in three taps, and a code that brings a person back on another phone.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { locale: "fr-FR", viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

async function atTheDoor(browser, link) {
  const page = await openPage(await browser.newContext(phone));
  await page.goto(testLink(link));
  await page.getByRole("button", { name: "Rejoindre" }).waitFor();
  return page;
}

async function typeCode(page, code) {
  await page.getByText("J’ai un code").tap();
  await page.getByLabel("Votre code, trois mots").fill(code);
  await page.getByRole("button", { name: "Reprendre ma place" }).tap();
}

async function codeOf(page) {
  return page.locator(".code_note .code").textContent();
}

test("three taps, nothing to type: a kind, an organisation of that kind, in [A24]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await atTheDoor(browser, server.links.participant);
  await ana.getByRole("button", { name: "d’une entreprise" }).tap();
  const choices = ana.locator(".organisations button");
  await choices.first().waitFor();
  assert.equal(await choices.filter({ hasText: "Caux Seine Agglo" }).count(), 0);
  await ana.getByRole("button", { name: "d’une collectivité" }).tap();
  await choices.filter({ hasText: "Caux Seine Agglo" }).tap();
  await ana.getByRole("button", { name: "Rejoindre" }).tap();
  await live(ana);
  await ana.getByText("Vous écrivez pour Caux Seine Agglo").waitFor();

  // What one person says of itself the next finds under its kind.
  const bob = await atTheDoor(browser, server.links.participant);
  await bob.getByRole("button", { name: "d’ailleurs" }).tap();
  await bob.locator("#join_organisation").fill("Les Amis du Port");
  await bob.getByRole("button", { name: "Rejoindre" }).tap();
  await live(bob);
  await addCard(bob, "Ajouter une crainte", "celle de Bob");
  await cardWith(ana, "celle de Bob").getByText("Les Amis du Port").waitFor();
  const cleo = await atTheDoor(browser, server.links.participant);
  await cleo.getByRole("button", { name: "d’ailleurs" }).tap();
  await cleo.locator(".organisations button", { hasText: "Les Amis du Port" }).tap();
  assert.equal(await cleo.locator("#join_organisation").inputValue(), "Les Amis du Port");
  for (const page of [ana, bob, cleo]) assert.deepEqual(page.trouble, []);
});

test("a code brings a person back on another phone: its cards, its votes, its rights [A24]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.facilitator, { ...phone, organisation: "Ville d’Ana" });
  const code = await codeOf(ana);
  assert.match(code, /^[a-z]+-[a-z]+-[a-z]+-\d\d$/);
  await ana.getByRole("button", { name: /^Besoins/ }).tap();
  await addCard(ana, "Ajouter un besoin", "le besoin d’Ana");
  await cardWith(ana, "le besoin d’Ana").locator(".card_face").tap();
  await ana.getByRole("button", { name: "Pour", exact: true }).tap();
  await ana.getByRole("button", { name: "Terminé" }).tap();
  await ana.getByRole("button", { name: "C’est noté" }).tap();
  assert.equal(await ana.locator(".code_note").count(), 0);
  await ana.getByRole("button", { name: "Mon code" }).tap();
  assert.equal(await codeOf(ana), code);
  await ana.reload();
  await live(ana);
  assert.equal(await ana.locator(".code_note").count(), 0);
  await sameState(ana);

  // By the participants' link, typed as people type.
  const other = await atTheDoor(browser, server.links.participant);
  await typeCode(other, ` ${code.toUpperCase().replaceAll("-", " ").replace("E", "é")} `);
  await live(other);
  await other.getByText("Vous écrivez pour Ville d’Ana").waitFor();
  await other.locator(".remote").waitFor();
  await ana.locator(".banner", { hasText: "ouvert ailleurs" }).waitFor();
  await other.getByRole("button", { name: /^Besoins/ }).tap();
  await cardWith(other, "le besoin d’Ana").locator(".card_face").tap();
  await other.locator(".votes [aria-pressed=true]", { hasText: "Pour" }).waitFor();
  await other.getByRole("button", { name: "Terminé" }).tap();
  await other.getByRole("button", { name: "Mon code" }).tap();
  assert.equal((await codeOf(other)).trim().length > 0, true);
  await addCard(other, "Ajouter un besoin", "un autre, de l’autre téléphone");
  assert.deepEqual(other.trouble, []);
  await assertSameEverywhere(browser, server, other);
});

test("a code that is none is said to be none, and nothing is lost by it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await atTheDoor(browser, server.links.participant);
  await typeCode(ana, "pomme-cerf-nuage-42");
  await ana.getByText("Ce code n’ouvre pas de place").waitFor();
  assert.equal(await ana.evaluate(() => document.activeElement.id), "join_code");
  assert.equal(await ana.evaluate(() => localStorage.length), 0);
  await ana.getByRole("button", { name: "Rejoindre" }).tap();
  await live(ana);
  await codeOf(ana);
  assert.deepEqual(ana.trouble, []);
});
