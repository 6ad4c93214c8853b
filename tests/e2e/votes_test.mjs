// Voting on cards: each person once on each, hidden while the phase hides, exact when everybody sees the result.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

function choice(page, text, name) {
  return cardWith(page, text).locator(".votes").getByRole("button", { name });
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
  await cardWith(bob, "à départager").getByText("1 pour, 0 contre").waitFor();
  assert.equal(await choice(bob, "à départager", "Pour").getAttribute("aria-pressed"), "true");
  assert.equal(await choice(bob, "à départager", "Contre").getAttribute("aria-pressed"), "false");
  // The facilitator counts both, each voter knows of their own.
  await cardWith(animator, "à départager").getByText("2 pour, 0 contre").waitFor();
  await cardWith(ana, "à départager").getByText("1 pour, 0 contre").waitFor();

  // By keyboard: taken back, and given anew.
  await choice(ana, "à départager", "Pour").focus();
  await ana.keyboard.press("Enter");
  assert.equal(await cardWith(ana, "à départager").getByText("pour,").count(), 0);
  await ana.keyboard.press("Tab");
  await ana.keyboard.press("Enter");
  await cardWith(ana, "à départager").getByText("0 pour, 0 contre, 1 sans avis").waitFor();

  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  for (const page of [ana, bob, animator])
    await cardWith(page, "à départager").getByText("1 pour, 0 contre, 1 sans avis").waitFor();
  assert.equal(await ana.locator(".votes").count(), 0);
  await assertSameEverywhere(browser, server, ana, bob, animator);
});
