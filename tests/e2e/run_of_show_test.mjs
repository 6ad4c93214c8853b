// The day led by a facilitator and followed by the room: phases, the timer, the lock, and what they let people do.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, openBrowser, sameState, watchSaid } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

function remote(page, name) {
  return page.locator(".remote").getByRole("button", { name });
}

async function phaseIs(title, ...pages) {
  for (const page of pages) await page.locator(".phase_now h2", { hasText: title }).waitFor();
}

/** Labels of the boxes that there are to write in. */
function boxes(page) {
  return page.locator(".write_box textarea").evaluateAll((areas) => areas.map((area) => area.getAttribute("aria-label")));
}

/** Seconds on the page's timer. */
async function secondsLeft(page) {
  const text = await page.locator("[role=timer]").textContent();
  return text.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

test("[F1] a phase offers participants what it lets them do, and going back opens it again", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  const said = await watchSaid(ana);
  assert.equal((await boxes(ana)).length, 5);
  assert.equal(await ana.locator(".phase_bar").count(), 0);

  await remote(animator, /^Commencer/).click();
  await phaseIs("Accueil et tour de table", ana, animator);
  assert.deepEqual(await boxes(ana), []);
  assert.match((await said()).join(), /Nouvelle étape\s: Accueil et tour de table\. Le temps de lire/);

  await remote(animator, /^Suivante/).click();
  await phaseIs("Écrire pour soi", ana, animator);
  assert.deepEqual(await boxes(ana), ["Ajouter une crainte", "Ajouter un frein", "Ajouter un besoin"]);
  await ana.locator(".phase_now", { hasText: "Vous pouvez écrire des craintes, des freins et des besoins." }).waitFor();
  await addCard(ana, "Ajouter un besoin", "une carte d’Ana");
  await sameState(ana, animator);

  // Her own card she may correct, not move; others' cards she reads.
  await cardWith(ana, "une carte d’Ana").locator(".card_face").click();
  assert.equal(await ana.getByRole("button", { name: "Retirer" }).count(), 1);
  assert.equal(await ana.getByRole("button", { name: "Déplacer vers…" }).count(), 0);
  await ana.keyboard.press("Escape");
  await cardWith(ana, "Partir de ce que vit").locator(".card_face").first().click();
  assert.equal(await ana.getByLabel("Texte de la carte").getAttribute("readonly"), "");
  assert.equal(await ana.getByRole("button", { name: "Retirer" }).count(), 0);
  await ana.keyboard.press("Escape");

  await remote(animator, /^Suivante/).click();
  await phaseIs("Révéler et lire", ana);
  assert.deepEqual(await boxes(ana), []);
  await remote(animator, "Étape précédente").click();
  await phaseIs("Écrire pour soi", ana);
  assert.equal((await boxes(ana)).length, 3);
  await cardWith(ana, "une carte d’Ana").waitFor();

  await remote(animator, "Déroulé…").click();
  await animator.getByRole("button", { name: /Solutions, sur le projet/ }).click();
  await phaseIs("Solutions, sur le projet", ana);
  assert.deepEqual(await boxes(ana), ["Ajouter une solution"]);
  await animator.getByRole("button", { name: "Sans étape" }).click();
  await ana.locator(".phase_bar").waitFor({ state: "detached" });
  assert.equal((await boxes(ana)).length, 5);
  await assertSameEverywhere(browser, server, ana, animator);
});

test("what a phase no longer takes comes back as a draft, in words", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await ana.context().setOffline(true);
  await addCard(ana, "Ajouter une solution", "écrite dans le train");
  await remote(animator, /^Commencer/).click();
  await phaseIs("Accueil", animator);
  await ana.context().setOffline(false);
  const refusal = ana.locator(".refusal");
  await refusal.waitFor();
  assert.match(await refusal.textContent(), /étape|phase/i);
  assert.equal(await refusal.locator("blockquote").textContent(), "écrite dans le train");
  await assertSameEverywhere(browser, server, ana, animator);
});

