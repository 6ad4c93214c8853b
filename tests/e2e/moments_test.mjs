// Moments that facilitators name, while they are on and afterwards, and that everybody finds and plays; and a board that starts
// again from one.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { violations } from "./support/axe.mjs";
import {
  addCard,
  answerDoor,
  cardWith,
  join,
  live,
  openBrowser,
  openPage,
  pageState,
  sameState,
  testLink,
} from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

async function openReplay(page) {
  await page.getByRole("button", { name: "Rejouer", exact: true }).click();
  await page.locator(".replay main[data-position][aria-busy=false]").waitFor();
}

/** Waits until the replay page stands there. */
async function standsAt(page, position) {
  await page.locator(`.replay main[data-position="${position}"][aria-busy=false]`).waitFor();
}

async function mark(page, name) {
  await page.getByRole("button", { name: "Marquer ce moment…" }).click();
  await page.getByLabel("Ce qui se passe là, en une phrase").fill(name);
  await page.getByRole("button", { name: "Poser le repère" }).click();
  await page.getByRole("button", { name: "Marquer ce moment…" }).waitFor();
}

test("moments are named while they are on and afterwards; everybody finds them and plays them as a tour", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lead = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant, phone);

  await addCard(lead, "Ajouter une crainte", "Trop de réunions");
  await sameState(lead, ana);
  const first = Number((await pageState(lead)).position);
  await mark(lead, "La première crainte est dite");
  await addCard(lead, "Ajouter une solution", "Une réunion de moins");
  await sameState(lead, ana);

  // Afterwards, at another moment, with a name that has to be typed.
  await openReplay(lead);
  const last = Number((await pageState(lead)).position);
  assert.ok(last > first);
  await lead.getByRole("button", { name: "Temps forts", exact: true }).click();
  await lead.getByRole("button", { name: "Marquer ce moment…" }).click();
  await lead.getByRole("dialog").getByRole("button", { name: "Poser le repère" }).click();
  assert.equal(await lead.getByRole("dialog").count(), 1);
  await lead.keyboard.press("Escape");
  await lead.getByRole("dialog").waitFor({ state: "detached" });
  await mark(lead, "Et une réponse");

  // A participant on a phone: finds both, can set and take back none, and the tour stops at each.
  await openReplay(ana);
  await ana.getByRole("button", { name: "Temps forts", exact: true }).click();
  await ana.locator(".line", { hasText: "Repère : Et une réponse" }).waitFor();
  for (const name of [/^Retirer/, "Marquer ce moment…", "Repartir d’ici…"])
    assert.equal(await ana.getByRole("button", { name }).count(), 0);
  await ana.locator(".line", { hasText: "Repère : La première crainte est dite" }).click();
  await standsAt(ana, first);
  await ana.locator(".moment_said", { hasText: "La première crainte est dite" }).waitFor();
  assert.match(
    await ana.locator("#replay_slider").getAttribute("aria-valuetext"),
    /La première crainte est dite/,
  );
  assert.equal(await cardWith(ana, "Une réunion de moins").count(), 0);
  await ana.locator("#replay_slider").press("Home");
  await standsAt(ana, 0);
  await ana.getByLabel("Vitesse").selectOption("tour");
  await ana.getByRole("button", { name: "Lire", exact: true }).click();
  await standsAt(ana, first);
  await standsAt(ana, last);

  // Taken back: gone for whoever opens the past from then on.
  await lead.getByRole("button", { name: "Retirer : Repère : La première crainte est dite" }).click();
  await lead.locator(".line", { hasText: "La première crainte est dite" }).waitFor({ state: "detached" });
  const bob = await join(browser, server.links.observer);
  await openReplay(bob);
  await bob.getByRole("button", { name: "Temps forts", exact: true }).click();
  await bob.locator(".line", { hasText: "Et une réponse" }).waitFor();
  assert.equal(await bob.locator(".line", { hasText: "La première crainte" }).count(), 0);
  for (const page of [lead, ana, bob]) assert.deepEqual(page.trouble, []);
});

test("a facilitator starts again from a moment: another board with the past up to there, the first one as it was", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lead = await join(browser, server.links.facilitator);
  await addCard(lead, "Ajouter une crainte", "Trop de réunions");
  await sameState(lead);
  await addCard(lead, "Ajouter une solution", "Une réunion de moins");
  await sameState(lead);

  await openReplay(lead);
  await lead.locator("#replay_slider").press("ArrowLeft");
  await cardWith(lead, "Une réunion de moins").waitFor({ state: "detached" });
  await lead.getByRole("button", { name: "Temps forts", exact: true }).click();
  await lead.getByRole("button", { name: "Repartir d’ici…" }).click();
  await lead.getByLabel("Titre du nouveau tableau").fill("Une autre voie");
  await lead.getByRole("button", { name: "Créer le tableau" }).click();
  const link = await lead.getByRole("link", { name: "Ouvrir le nouveau tableau" }).getAttribute("href");
  assert.notEqual(new URLSearchParams(new URL(link).hash.slice(1)).get("b"), null);

  const there = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await there.goto(testLink(link));
  await answerDoor(there);
  await live(there);
  await there.locator("h1", { hasText: "Une autre voie" }).waitFor();
  assert.equal(await cardWith(there, "Trop de réunions").count(), 1);
  assert.equal(await cardWith(there, "Une réunion de moins").count(), 0);
  await addCard(there, "Ajouter une solution", "Des réunions debout");
  await sameState(there);

  await lead.keyboard.press("Escape");
  await lead.getByRole("button", { name: "Revenir au direct" }).click();
  await cardWith(lead, "Une réunion de moins").waitFor();
  assert.equal(await cardWith(lead, "Des réunions debout").count(), 0);
  for (const page of [lead, there]) assert.deepEqual(page.trouble, []);
});

