// What facilitators do to keep a board readable: approve, refuse with a reason, put aside, pin, lock a column, ask for another wording.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, answerDoor, assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, testLink, useShow } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

function remote(page, name) {
  return page.locator(".remote").getByRole("button", { name });
}

async function openCard(page, text) {
  await cardWith(page, text).locator(".card_face").first().click();
}

const show = {
  format: "atelier-run-of-show/1",
  title: "Avec accord",
  phases: [
    { title: "Écrire", may: ["fear", "need", "edit_own", "vote"], sees: "approved" },
    { title: "Lire", may: ["fear"] },
  ],
};

test("a new card waits for a facilitator, who shows it to all or says to its author why not [F5]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant, phone);
  await useShow(animator, show);
  await ana.getByText("L’animation lit chaque nouvelle carte").waitFor();
  const bob = await openPage(await browser.newContext({ locale: "fr-FR" }));
  const parts = [];
  bob.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => parts.push(Buffer.from(payload))));
  await bob.goto(testLink(server.links.participant));
  await answerDoor(bob);
  await live(bob);

  await addCard(ana, "Ajouter une crainte", "PLANTED-bonne");
  await addCard(ana, "Ajouter une crainte", "PLANTED-vague");
  await animator.getByRole("heading", { name: "2 cartes attendent votre accord" }).waitFor();
  await bob.locator("[data-kind='1'] .silhouettes", { hasText: "2 cartes" }).waitFor();
  await animator.getByRole("button", { name: "Refuser « PLANTED-vague »" }).click();
  await animator.getByLabel("Pourquoi ? L’auteur le lira.").fill("RAISON-trop vague");
  await animator.getByRole("button", { name: "Refuser", exact: true }).click();
  await ana.getByText("Vos cartes mises de côté (1)").tap();
  await ana.getByText("Raison : RAISON-trop vague").waitFor();
  await animator.getByRole("heading", { name: "1 carte attend votre accord" }).waitFor();
  assert.equal(Buffer.concat(parts).includes("PLANTED"), false);
  await animator.getByRole("button", { name: "Accepter « PLANTED-bonne »" }).click();
  await cardWith(bob, "PLANTED-bonne").waitFor();
  await animator.getByRole("heading", { name: "Aucune carte n’attend" }).waitFor();
  assert.equal(Buffer.concat(parts).includes("PLANTED-vague"), false);
  assert.equal(Buffer.concat(parts).includes("RAISON"), false);

  // What was refused stays aside when the phase is over.
  await remote(animator, /^Suivante/).click();
  await bob.locator(".phase_now h2", { hasText: "Lire" }).waitFor();
  await sameState(ana, bob, animator);
  assert.equal(await bob.getByText("PLANTED-vague").count(), 0);
  await animator.getByText("Cartes mises de côté (1)").click();
  await animator.getByRole("button", { name: /^Remettre dans la colonne/ }).click();
  await cardWith(bob, "PLANTED-vague").waitFor();
  await assertSameEverywhere(browser, server, ana, animator);
});

test("a card is put aside and comes back, is pinned above the others, and its author is asked for another wording [F5, F10]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un besoin", "du café");
  await cardWith(animator, "du café").waitFor();
  await openCard(animator, "du café");
  await animator.getByRole("button", { name: "Épingler en haut" }).click();
  await bob.locator("[data-kind='3'] .card").first().getByText("du café").waitFor();
  await cardWith(bob, "du café").getByText("épinglée").waitFor();

  await animator.getByRole("button", { name: "Demander à reformuler…" }).click();
  await animator.getByLabel("Votre demande, que l’auteur lira").fill("Du café pour qui ?");
  await animator.getByRole("button", { name: "Envoyer" }).click();
  await cardWith(ana, "du café").getByText("Du café pour qui ?").waitFor();
  assert.equal(await bob.getByText("Du café pour qui ?").count(), 0);
  await animator.getByRole("button", { name: "Retirer la demande" }).click();
  await ana.getByText("Du café pour qui ?").waitFor({ state: "detached" });

  await animator.getByRole("button", { name: "Mettre de côté" }).click();
  await cardWith(bob, "du café").waitFor({ state: "detached" });
  assert.equal(await bob.locator(".parked").count(), 0);
  await animator.getByText("Cartes mises de côté (1)").click();
  await animator.getByRole("button", { name: /^Remettre dans la colonne/ }).click();
  await cardWith(bob, "du café").waitFor();
  await assertSameEverywhere(browser, server, ana, bob, animator);
});

test("a column is locked to participants, the others stay open [F10]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await animator.getByRole("button", { name: "Verrouiller la colonne Craintes" }).click();
  await ana.getByText("Colonne verrouillée.").waitFor();
  assert.equal(await ana.getByLabel("Ajouter une crainte").count(), 0);
  assert.equal(await ana.getByLabel("Ajouter un frein").count(), 1);
  await openCard(ana, "Que les données fournies");
  await ana.getByText("ne peut pas être changée").waitFor();
  assert.equal(await ana.getByRole("button", { name: "Déplacer vers…" }).count(), 0);
  await remote(animator, "Verrouiller le tableau").click();
  await remote(animator, "Ouvrir le tableau").click();
  await ana.getByText("Colonne verrouillée.").waitFor();
  await animator.getByRole("button", { name: "Déverrouiller la colonne Craintes" }).click();
  await ana.getByLabel("Ajouter une crainte").waitFor();
  assert.equal(await ana.getByText("Colonne verrouillée.").count(), 0);
  await assertSameEverywhere(browser, server, ana, animator);
});
