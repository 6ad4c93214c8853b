// Every state of the pages: axe finds nothing, nothing is wider than a small phone, targets are large enough.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { addCard, cardWith, join, openBrowser, openPage } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const modules = createRequire(new URL("../../web-client/package.json", import.meta.url));
const axeSource = readFileSync(modules.resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"];

async function assertNoViolation(page, state) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (runOnly) => window.axe.run({ runOnly, rules: { "target-size": { enabled: true } } }),
    tags,
  );
  const lines = found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  assert.deepEqual(lines, [], state);
}

async function assertFits(page, state) {
  const sizes = await page.evaluate(() => {
    const { scrollWidth: content, clientWidth: room } = document.documentElement;
    return { content, room };
  });
  assert.ok(sizes.content <= sizes.room, `${state}: ${sizes.content} > ${sizes.room}`);
}

/** Visible controls smaller than `min` in either direction (A16). */
function smallTargets(page, selector, min) {
  return page.evaluate(
    ([wanted, least]) =>
      [...document.querySelectorAll(wanted)]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ html: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ html, box }) => `${html} ${box.width}x${box.height}`),
    [selector, min],
  );
}

/** Walks one person through the states of the page, calling `check` in each. */
async function walk(browser, server, contextOptions, check) {
  const context = await browser.newContext({ locale: "fr-FR", ...contextOptions });
  const link = server.links.participant;
  for (const [state, url] of [
    ["no link", link.replace(/#.*/, "")],
    ["broken link", link.replace(/&t=.*/, "&t=cut")],
  ]) {
    const door = await openPage(context);
    await door.goto(url);
    await door.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await door.locator(".banner").count(), state === "broken link" ? 1 : 0);
    await check(door, state);
    await door.close();
  }
  const page = await openPage(context);
  await page.goto(link);
  await page.locator("#join_name").waitFor();
  await check(page, "join");
  await page.getByRole("button", { name: "Rejoindre" }).click();
  await page.locator("main[data-link=live]").waitFor();
  await check(page, "board");

  if (await page.locator(".column_tabs").isVisible()) {
    await page.locator(".column_tabs button").nth(2).click();
  }
  await addCard(page, "Ajouter un besoin", "une carte à retirer");
  await cardWith(page, "une carte à retirer").locator(".card_face").click();
  await check(page, "card open");
  await page.getByRole("button", { name: "Déplacer vers…" }).click();
  await page.getByRole("button", { name: "Choisir la place dans Besoins" }).click();
  await check(page, "move dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Relier…" }).click();
  await check(page, "link dialog");
  await page.locator(".found button").last().click();
  await check(page, "verbs of a link");
  await page.locator(".verbs button").first().click();
  await page.getByRole("button", { name: "Relier…" }).click();
  await page.getByRole("button", { name: "Choisir sur le tableau" }).click();
  await check(page, "choosing the other card");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Fil commun…" }).click();
  await check(page, "thread dialog");
  await page.locator(".thread_choices button").first().click();
  await check(page, "card open, with a link and a thread");
  await page.getByRole("button", { name: /^Retirer le lien/ }).last().click();
  await page.locator(".threads summary").click();
  for (const part of ["cards", "name", "unite"]) await page.locator(`[data-part=${part}]`).nth(part.length - 4).click();
  await check(page, "threads");
  await page.locator(".threads summary").click();
  await page.getByRole("button", { name: "Retravailler…" }).click();
  await check(page, "rework dialog");
  await page.getByRole("button", { name: "Diviser" }).click();
  await check(page, "split form");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Retravailler…" }).click();
  await page.getByRole("button", { name: "Fusionner avec" }).click();
  await page.locator(".column.current .card_face").first().click();
  await check(page, "choosing cards");
  await page.getByRole("button", { name: "Fusionner…" }).click();
  await check(page, "merge form");
  await page.getByLabel("Texte de la synthèse").fill("une synthèse");
  await page.getByLabel("On recommence à zéro").click();
  await page.getByRole("button", { name: "Créer la synthèse" }).click();
  await check(page, "merged, with the way back");
  await page.getByRole("button", { name: "Voir les 2" }).click();
  await check(page, "originals");
  await page.getByRole("button", { name: "Défaire la fusion" }).click();
  await cardWith(page, "une carte à retirer").locator(".card_face").click();
  await page.getByRole("button", { name: "Retirer" }).click();
  await page.locator(".removed summary").click();
  await check(page, "removed cards");
  await page.getByRole("button", { name: "Liste" }).click();
  await check(page, "list");
  await page.getByRole("button", { name: "English" }).click();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await check(page, "list in English");
  await context.setOffline(true);
  await page.locator(".banner", { hasText: "Offline" }).waitFor();
  await check(page, "offline");
  assert.deepEqual(page.trouble, []);
}

