// Who comes in, and who no longer does: links that facilitators make and take back, and a device that is sent away.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, answerDoor, cardWith, join, openBrowser, openPage, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

function remote(page, name) {
  return page.locator(".remote").getByRole("button", { name });
}

test("[A24] a link is made, seen in use, and taken back: who came by it reads why, and it opens nothing any more", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator, phone);
  const stays = await join(browser, server.links.participant);
  await remote(animator, "Inviter…").tap();
  const link = await animator.locator(".invite_link").first().textContent();
  const ana = await join(browser, link);
  await addCard(ana, "Ajouter une crainte", "celle d’Ana");
  await animator.getByRole("button", { name: "Fermer" }).tap();
  await remote(animator, "Inviter…").tap();
  assert.equal(await animator.locator(".invite_link").first().textContent(), link);
  const row = animator.locator(".desk_row[data-role=participant]", { hasText: "fait le" });
  await row.getByText("1 appareil (1 en ce moment)").waitFor();
  await row.getByRole("button", { name: "Retirer ce lien" }).tap();
  await row.getByText("1 appareil sortira tout de suite").waitFor();
  await row.getByRole("button", { name: "Retirer ce lien" }).tap();
  await ana.getByRole("heading", { name: "Ce lien n’ouvre plus l’atelier" }).waitFor();
  await ana.getByText("Demandez-en un nouveau").waitFor();
  assert.equal(await ana.locator(".card").count(), 0);
  await row.getByText("retiré le").waitFor();
  await cardWith(stays, "celle d’Ana").waitFor();
  await ana.reload();
  await ana.getByRole("heading", { name: "Ce lien n’ouvre plus l’atelier" }).waitFor();

  // The server's life ends, the decision does not.
  await server.kill();
  await server.start();
  const late = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await late.goto(testLink(link));
  await answerDoor(late);
  await late.getByRole("heading", { name: "Ce lien n’ouvre plus l’atelier" }).waitFor();

  // A new one, for the screen of the room.
  await animator.getByRole("button", { name: "l’écran de la salle" }).tap();
  const made = animator.locator(".invite_link").last();
  await made.getByText("/ecran#").waitFor();
  const screen = await join(browser, await made.textContent());
  await screen.locator(".screen").waitFor();
  for (const page of [animator, stays, ana, late, screen]) assert.deepEqual(page.trouble, []);
});

test("[F11] a device is sent away at once, reads it, and does not come in again; who did it is written down", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator, { organisation: "Animation Sud" });
  const ana = await join(browser, server.links.participant, { organisation: "Ville de Nulle-Part" });
  const bob = await join(browser, server.links.participant, { organisation: "Ville de Partout" });
  await addCard(ana, "Ajouter un besoin", "reste là");
  await remote(animator, "Appareils…").click();
  const expel = animator.getByRole("button", { name: "Retirer de l’atelier\u00a0: Ville de Nulle-Part" });
  await expel.focus();
  await animator.keyboard.press("Enter");
  await animator.getByText("Ses cartes restent").waitFor();
  await animator.keyboard.press("Enter");
  await ana.getByRole("heading", { name: "Cet appareil n’est plus dans l’atelier" }).waitFor();
  await ana.reload();
  await ana.getByRole("heading", { name: "Cet appareil n’est plus dans l’atelier" }).waitFor();
  await expel.waitFor({ state: "detached" });
  await animator.getByText("Ce que l’animation a fait").click();
  await animator.locator(".audit", { hasText: /Animation Sud\s*: appareil retiré \(Ville de Nulle-Part\)/ }).waitFor();
  await cardWith(bob, "reste là").waitFor();
  assert.equal(await animator.getByRole("button", { name: /Retirer de l’atelier.*Animation/ }).count(), 0);
  for (const page of [animator, ana, bob]) assert.deepEqual(page.trouble, []);
});
