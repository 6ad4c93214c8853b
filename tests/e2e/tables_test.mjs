// Sub-groups: a facilitator makes tables, people go there without being asked anything again, and what they made is brought to the
// shared board with where it came from.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { weakTexts } from "./support/last_row.mjs";
import { addCard, cardWith, join, live, openBrowser, openPage, sameState, testLink, useShow } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const show = {
  format: "atelier-run-of-show/1",
  title: "Mise en commun",
  phases: [{ title: "Découvrir", may: ["need"], sees: "own" }],
};

const button = (page, name) => page.getByRole("button", { name });

/** Opens a table by its link in the dialog; the page of it shows its hash. */
async function goToTable(page, name) {
  await button(page, /^Tables \(/).click();
  const link = page.getByRole("link", { name: `Aller à ${name}` });
  assert.equal(await page.locator(".tables").getByText("Faire des tables").count(), 0);
  await link.click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await live(page);
}

test("tables work on boards of their own and bring cards and threads to the shared board", async (t) => {
  const server = await startServer(t, { cards: 1 });
  const browser = await openBrowser(t);
  const [animator, ana, bea] = await Promise.all([
    join(browser, server.links.facilitator, { organisation: "Ville de Lorient" }),
    join(browser, server.links.participant, { organisation: "Lisieux Normandie" }),
    join(browser, server.links.participant, { organisation: "Régie des eaux" }),
  ]);

  // Two tables, one of them with a name of its own.
  await button(animator, "Faire des tables…").click();
  const dialog = animator.locator(".tables");
  await dialog.getByLabel("Combien").fill("2");
  await dialog.getByLabel("Combien").press("Tab");
  await dialog.getByLabel("Nom de la table 2").fill("Près de la fenêtre");
  await button(dialog, "Faire 2 tables").click();
  await dialog.getByRole("link", { name: "Aller à Près de la fenêtre" }).waitFor();
  await button(dialog, "Fermer").click();

  // People hear of it where they are, and are asked nothing on the way.
  await Promise.all([goToTable(ana, "Table 1"), goToTable(bea, "Près de la fenêtre")]);
  for (const [page, organisation] of [[ana, "Lisieux Normandie"], [bea, "Régie des eaux"]]) {
    await page.getByText(`Vous écrivez pour ${organisation}`).waitFor();
  }
  await addCard(ana, "Ajouter un besoin", "se déplacer le soir");
  await addCard(ana, "Ajouter une solution", "un bus à vingt-deux heures");
  await addCard(bea, "Ajouter une crainte", "payer deux fois");
  await cardWith(ana, "un bus à").locator(".card_face").click();
  await button(ana, "Fil commun…").click();
  await ana.getByLabel("Nom du nouveau fil").fill("Transports");
  await button(ana, "Créer le fil").click();
  for (const page of [ana, bea]) await page.locator("main[data-pending='0']").waitFor();
  assert.equal(await cardWith(bea, "se déplacer").count(), 0);

  // Both tables' work arrives, with whose it is and where it was born.
  await button(animator, /^Tables \(2\)/).click();
  await button(dialog, "Apporter de Table 1").click();
  await dialog.getByLabel("Transports (1 carte)").check();
  await dialog.getByLabel("Besoins (1)").check();
  await button(dialog, "Apporter 2 cartes").click();
  await cardWith(animator, "se déplacer").waitFor();
  await button(animator, /^Tables \(2\)/).click();
  await button(dialog, "Apporter de Près de la fenêtre").click();
  await button(dialog, "Tout").click();
  await button(dialog, "Apporter 1 carte").click();
  await cardWith(animator, "payer deux fois").getByText("née à Près de la fenêtre").waitFor();
  await cardWith(animator, "payer deux fois").getByText("Régie des eaux").waitFor();
  await cardWith(animator, "un bus à").getByText("née à Table 1").waitFor();
  await cardWith(animator, "un bus à").getByText("Transports").waitFor();

  await animator.locator(".threads summary").click();
  await animator.locator(".thread", { hasText: "Transports" }).getByText("né à Table 1").waitFor();

  // What is here is said to be, and not ticked with all; the way back takes the whole bring back at once.
  await button(animator, /^Tables \(2\)/).click();
  await button(dialog, "Apporter de Table 1").click();
  await dialog.getByText("déjà apportée").nth(1).waitFor();
  assert.equal(await dialog.getByText("déjà apportée").count(), 2);
  await button(dialog, "Tout").click();
  await button(dialog, /^Apporter$/).waitFor();
  await dialog.getByLabel("se déplacer").check();
  await dialog.getByText("elle y sera deux fois").waitFor();
  await animator.keyboard.press("Escape");
  await button(animator, /^Annuler/).first().click();
  await cardWith(animator, "payer deux fois").waitFor({ state: "detached" });
  await button(animator, /^Annuler/).first().click();
  await cardWith(animator, "un bus à").waitFor({ state: "detached" });
  assert.equal(await cardWith(animator, "se déplacer").count(), 0);
  await button(animator, /^Rétablir/).first().click();
  await cardWith(animator, "un bus à").waitFor();

  // A participant goes back, sees it there, and finds the card at its table again.
  await ana.getByRole("link", { name: "Retour au tableau commun" }).click();
  await live(ana);
  await cardWith(ana, "un bus à").getByText("née à Table 1").waitFor();
  await cardWith(ana, "un bus à").locator(".card_face").click();
  await ana.getByRole("link", { name: "Voir à Table 1" }).click();
  await ana.getByRole("heading", { name: "Table 1", level: 1 }).waitFor();
  await ana.locator(".card_reached", { hasText: "un bus à" }).waitFor();

  const observer = await join(browser, server.links.observer);
  await sameState(animator, observer);
  for (const page of [ana, bea]) assert.deepEqual(page.trouble, []);
  assert.ok(testLink(ana.url()).includes("#b="));
});

test("what was brought from one table is revealed before the others [F4]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const bob = await join(browser, server.links.participant);
  await button(animator, "Faire des tables…").click();
  const dialog = animator.locator(".tables");
  await dialog.getByLabel("Combien").fill("2");
  await dialog.getByLabel("Combien").press("Tab");
  await button(dialog, "Faire 2 tables").click();
  await dialog.getByRole("link", { name: "Aller à Table 2" }).waitFor();
  await button(dialog, "Fermer").click();
  for (const table of ["Table 1", "Table 2"]) {
    await button(animator, /^Tables \(2\)/).click();
    await animator.getByRole("link", { name: `Aller à ${table}` }).click();
    await animator.getByRole("heading", { name: table, level: 1 }).waitFor();
    await live(animator);
    await addCard(animator, "Ajouter un besoin", `vu à ${table}`);
    await animator.locator("main[data-pending='0']").waitFor();
    await animator.getByRole("link", { name: "Retour au tableau commun" }).click();
    await live(animator);
  }
  await useShow(animator, show);
  for (const table of ["Table 1", "Table 2"]) {
    await button(animator, /^Tables \(2\)/).click();
    await button(dialog, `Apporter de ${table}`).click();
    await button(dialog, "Tout").click();
    await button(dialog, "Apporter 1 carte").click();
    await cardWith(animator, `vu à ${table}`).waitFor();
  }
  await bob.locator("[data-kind='3'] .silhouettes", { hasText: "2 cartes" }).waitFor();
  // And one phase begins at all tables at once.
  await button(animator, /^Tables \(2\)/).click();
  await dialog.getByLabel("Étape des tables").selectOption({ label: "Découvrir" });
  await button(dialog, "Lancer aux 2 tables").click();
  await animator.getByRole("status").getByText("Aux tables").waitFor();
  await button(dialog, "Fermer").click();
  await animator.getByRole("group", { name: "Révéler ce qui vient de" }).getByRole("button", { name: "Table 2 (1)" }).click();
  await cardWith(bob, "vu à Table 2").waitFor();
  assert.equal(await cardWith(bob, "vu à Table 1").count(), 0);
  await button(bob, /^Tables \(2\)/).click();
  await bob.getByRole("link", { name: "Aller à Table 1" }).click();
  await bob.getByRole("heading", { name: "Table 1", level: 1 }).waitFor();
  await bob.locator(".phase_now").waitFor();
  await sameState(animator);
});