test("the past can be looked at by kind, by organisation, by thread: cards and what is told of them", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant, { organisation: "Ville d’Ana" });
  await addCard(ana, "Ajouter une crainte", "Trop de réunions");
  await addCard(ana, "Ajouter une solution", "Une réunion de moins");
  await sameState(ana);
  await openReplay(ana);
  await ana.getByRole("button", { name: "Journal", exact: true }).click();
  const shown = () => ana.locator(".replay .card:visible").count();
  const all = await shown();
  assert.ok(all > 2);

  const filter = ana.getByLabel("Montrer");
  await filter.selectOption({ label: "Solutions" });
  await cardWith(ana, "Trop de réunions").waitFor({ state: "hidden" });
  await cardWith(ana, "Une réunion de moins").waitFor();
  assert.equal(await ana.locator(".line", { hasText: "Trop de réunions" }).count(), 0);

  await filter.selectOption({ label: "Ville d’Ana" });
  await cardWith(ana, "Trop de réunions").waitFor();
  assert.equal(await shown(), 2);
  // What comes to be while one looks is filtered, too.
  await ana.locator("#replay_slider").press("ArrowLeft");
  await cardWith(ana, "Une réunion de moins").waitFor({ state: "detached" });
  await ana.locator("#replay_slider").press("ArrowRight");
  await cardWith(ana, "Une réunion de moins").waitFor();
  assert.equal(await shown(), 2);

  const threads = await filter.locator("optgroup[label='Par fil commun'] option").count();
  assert.ok(threads > 0);
  await filter.selectOption("all");
  await ana.waitForFunction(
    (count) =>
      [...document.querySelectorAll(".replay .card")].filter((one) => one.checkVisibility()).length === count,
    all,
  );
  assert.deepEqual(ana.trouble, []);
});

test("content removed for good is gone from the board and from the past, which says since when [P13]", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lead = await join(browser, server.links.facilitator);
  const ana = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter une crainte", "Appelez Zoé au 06 12 34 56 78");
  await addCard(ana, "Ajouter un besoin", "Un standard");
  await sameState(lead, ana);
  const then = Number((await pageState(ana)).position);
  await cardWith(ana, "Appelez Zoé").locator(".card_face").click();
  await ana.getByRole("button", { name: "Retirer", exact: true }).click();
  await sameState(lead, ana);
  // A participant can put it back, and no more.
  await ana.locator(".removed summary").click();
  await ana.getByRole("button", { name: /^Remettre/ }).waitFor();
  assert.equal(await ana.getByRole("button", { name: /historique/ }).count(), 0);

  await lead.locator(".removed summary").click();
  await lead.getByRole("button", { name: "Retirer de l’historique… « Appelez Zoé" }).click();
  await lead.getByText(/Contenu retiré le…/).waitFor();
  await lead.keyboard.press("Escape");
  await lead.locator(".erase").waitFor({ state: "detached" });
  await lead.getByRole("button", { name: /^Retirer de l’historique…/ }).click();
  for (const colorScheme of ["dark", "light"]) {
    await lead.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(lead), [], colorScheme);
  }
  await lead.getByRole("button", { name: "Retirer pour de bon" }).click();
  for (const page of [lead, ana]) {
    await page.locator(".removed").waitFor({ state: "detached" });
    await live(page);
  }
  // Who was there goes on.
  await addCard(ana, "Ajouter une solution", "Afficher le standard");
  await sameState(lead, ana);

  await openReplay(ana);
  const words = new RegExp(`Contenu retiré le .*${new Date().getFullYear()}`);
  await ana.getByRole("button", { name: "Temps forts", exact: true }).click();
  await ana.locator(".line", { hasText: words }).first().waitFor();
  const bob = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await bob.goto(`${testLink(server.links.screen)}&at=${then}`);
  await standsAt(bob, then);
  await bob.locator(".card.card_erased", { hasText: words }).waitFor();
  assert.equal(await bob.getByText("Appelez").count(), 0);
  assert.equal(await cardWith(bob, "Un standard").count(), 1);
  for (const page of [lead, ana, bob]) assert.deepEqual(page.trouble, []);
});

