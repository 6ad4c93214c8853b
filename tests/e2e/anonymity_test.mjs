// A card that nothing ties to its author: promised under the input, written on a phone without a network, corrected, read by others;
// and authorship that is taken away from what was written before.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState, useShow } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const organisation = "Ville-de-Nulle-Part";
const show = {
  format: "atelier-run-of-show/1",
  title: "Sans nom",
  phases: [
    { title: "Craintes", may: ["fear", "edit_own"], anonymity: "nothing" },
    { title: "Pour soi", may: ["fear", "edit_own"], anonymity: "nothing", sees: "own" },
    { title: "Lire", may: [] },
  ],
};
const nothing = "Rien ne relie cette carte à vous, pas même pour l’animateur";
const promise = (page) => page.locator(".column.current .promise");
const mine = (page, text) => page.locator(".column.current .lone li", { hasText: text });

test("[J5] a phone writes without an author, also without a network, and corrects it; others read it", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const bob = await join(browser, server.links.participant);
  const ana = await join(browser, server.links.participant, { organisation, ...phone });
  assert.equal(await promise(ana).textContent(), "Seule votre organisation est visible");
  await addCard(ana, "Ajouter une crainte", "Signée");
  await cardWith(bob, "Signée").getByText(organisation).waitFor();
  await useShow(animator, show);
  await promise(ana).filter({ hasText: nothing }).waitFor();
  assert.ok(await ana.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the phone");

  const asked = [];
  ana.on("request", (request) => request.url().endsWith("/anonymous-cards") && asked.push(request.headers()));
  await ana.context().setOffline(true);
  await ana.getByLabel("Ajouter une crainte").fill("Peur de le dire");
  await ana.locator(".column.current .write_box button").tap();
  await mine(ana, "Peur de le dire").getByText("sur cet appareil").waitFor();
  assert.equal(await ana.getByLabel("Ajouter une crainte").inputValue(), "");
  assert.equal(await cardWith(bob, "Peur de le dire").count(), 0);
  await ana.context().setOffline(false);
  await cardWith(bob, "Peur de le dire").waitFor();
  await mine(ana, "Peur de le dire").getByText("gardée").waitFor();
  assert.equal(await cardWith(bob, "Peur de le dire").getByText(organisation).count(), 0);
  assert.ok(asked.length > 0 && asked.every((headers) => headers["atelier-actor"] === undefined && headers.cookie === undefined));

  await ana.reload();
  await mine(ana, "Peur de le dire").getByRole("button", { name: /^Corriger/ }).tap();
  await ana.locator(".lone textarea").fill("Peur de me taire");
  await ana.getByRole("button", { name: "Garder" }).tap();
  await cardWith(bob, "Peur de me taire").waitFor();

  // Behind a curtain the board has nothing of it for its author; the device has.
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await ana.getByText("Pour soi").first().waitFor();
  await ana.getByLabel("Ajouter une crainte").fill("Encore une");
  await ana.locator(".column.current .write_box button").tap();
  await mine(ana, "Encore une").getByText("gardée").waitFor();
  await bob.locator("[data-kind='1'] .silhouettes", { hasText: "1 carte" }).waitFor();
  assert.equal(await ana.locator("[data-kind='1'] .silhouettes").count(), 0);
  // What a facilitator asks of a card that nobody can be named for reaches its author's device alone.
  await cardWith(animator, "Encore une").locator(".card_face").click();
  await animator.getByRole("button", { name: "Demander à reformuler…" }).click();
  await animator.getByLabel("Votre demande, que l’auteur lira sur sa carte").fill("Peux-tu dire autrement ?");
  await animator.getByRole("button", { name: "Envoyer", exact: true }).click();
  await animator.locator("main[data-pending='0']").waitFor();
  await ana.reload();
  await mine(ana, "Encore une").getByText("les autres ne la voient pas encore").waitFor();
  await mine(ana, "Encore une").getByText("Peux-tu dire autrement ?").waitFor();
  await mine(ana, "Peur de me taire").getByRole("button", { name: /^Retirer/ }).tap();
  await mine(ana, "Peur de me taire").waitFor({ state: "detached" });

  // What was signed before loses what it said of its author.
  await animator.getByText("Effacer qui a écrit ou voté…").click();
  const erase = animator.locator(".raise").getByRole("button", { name: "Ne rien garder" });
  await erase.click();
  await erase.click();
  await cardWith(bob, "Signée").getByText(organisation).waitFor({ state: "detached" });
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await cardWith(bob, "Encore une").waitFor();
  await sameState(ana, bob, animator);
  await assertSameEverywhere(browser, server, ana, bob, animator);
});
