// What is not kept yet survives: the server's death, the tab's death, a reload, a second tab.
// SPDX-License-Identifier: MIT
import assert from "node:assert/strict";
import test from "node:test";
import {
  addCard,
  assertSameEverywhere,
  cardWith,
  join,
  live,
  openBrowser,
  openPage,
  sameState,
  testLink,
} from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

test("the server is killed in mid-typing and restarted: not a character is lost", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  const bob = await join(browser, server.links.participant);
  await addCard(ana, "Ajouter un récit", "Il était une fois");
  await sameState(ana, bob);

  const story = " un serveur que l’on tue pendant qu’on écrit, et dont rien ne se perd.";
  await cardWith(ana, "Il était une fois").locator(".card_face").click();
  const typing = ana.keyboard.type(story, { delay: 40 });
  await ana.waitForTimeout(900);
  await server.kill();
  await addCard(bob, "Ajouter une crainte", "pendant la panne");
  await typing;
  assert.equal(await ana.getByLabel("Texte de la carte").inputValue(), `Il était une fois${story}`);
  await server.start();

  await sameState(ana, bob);
  await cardWith(bob, `Il était une fois${story}`).waitFor();
  await cardWith(ana, "pendant la panne").waitFor();
  await assertSameEverywhere(browser, server, ana, bob);
});

test("a tab is killed with unsent cards: the next tab takes them up and sends them", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const bob = await join(browser, server.links.participant);
  const lost = await join(browser, server.links.participant);
  const device = lost.context();

  await device.setOffline(true);
  await addCard(lost, "Ajouter un besoin", "pas encore partie");
  await cardWith(lost, "pas encore partie").locator(".card_face").click();
  await lost.keyboard.type(", avec une suite");
  await lost.waitForTimeout(400);
  await lost.close({ runBeforeUnload: false });
  await device.setOffline(false);

  const next = await openPage(device);
  await next.goto(testLink(server.links.participant));
  await live(next);
  await sameState(next, bob);
  assert.equal(await cardWith(bob, "pas encore partie, avec une suite").count(), 1);
  await assertSameEverywhere(browser, server, next, bob);
});

test("a draft that was not submitted is there after a reload", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const ana = await join(browser, server.links.participant);
  await ana.getByLabel("Ajouter un récit").fill("un récit que je n’ai pas fini");
  await ana.reload();
  await live(ana);
  assert.equal(await ana.getByLabel("Ajouter un récit").inputValue(), "un récit que je n’ai pas fini");
});

test("two tabs of one browser write side by side", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const one = await join(browser, server.links.participant);
  const two = await openPage(one.context());
  await two.goto(testLink(server.links.participant));
  await live(two);
  await addCard(one, "Ajouter un besoin", "du premier onglet");
  await addCard(two, "Ajouter un besoin", "du second onglet");
  await sameState(one, two);
  assert.equal(await cardWith(one, "onglet").count(), 2);
  await assertSameEverywhere(browser, server, one, two);
});

test("[N1] where WebSocket is blocked, everything works over plain HTTP", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const bob = await join(browser, server.links.participant);
  const context = await browser.newContext({ locale: "fr-FR" });
  await context.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        setTimeout(() => this.onclose?.({ code: 1006 }), 20);
      }
      close() {}
    };
  });
  const ana = await openPage(context);
  await ana.goto(testLink(server.links.participant));
  await ana.getByRole("button", { name: "Rejoindre" }).click();
  await live(ana);
  await addCard(ana, "Ajouter un besoin", "par le guichet");
  await cardWith(bob, "par le guichet").waitFor();
  await addCard(bob, "Ajouter un besoin", "par la grande porte");
  await cardWith(ana, "par la grande porte").waitFor();
  await sameState(ana, bob);
  await assertSameEverywhere(browser, server, bob);
});

test("a reload without network opens the page with the unsent card, which leaves later", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const bob = await join(browser, server.links.participant);
  const ana = await join(browser, server.links.participant);
  await ana.evaluate(() => navigator.serviceWorker.ready);
  await ana.context().setOffline(true);
  await addCard(ana, "Ajouter un besoin", "écrite dans le tunnel");
  await ana.locator(".banner", { hasText: "1\u00a0carte en attente" }).waitFor();
  await ana.reload();
  await ana.locator(".banner", { hasText: "1\u00a0carte en attente" }).waitFor();
  await ana.context().setOffline(false);
  await sameState(ana, bob);
  await cardWith(bob, "écrite dans le tunnel").waitFor();
  await assertSameEverywhere(browser, server, ana, bob);
});