test("a tour has an order and sentences of its own, and goes by itself on the room's screen", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lead = await join(browser, server.links.facilitator);
  await addCard(lead, "Ajouter une crainte", "Trop de réunions");
  await sameState(lead);
  const first = Number((await pageState(lead)).position);
  await mark(lead, "La crainte");
  await addCard(lead, "Ajouter une solution", "Une réunion de moins");
  await sameState(lead);
  const last = Number((await pageState(lead)).position);
  await mark(lead, "La réponse");

  await openReplay(lead);
  await lead.getByRole("button", { name: "Temps forts", exact: true }).click();
  await lead.getByRole("button", { name: "Composer un parcours…" }).click();
  const dialog = lead.getByRole("dialog");
  await dialog.getByLabel("Titre du parcours").fill("À rebours");
  await dialog.getByRole("button", { name: "Avancer l’étape 2" }).click();
  await dialog.getByLabel(/^Étape 1/).fill("D’abord la réponse.");
  assert.deepEqual(await violations(lead), []);
  await dialog.getByRole("button", { name: "Garder ce parcours" }).click();
  await dialog.waitFor({ state: "detached" });

  await lead.getByRole("button", { name: /^Suivre « À rebours »/ }).click();
  await standsAt(lead, last);
  await lead.locator(".tour_text", { hasText: "D’abord la réponse." }).waitFor();
  await lead.getByRole("button", { name: "Étape suivante" }).click();
  await standsAt(lead, first);
  await lead.locator(".tour_text", { hasText: "La crainte" }).waitFor();
  await lead.getByRole("button", { name: "Quitter le parcours" }).click();
  await lead.locator(".tour_strip").waitFor({ state: "detached" });

  const { board, token } = Object.fromEntries(
    [
      ["board", "b"],
      ["token", "t"],
    ].map(([name, key]) => [name, new URLSearchParams(new URL(server.links.screen).hash.slice(1)).get(key)]),
  );
  const index = await (
    await fetch(`http://localhost:${server.port}/api/v1/boards/${board}/history`, {
      headers: { Authorization: `Bearer ${token}` },
    })
  ).json();
  const screen = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await screen.goto(`${testLink(server.links.screen)}&tour=${index.tours[0].id}`);
  await standsAt(screen, last);
  await screen.locator(".tour_text", { hasText: "D’abord la réponse." }).waitFor();
  await screen.keyboard.press("PageDown");
  await standsAt(screen, first);

  // A screen that shows the board goes along with the facilitator, who leads it back, or puts something else there.
  const wall = await openPage(await browser.newContext({ locale: "fr-FR" }));
  await wall.goto(testLink(server.links.screen));
  await wall.locator("main.screen[data-link=live]").waitFor();
  await lead.getByRole("button", { name: /^Suivre « À rebours »/ }).click();
  await lead.getByRole("button", { name: "Montrer à l’écran" }).click();
  await standsAt(wall, last);
  await wall.locator(".tour_text", { hasText: "D’abord la réponse." }).waitFor();
  await lead.getByRole("button", { name: "Étape suivante" }).click();
  await standsAt(wall, first);
  await wall.locator(".tour_text", { hasText: "La crainte" }).waitFor();
  assert.deepEqual(await violations(lead), []);
  assert.deepEqual(await violations(wall), []);
  await lead.getByRole("button", { name: "Écran : revenir au direct" }).click();
  await wall.locator("main.screen").waitFor();
  await lead.getByRole("button", { name: "Montrer à l’écran" }).click();
  await standsAt(wall, first);
  // The tour is changed meanwhile: the screen stays with its stop, or goes to the nearest where that is taken out.
  await lead.getByRole("button", { name: /^Modifier/ }).click();
  await dialog.getByRole("button", { name: "Avancer l’étape 2" }).click();
  await dialog.getByLabel(/^Étape 1/).fill("La crainte, avant tout.");
  await dialog.getByRole("button", { name: "Garder ce parcours" }).click();
  await wall.locator(".tour_text", { hasText: "La crainte, avant tout." }).waitFor();
  await wall.locator(".tour_place", { hasText: "1 sur 2" }).waitFor();
  await standsAt(wall, first);
  await lead.getByRole("button", { name: /^Modifier/ }).click();
  await dialog.getByRole("button", { name: "Retirer l’étape 1" }).click();
  await dialog.getByRole("button", { name: "Garder ce parcours" }).click();
  await lead.getByText(/l’écran est passé à la plus proche/).waitFor({ state: "attached" });
  await standsAt(wall, last);
  await wall.locator(".tour_place", { hasText: "1 sur 1" }).waitFor();
  await standsAt(lead, last);
  // A page that went away leaves the screen there; another of the facilitator's brings it back.
  const again = await join(browser, server.links.facilitator);
  await lead.close();
  await again.getByText("Un parcours du passé est à l’écran.").waitFor();
  await again.getByRole("button", { name: "Revenir au direct" }).click();
  await wall.locator("main.screen").waitFor();
  for (const page of [again, screen, wall]) assert.deepEqual(page.trouble, []);
});
