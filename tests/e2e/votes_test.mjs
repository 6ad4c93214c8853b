// Voting on cards: each person once on each, hidden while the phase hides, exact when everybody sees the result.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState, useShow } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

function choice(page, text, name) {
  return cardWith(page, text).locator(".votes").getByRole("button", { name });
}

async function pressed(page, text, name) {
  await cardWith(page, text).locator(".votes [aria-pressed=true]", { hasText: name }).waitFor();
}

/** What stands at the foot of the card, with plain spaces. */
async function foot(page, text, said) {
  await cardWith(page, text)
    .locator(".card_foot", { hasText: new RegExp(said.replaceAll(" ", "\\s")) })
    .waitFor();
}

test("votes are one for each person, changed and taken back, secret until the phase that shows them [G7]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await addCard(ana, "Ajouter une crainte", "à départager");
  await sameState(ana, bob, animator);
  assert.equal(await ana.locator(".votes").count(), 0);

  await animator.locator(".remote").getByRole("button", { name: "Déroulé…" }).click();
  await animator.getByRole("button", { name: /Voter : ce que/ }).click();
  await animator.getByRole("button", { name: "Fermer" }).click();
  await choice(ana, "à départager", "Pour").click();
  await choice(bob, "à départager", "Contre").tap();
  await choice(bob, "à départager", "Pour").tap();
  await pressed(bob, "à départager", "Pour");
  assert.equal(await choice(bob, "à départager", "Contre").getAttribute("aria-pressed"), "false");

  // By keyboard: taken back, and given anew.
  await choice(ana, "à départager", "Pour").focus();
  await ana.keyboard.press("Enter");
  assert.equal(await cardWith(ana, "à départager").locator(".votes [aria-pressed=true]").count(), 0);
  await ana.keyboard.press("Tab");
  await ana.keyboard.press("Enter");
  await pressed(ana, "à départager", "Sans avis");
  // Nobody is told what the others say, facilitators neither.
  await sameState(ana, bob, animator);
  for (const page of [ana, bob, animator]) assert.equal(await cardWith(page, "à départager").getByText("pour,").count(), 0);
  await animator.getByText(/^2\spersonnes ont voté$/).waitFor();

  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  for (const page of [ana, bob, animator])
    await cardWith(page, "à départager").getByText("1 pour, 0 contre, 1 sans avis").waitFor();
  assert.equal(await ana.locator(".votes").count(), 0);
  await assertSameEverywhere(browser, server, ana, bob, animator);
});

test("dots keep to a budget, agreement has four degrees, the room's hands are counted apart [G7] [G10]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await addCard(ana, "Ajouter une crainte", "le bus du soir");
  await addCard(ana, "Ajouter une crainte", "la piste cyclable");
  await sameState(ana, bob, animator);
  await useShow(animator, {
    format: "atelier-run-of-show/1",
    title: "Votes",
    phases: [
      { title: "Gommettes", may: ["vote"], vote: "dots", dots: 2 },
      { title: "Accord", may: ["vote"], vote: "scale", sees: "own" },
      { title: "Porter", may: ["vote"], vote: "carry" },
    ],
  });
  const next = animator.locator(".remote").getByRole("button", { name: /^Suivante/ });
  const more = (text) => choice(ana, text, "Poser une gommette de plus");
  await ana.getByText("Il vous reste 2 gommettes.").waitFor();
  await more("le bus du soir").click();
  await more("le bus du soir").click();
  await ana.getByText("Vous avez posé toutes vos gommettes.").waitFor();
  assert.equal(await more("la piste cyclable").getAttribute("aria-disabled"), "true");
  await more("la piste cyclable").focus(); // a count that comes in between would move it from under the pointer
  await ana.keyboard.press("Enter");
  await choice(ana, "le bus du soir", "Reprendre une gommette").click();
  await more("la piste cyclable").click();
  await choice(bob, "la piste cyclable", "Poser une gommette de plus").tap();
  await foot(animator, "la piste cyclable", "2 gommettes de 2 personnes");
  await foot(bob, "le bus du soir", "1 gommette de 1 personne");

  await next.click();
  await choice(ana, "le bus du soir", "Tout à fait d’accord").click();
  await choice(bob, "le bus du soir", "Plutôt pas d’accord").tap();
  await pressed(bob, "le bus du soir", "Plutôt pas d’accord");
  await sameState(ana, bob, animator);
  assert.equal(await animator.locator(".card_foot", { hasText: "tout à fait" }).count(), 0);

  await next.click();
  await foot(ana, "le bus du soir", "d’accord : tout à fait 1, plutôt 0, plutôt pas 1, pas du tout 0");
  await choice(ana, "le bus du soir", "Je peux porter").click();
  await foot(bob, "le bus du soir", "1 personne peut porter");
  await cardWith(animator, "le bus du soir").locator(".card_face").click();
  await animator.getByRole("button", { name: "Votes de la salle" }).click();
  await animator.getByLabel("Personnes qui peuvent porter").fill("12");
  await animator.keyboard.press("Enter");
  await animator.locator(".vote_results", { hasText: /salle\s: 12\spersonnes peuvent porter/ }).waitFor();
  await animator.keyboard.press("Escape");
  await foot(bob, "le bus du soir", "salle : 12 personnes peuvent porter");
  await foot(bob, "le bus du soir", "1 personne peut porter");

  // Who voted what is erased; the counts stay, and the votes that were over are closed.
  await animator.getByText("Effacer qui a écrit ou voté…").click();
  const erase = animator.locator(".raise").getByRole("button", { name: "Effacer les bulletins" });
  await erase.click();
  await erase.click();
  await animator.getByText("Les bulletins sont effacés, les comptes restent.").waitFor();
  await pressed(ana, "le bus du soir", "Je peux porter"); // that vote is on
  await foot(bob, "le bus du soir", "d’accord : tout à fait 1, plutôt 0, plutôt pas 1, pas du tout 0");
  await foot(ana, "la piste cyclable", "2 gommettes de 2 personnes");
  for (const title of ["Accord", "Gommettes"]) {
    await animator.locator(".remote").getByRole("button", { name: "Étape précédente" }).click();
    await ana.locator(".phase_bar").getByRole("heading", { name: title }).waitFor();
    await ana.getByText("Ce vote est clos").waitFor();
  }
  await cardWith(ana, "le bus du soir").locator(".votes").waitFor({ state: "detached" });
  await foot(ana, "le bus du soir", "d’accord : tout à fait 1, plutôt 0, plutôt pas 1, pas du tout 0");
  await assertSameEverywhere(browser, server, ana, bob, animator);
});