test("[F2] the timer ends at one instant on all devices, also those whose clock is wrong, that come late or wake up", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const wrong = await join(browser, server.links.participant);
  await wrong.clock.install({ time: Date.now() + 180_000 });
  await wrong.clock.resume();
  await remote(animator, "Minuteur 5 min").click();
  await wrong.locator("[role=timer]").waitFor();
  await animator.waitForTimeout(2_000);
  const late = await join(browser, server.links.participant, phone);
  await late.locator("[role=timer]").waitFor();
  const left = await Promise.all([animator, wrong, late].map(secondsLeft));
  assert.ok(left[0] <= 298 && left[0] > 270, `${left}`);
  // Read one after the other: a second may end between.
  assert.ok(Math.max(...left) - Math.min(...left) <= 1, `${left}`);

  await remote(animator, "+ 2 min").click();
  await late.waitForFunction(() => document.querySelector("[role=timer]").textContent.startsWith("6:"));
  assert.ok(Math.abs((await secondsLeft(late)) - (await secondsLeft(animator))) <= 1);
  await remote(animator, "Arrêter le minuteur").click();
  await late.locator("[role=timer]").waitFor({ state: "detached" });
  // It informs: nothing was locked by it.
  assert.equal((await boxes(wrong)).length, 5);
});

test("[F10] a locked board is read by participants and written by facilitators; so is a locked card", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator, phone);
  const ana = await join(browser, server.links.participant);
  await remote(animator, "Verrouiller le tableau").tap();
  await ana.getByText("Tableau verrouillé").waitFor();
  assert.deepEqual(await boxes(ana), []);
  await addCard(animator, "Ajouter une crainte", "de l’animation");
  await cardWith(ana, "de l’animation").waitFor();
  await remote(animator, "Ouvrir le tableau").tap();
  await ana.getByLabel("Ajouter une crainte").waitFor();

  await cardWith(animator, "de l’animation").locator(".card_face").tap();
  await animator.getByRole("button", { name: "Verrouiller", exact: true }).tap();
  await cardWith(ana, "de l’animation").getByText("verrouillée").waitFor();
  await cardWith(ana, "de l’animation").locator(".card_face").click();
  await ana.getByText("ne peut pas être changée").waitFor();
  assert.equal(await ana.getByRole("button", { name: "Retirer" }).count(), 0);
  await animator.getByRole("button", { name: "Déverrouiller" }).tap();
  await ana.getByRole("button", { name: "Retirer" }).waitFor();
  await assertSameEverywhere(browser, server, ana, animator);
});

test("a method is opened, made one's own by keyboard alone, played, and kept as a file that opens again", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await remote(animator, "Déroulé…").focus();
  await animator.keyboard.press("Enter");
  await animator.getByRole("button", { name: "Veillée de récits" }).focus();
  await animator.keyboard.press("Enter");
  assert.equal(await animator.evaluate(() => document.activeElement.value), "Veillée de récits");
  await animator.keyboard.type(" de Lisieux");
  for (let left = 4; left > 0; left -= 1) await animator.keyboard.press("Tab"); // past the minutes, to "fears"
  await animator.keyboard.press("Space");
  await animator.keyboard.press("Enter");
  await animator.getByRole("heading", { name: "Veillée de récits de Lisieux" }).waitFor();

  const [download] = await Promise.all([
    animator.waitForEvent("download"),
    animator.getByRole("button", { name: "Enregistrer dans un fichier" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "Veillée-de-récits-de-Lisieux.json");
  const text = await readFile(await download.path(), "utf8");
  assert.deepEqual(JSON.parse(text).phases[0].may, ["fear", "story", "edit_own"]);

  const [chooser] = await Promise.all([
    animator.waitForEvent("filechooser"),
    animator.getByRole("button", { name: "Ouvrir un fichier…" }).click(),
  ]);
  await chooser.setFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text.replace('"vote"', '"sing"').replace('"fear"', '"sing"')) });
  await animator.getByText("n’est pas un déroulé").first().waitFor();
  await animator.getByRole("button", { name: "Fermer" }).click();
  await remote(animator, /^Commencer/).click();
  await phaseIs("Récits", ana);
  assert.deepEqual(await boxes(ana), ["Ajouter une crainte", "Ajouter un récit"]);
  await assertSameEverywhere(browser, server, ana, animator);
});

test("[A24] a facilitator shows the participants' link as a code and as text, and it lets somebody in", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  await remote(animator, "Inviter…").click();
  const link = await animator.locator(".invite_link").textContent();
  assert.match(await animator.locator(".qr path").getAttribute("d"), /^M\d/);
  await animator.getByText("Ce lien laisse entrer jusqu’au").waitFor();
  await animator.getByRole("button", { name: "Fermer" }).click();
  const guest = await join(browser, link, phone);
  await guest.getByLabel("Ajouter une crainte").waitFor();
  assert.equal(await guest.locator(".remote").count(), 0);
  assert.deepEqual([animator.trouble, guest.trouble], [[], []]);
});