test("one person has one code on the shared board and at its tables, and is the same on each [A24]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant, { organisation: "Ville d’Ana" });
  const codeOn = async (page) => {
    if ((await page.locator(".code_note").count()) === 0) await button(page, "Mon code").click();
    const code = await page.locator(".code_note .code").textContent();
    await button(page, "C’est noté").click();
    return code;
  };
  await ana.locator(".code_note").waitFor();
  const code = await codeOn(ana);
  await addCard(ana, "Ajouter un besoin", "un besoin d’Ana");
  const vote = (page) => page.locator(".votes").getByRole("button", { name: "Pour", exact: true });
  await cardWith(ana, "un besoin").locator(".card_face").click();
  await vote(ana).click();
  await ana.locator("main[data-pending='0']").waitFor();
  await button(animator, "Faire des tables…").click();
  await button(animator.locator(".tables"), /^Faire \d+ tables/).click();
  await goToTable(ana, "Table 1");
  assert.equal(await codeOn(ana), code);
  await addCard(ana, "Ajouter une crainte", "une crainte à table");
  await ana.locator("main[data-pending='0']").waitFor();
  await ana.getByRole("link", { name: "Retour au tableau commun" }).click();
  await live(ana);
  await cardWith(ana, "un besoin").locator(".card_face").click();
  await ana.locator(".votes [aria-pressed=true]", { hasText: "Pour" }).waitFor();

  // Another phone, at the door of the table.
  await goToTable(ana, "Table 1");
  const other = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await other.goto(testLink(ana.url().replace("?test", "")));
  await other.getByText("J’ai un code").click();
  await other.getByLabel("Votre code, trois mots").fill(code);
  await button(other, "Reprendre ma place").click();
  await live(other);
  await other.getByText("Vous écrivez pour Ville d’Ana").waitFor();
  await ana.locator(".banner", { hasText: "ouvert ailleurs" }).waitFor();
  await other.getByRole("link", { name: "Retour au tableau commun" }).click();
  await live(other);
  await cardWith(other, "un besoin").locator(".card_face").click();
  await other.locator(".votes [aria-pressed=true]", { hasText: "Pour" }).waitFor();
  for (const page of [animator, ana, other]) assert.deepEqual(page.trouble, []);
});

