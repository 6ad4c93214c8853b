// A whole day by the demonstration's run of show: eight phases, two facilitators one of whom is lost in the third and back in the
// fourth, a phone that loses its network, somebody who comes late to each phase, the room's screen, and thirty native
// participants who write, link and vote all day. In the end everybody and the disk have the same board, with every card and
// every vote once.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import { addCard, assertSameEverywhere, cardWith, join, live, openBrowser, openPage, sameState, seeAllColumns, testLink } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const phases = [
  "Accueil et tour de table",
  "Écrire pour soi",
  "Révéler et lire",
  "Récits d'expérience",
  "Relier et regrouper",
  "Solutions, sur le projet",
  "Voter",
  "Synthèse",
];

function next(page) {
  return page.locator(".remote .primary");
}

/** Waits until each page shows the phase. */
async function inPhase(number, ...pages) {
  for (const page of pages) await page.locator(".phase_now h2, .screen_head h1", { hasText: phases[number - 1] }).waitFor();
}

async function column(page, kind) {
  await page.locator(".column_tabs button").nth(kind - 1).tap();
}

async function vote(page, text, name) {
  await cardWith(page, text).first().locator(".votes").getByRole("button", { name, exact: true }).click();
}

/** All that the page says on its cards: "2 pour, 1 contre, 1 sans avis". */
async function countVotes(page) {
  const feet = await page.locator(".card_foot").allTextContents();
  const counts = feet.flatMap((foot) => [...foot.matchAll(/(\d+)\u00a0(?:pour|contre|sans avis)/g)]);
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

test("[F1] a day of eight phases, through the loss of a facilitator, cuts and latecomers", { timeout: 240_000 }, async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const lost = await join(browser, server.links.facilitator);
  const other = await join(browser, server.links.facilitator, { organisation: "Cerema" });
  const ana = await join(browser, server.links.participant, { organisation: "Dunkerque" });
  const bob = await join(browser, server.links.participant, phone);
  const wall = await join(browser, server.links.screen, { viewport: { width: 1024, height: 768 } });
  await seeAllColumns(bob);
  const here = [ana, bob, wall];
  const late = async () => here.push(await join(browser, server.links.participant));
  // The screen shows as many cards as fit on it; everybody else has them all.
  const people = () => here.filter((page) => page !== wall);
  const added = [];
  const add = async (page, label, text) => {
    await addCard(page, label, text);
    added.push(text);
  };

  const crowd = server.rehearse(t, 30, 10);
  await next(lost).click();
  await inPhase(1, other, ...here);
  await late();
  assert.equal(await here.at(-1).locator(".write_box").count(), 0);

  // Everybody for themselves; the phone is cut off meanwhile, and writes on.
  await next(lost).click();
  await inPhase(2, ...here);
  await add(ana, "Ajouter une crainte", "Ana : être seule à porter");
  await bob.context().setOffline(true);
  await bob.locator("main:not([data-link=live])").waitFor();
  await column(bob, 3);
  await add(bob, "Ajouter un besoin", "Bob : du temps");
  await late();
  await here.at(-1).locator("[data-kind='1'] .silhouettes").waitFor();
  await bob.context().setOffline(false);
  await live(bob);
  await wall.locator("[data-kind='3'] .silhouettes").waitFor();
  for (const page of [bob, wall, here.at(-1)]) assert.equal(await cardWith(page, "seule à porter").count(), 0);
  // The crowd writes, too, and is hidden like everybody.
  await lost.locator(".card", { hasText: "Répétition" }).nth(9).waitFor({ state: "attached" });
  for (const page of [ana, bob, wall, here.at(-1)]) assert.equal(await cardWith(page, "Répétition").count(), 0);

  // A laptop dies; nobody becomes facilitator by that, and the other one goes on.
  await next(lost).click();
  await inPhase(3, ...here);
  for (const page of people()) await cardWith(page, "seule à porter").first().waitFor({ state: "attached" });
  await wall.locator(".card").first().waitFor();
  await lost.close({ runBeforeUnload: false });
  await late();
  for (const page of [ana, bob]) assert.equal(await page.locator(".remote").count(), 0);
  await next(other).click();
  await inPhase(4, ...here);
  await add(ana, "Ajouter un récit", "Ana : notre premier portail");
  await late();
  const back = await openPage(lost.context());
  await back.goto(testLink(server.links.facilitator));
  await live(back);
  await next(back).click();
  await inPhase(5, other, ...here);

  await late();
  assert.equal(await ana.locator(".write_box").count(), 0);
  // The crowd ties cards, too: until then this phase goes on.
  await other.locator(".card_foot", { hasText: /«\sRépétition/ }).first().waitFor({ state: "attached" });
  await next(back).click();
  await inPhase(6, ...here);
  await column(bob, 5);
  await add(bob, "Ajouter une solution", "Bob : une heure par semaine");
  await late();

  // Votes: two for, one against, one taken back. Nobody but the voter knows before the phase ends.
  await next(other).click();
  await inPhase(7, ...here);
  await cardWith(ana, "Bob : une heure").waitFor();
  await vote(ana, "Bob : une heure", "Pour");
  await vote(bob, "Bob : une heure", "Pour");
  await vote(here[3], "Bob : une heure", "Contre");
  await vote(here[4], "Bob : une heure", "Pour");
  await vote(here[4], "Bob : une heure", "Pour");
  await cardWith(ana, "Bob : une heure").locator(".votes [aria-pressed=true]", { hasText: "Pour" }).waitFor();
  assert.equal(await cardWith(wall, "pour,").count(), 0);
  await other.getByText(/^([5-9]|\d\d)\spersonnes ont voté$/).waitFor();
  await late();
  await next(back).click();
  await inPhase(8, other, back, ...here);
  await wall.locator(".card", { hasText: "pour," }).first().waitFor({ state: "attached" });
  await late();

  const { figures } = await crowd.end();
  t.diagnostic(JSON.stringify(figures));
  assert.equal(figures.joined, 30);
  assert.equal(figures.there_at_end, 30);
  assert.equal(figures.cuts, 0);
  assert.equal(figures.unseen, 0);
  assert.equal(figures.same_everywhere, true);
  assert.deepEqual(figures.refused, {});
  assert.ok(figures.ballots > 0 && figures.links > 0);
  for (const page of people()) {
    assert.equal(await page.locator(".card_face", { hasText: "Répétition" }).count(), figures.cards);
    assert.equal(await countVotes(page), figures.ballots + 3);
  }
  // By its face: a card that somebody tied to it says its text at its foot, too.
  for (const text of added) for (const page of people()) assert.equal(await page.locator(".card_face", { hasText: text }).count(), 1, text);
  await sameState(back, other, ...here);
  await assertSameEverywhere(browser, server, back, other, ...here);
});
