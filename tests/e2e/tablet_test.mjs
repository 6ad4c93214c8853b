// A tablet on a table: several people write on it in turn, each card says who signs it, and nobody stays signed in. It casts no votes.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });

test("a table's tablet asks who signs each card, large, and votes for nobody [W37]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const bob = await join(browser, server.links.participant);

  // A facilitator makes its link, which is listed like the others.
  await button(animator, "Inviter…").click();
  await button(animator, "la tablette d’une table").click();
  const link = await animator.locator(".links .invite_link").textContent();
  await button(animator, "Fermer").click();

  const context = await browser.newContext({ locale: "fr-FR", hasTouch: true, viewport: { width: 1024, height: 768 } });
  const tablet = await openPage(context);
  await tablet.clock.install();
  await tablet.goto(testLink(link));
  await live(tablet);
  const bar = tablet.getByRole("region", { name: "Qui signe" });
  await bar.getByText("la tablette demandera ensuite qui la signe").waitFor();
  assert.equal(await button(tablet, "Mon code").count(), 0);

  // The first one is new here.
  const write = async (text) => {
    await tablet.getByLabel("Ajouter une crainte").fill(text);
    await tablet.locator("[data-kind='1'] .write_box button").tap();
  };
  await write("payer deux fois");
  const dialog = tablet.getByRole("dialog");
  await dialog.getByRole("heading", { name: "Qui signe cette carte ?" }).waitFor();
  await button(dialog, "d’une institution").tap();
  await dialog.getByLabel("Votre structure").fill("Régie des eaux");
  await dialog.getByLabel("Votre prénom").fill("Ada");
  await button(dialog, "Signer").tap();
  await cardWith(bob, "payer deux fois").getByText("Régie des eaux").waitFor();
  assert.equal(await tablet.getByLabel("Ajouter une crainte").inputValue(), "");
  await bar.getByText("Ada · Régie des eaux").waitFor();
  // She goes on without being asked; somebody else says so; and after a while nobody signs.
  await write("ne plus être entendue");
  await cardWith(bob, "ne plus être entendue").getByText("Régie des eaux").waitFor();
  await button(bar, "Quelqu’un d’autre").tap();
  await button(dialog, "Ne pas le dire").tap();
  await write("sans le dire");
  await cardWith(bob, "sans le dire").waitFor();
  assert.equal(await cardWith(bob, "sans le dire").getByText("Régie des eaux").count(), 0);
  await tablet.clock.runFor(61_000);
  await bar.getByText("la tablette demandera ensuite qui la signe").waitFor();
  await write("à nouveau");
  const known = button(dialog, "Ada · Régie des eaux");
  const { height } = await known.boundingBox();
  assert.ok(height >= 48, `a target of ${height} px`);
  await known.tap();
  await cardWith(bob, "à nouveau").getByText("Régie des eaux").waitFor();

  // Undo is the tablet's; votes are nobody's there.
  await tablet.getByRole("button", { name: /^Annuler/ }).first().tap();
  await cardWith(bob, "à nouveau").waitFor({ state: "detached" });
  await cardWith(tablet, "payer deux fois").locator(".card_face").tap();
  await tablet.locator(".card_open").first().waitFor();
  assert.equal(await tablet.locator(".votes").count(), 0);
  await animator.getByText("1 tablette").waitFor();
  await sameState(tablet, bob, animator);
  await assertSameEverywhere(browser, server, bob, animator);
  assert.deepEqual(tablet.trouble, []);
});