/** The same for a facilitator, through the remote and the run of show. */
async function walkRemote(browser, server, contextOptions, check) {
  const page = await join(browser, server.links.facilitator, contextOptions);
  const remote = page.locator(".remote");
  await remote.waitFor();
  await check(page, "before the first phase");
  await remote.getByRole("button", { name: /^Commencer/ }).click();
  await remote.getByRole("button", { name: "Inviter…" }).click();
  await page.locator(".qr").waitFor();
  await check(page, "invitation");
  await page.keyboard.press("Escape");
  await remote.getByRole("button", { name: "Verrouiller le tableau" }).click();
  await page.getByText("Tableau verrouillé").waitFor();
  await check(page, "a phase, its time and the lock");
  await remote.getByRole("button", { name: "Déroulé…" }).click();
  await check(page, "run of show");
  await page.getByRole("button", { name: /^Voter : ce que/ }).click();
  await page.keyboard.press("Escape");
  await page.locator(".votes button").first().click();
  await check(page, "voting, and what can be revealed");
  await remote.getByRole("button", { name: "Déroulé…" }).click();
  await page.getByRole("button", { name: "Modifier" }).click();
  await check(page, "form of the run of show");
  await page.getByLabel("Titre de l’étape").first().fill("");
  await page.getByRole("button", { name: "Utiliser ce déroulé" }).click();
  await page.locator(".form_problem").waitFor();
  await check(page, "a step without title");
  assert.deepEqual(page.trouble, []);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any state, ${colorScheme} [A14 A26]`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    await walk(browser, server, { colorScheme }, assertNoViolation);
    await walkRemote(browser, server, { colorScheme }, assertNoViolation);
  });
}

test("axe finds nothing where others' cards are hidden, nor on the room's screen [A14 A25]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const page = await join(browser, server.links.participant, { viewport: { width: 360, height: 740 } });
  const screen = await join(browser, server.links.screen, { viewport: { width: 1920, height: 1080 } });
  await animator.locator(".remote").getByRole("button", { name: /^Commencer/ }).click();
  await animator.locator(".remote").getByRole("button", { name: /^Suivante/ }).click();
  await animator.locator(".reveal").waitFor();
  await addCard(animator, "Ajouter une crainte", "cachée");
  for (const [shown, state] of [
    [page, "silhouettes"],
    [screen, "screen"],
  ]) {
    await shown.locator(".silhouettes").first().waitFor();
    await assertNoViolation(shown, state);
    await assertFits(shown, state);
  }
  // On a wall nobody writes, undoes or chooses a language.
  assert.equal(await screen.locator("textarea, button, .remote, .votes").count(), 0);
});

test("a reader's board says so in words, and axe finds nothing there [A25]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.observer);
  await page.getByText("Observation : lecture seule").waitFor();
  assert.equal(await page.locator("textarea").count(), 0);
  await assertNoViolation(page, "observer");
});

test("a link that the server does not take is refused in words, with a way to try again", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await openPage(context);
  await page.goto(server.links.participant.replace(/&t=.*/, `&t=${"forged".repeat(8)}`));
  await page.getByRole("button", { name: "Rejoindre" }).click();
  await page.getByRole("heading", { name: "Ce lien n’est pas le bon" }).waitFor();
  await page.getByLabel("Le lien de l’atelier").waitFor();
  assert.equal(await page.locator(".column").count(), 0);
  await assertNoViolation(page, "refused");
});

for (const viewport of [
  { width: 320, height: 568 },
  { width: 568, height: 320 },
]) {
  test(`nothing overflows at ${viewport.width} x ${viewport.height} [A18]`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    await walk(browser, server, { viewport }, assertFits);
    await walkRemote(browser, server, { viewport }, assertFits);
  });
}

test("targets are 24 px everywhere, 44 px for a phone's main actions [A16]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const check = async (page, state) => {
    // A box to tick is as large as the words beside it.
    const controls = "button, input:not([type=checkbox]), label:has([type=checkbox]), textarea, summary, a[href]";
    const main = "button.primary, .card_face, .column_tabs button, .remote button, .phase_choice";
    assert.deepEqual(await smallTargets(page, controls, 24), [], state);
    assert.deepEqual(await smallTargets(page, main, 44), [], state);
  };
  await walk(browser, server, phone, check);
  await walkRemote(browser, server, phone, check);
});

test("with reduced motion nothing moves [A20]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const page = await join(browser, server.links.participant, { reducedMotion: "reduce" });
  await addCard(page, "Ajouter un besoin", "immobile");
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});