test("the screen shows the tables while the room works there, and the shared board again afterwards [M2]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const animator = await join(browser, server.links.facilitator);
  const screen = await join(browser, server.links.screen, { viewport: { width: 1920, height: 1080 } });
  await useShow(animator, { ...show, phases: [{ ...show.phases[0], minutes: 10 }] });
  await button(animator, "Faire des tables…").click();
  const dialog = animator.locator(".tables");
  await dialog.getByLabel("Combien").fill("6");
  await dialog.getByLabel("Combien").press("Tab");
  await button(dialog, "Faire 6 tables").click();
  await dialog.getByRole("link", { name: "Aller à Table 6" }).waitFor();
  await dialog.getByLabel("Étape des tables").selectOption({ label: "Découvrir" });
  await button(dialog, "Lancer aux 6 tables").click();
  await animator.getByRole("status").getByText("Aux tables").waitFor();
  await button(dialog, "Fermer").click();
  await screen.locator(".screen_cards, .screen_counts").first().waitFor();
  assert.equal(await screen.locator(".screen_tables").count(), 0, "nobody is there yet");

  const ana = await join(browser, server.links.participant);
  await goToTable(ana, "Table 2");
  await addCard(ana, "Ajouter un besoin", "que personne d’autre ne lit");
  await ana.locator("main[data-pending='0']").waitFor();
  const tables = screen.locator(".screen_tables");
  await tables.getByRole("heading", { name: "Aux tables : Découvrir" }).waitFor();
  const second = tables.getByRole("listitem").nth(1);
  await second.getByText("1 personne").waitFor();
  await second.getByText("1 carte").waitFor();
  assert.match(await tables.locator("header .screen_left").textContent(), /^\d+:\d\d$/);
  assert.deepEqual(await weakTexts(screen), []);
  assert.ok(!(await screen.content()).includes("que personne"), "counts only");

  await ana.getByRole("link", { name: "Retour au tableau commun" }).click();
  await live(ana);
  await tables.waitFor({ state: "detached" });
  assert.deepEqual(screen.trouble, []);
});
